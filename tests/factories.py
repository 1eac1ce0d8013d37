"""Valid, boring records, written by the door the site itself uses. Traits are adjectives: ServiceFactory(full=True)."""

from datetime import timedelta

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from directory import actions
from directory.models import Membership, Organisation, Service, Site, Source, User

PASSWORD = "correct horse battery staple"


def today():
    return timezone.localdate()


def long_ago():
    return today() - timedelta(days=400)


def every_weekday(kind="walk_in", opens=9 * 60, closes=17 * 60):
    return [{"kind": kind, "weekday": day, "opens": opens, "closes": closes} for day in range(5)]


class UserFactory(DjangoModelFactory):
    """UserFactory(of=organisation) is a member of it; UserFactory(groups=["editor"]) has their rights."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        staff = factory.Trait(is_staff=True)
        admin = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Person {n}")
    password = PASSWORD

    @classmethod
    def _create(cls, model_class, *args, **values):
        return model_class.objects.create_user(*args, **values)

    @factory.post_generation
    def of(self, create, organisation, **_more):
        if organisation:
            Membership.objects.create(user=self, organisation=organisation)

    @factory.post_generation
    def groups(self, create, names, **_more):
        self.groups.set(Group.objects.filter(name__in=names or ()))


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    code = factory.Sequence(lambda n: f"source-{n}")
    name = factory.Sequence(lambda n: f"Source {n}")
    may_republish = True


class Recorded(factory.Factory):
    """Written through directory.actions: history, Change and search row are there, as for any other record."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, by=None, via="admin", source=None, code=None, **values):
        record = model_class(code=code) if code else model_class()
        return actions.save(record, values, by=by, via=via, source=source)


class OrganisationFactory(Recorded):
    class Meta:
        model = Organisation

    class Params:
        bib = factory.Trait(conventions=factory.LazyFunction(lambda: [{"starts_on": long_ago()}]))
        proposed = factory.Trait(status=Organisation.Status.PROPOSED)
        suspended = factory.Trait(status=Organisation.Status.SUSPENDED)

    name_fr = factory.Sequence(lambda n: f"Organisation {n}")
    name_nl = factory.Sequence(lambda n: f"Organisatie {n}")
    status = Organisation.Status.VERIFIED


class SiteFactory(Recorded):
    """In Molenbeek, bassin centre-ouest; SiteFactory(confidential=True) keeps only its bassin."""

    class Meta:
        model = Site

    organisation = factory.SubFactory(OrganisationFactory)
    confidential = False
    street_fr = factory.Maybe("confidential", "", factory.Sequence(lambda n: f"Rue du Bateau {n}"))
    street_nl = factory.Maybe("confidential", "", factory.Sequence(lambda n: f"Bootstraat {n}"))
    postal_code = factory.Maybe("confidential", None, "1080/21012")
    lat = factory.Maybe("confidential", None, 50.8552)
    lon = factory.Maybe("confidential", None, 4.3184)
    bassin_override = factory.Maybe("confidential", "centre-ouest", None)


class ServiceFactory(Recorded):
    """A midwife's practice with room, whose card was confirmed today."""

    class Meta:
        model = Service

    class Params:
        screening = factory.Trait(
            organisation__bib=True,
            prestations=factory.LazyFunction(lambda: [{"prestation": "screening", "starts_on": long_ago()}]),
            roles=factory.LazyFunction(lambda: [{"role": "screening", "starts_on": long_ago()}]),
        )
        confidential = factory.Trait(
            category="violences",
            sensitive=True,
            neutral_name_fr="Service d’aide",
            neutral_name_nl="Hulpdienst",
            site__confidential=True,
        )
        closed = factory.Trait(closed_on=factory.LazyFunction(today), closed_reason="Pension")
        full = factory.Trait(room="full", room_until=factory.LazyFunction(lambda: today() + timedelta(days=30)))
        stale = factory.Trait(confirmed_on=factory.LazyFunction(long_ago), room_said_on=factory.LazyFunction(long_ago))
        walk_in = factory.Trait(hours=factory.LazyFunction(every_weekday))
        mobile = factory.Trait(site=None, modes=["home_visit"], area="region")

    organisation = factory.SubFactory(OrganisationFactory)
    site = factory.SubFactory(SiteFactory, organisation=factory.SelfAttribute("..organisation"))
    category = "sage_femme"
    name_fr = factory.Sequence(lambda n: f"Cabinet {n}")
    name_nl = factory.Sequence(lambda n: f"Praktijk {n}")
    themes = ["pregnancy_care"]
    stages = ["pregnant_1_3", "pregnant_4_6", "pregnant_7_9"]
    languages = ["fr"]
    modes = ["on_site"]
    contacts = factory.LazyFunction(lambda: [{"kind": "phone", "value": "+3225294120"}])
    area = "bassins"
    area_bassins = ["centre-ouest"]
    room = "open"
    room_said_on = factory.LazyFunction(today)
    confirmed_on = factory.LazyFunction(today)

    @classmethod
    def _generate(cls, strategy, params):
        if params.get("site"):
            params.setdefault("organisation", params["site"].organisation)
        if params.get("sensitive"):
            params.setdefault("category", "violences")
        return super()._generate(strategy, params)
