"""The demo network: believable, marked, repeatable, removable, refused beside real services."""

from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Q
from django.utils import timezone

from directory import actions
from directory.actions.journal import to_come_back_to
from directory.freshness import overdue
from directory.identifiers import inami_warning
from directory.importers.demo import DemoNetwork
from directory.models import (
    Audience,
    Campaign,
    Category,
    Claim,
    InamiAccreditation,
    Invitation,
    Language,
    Likeness,
    Mode,
    Organisation,
    Proposal,
    Service,
    Site,
    Stage,
    Theme,
    Ticket,
    User,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    call_command("load_reference_data", verbosity=0)
    call_command("seed_demo")


def test_the_network_has_every_bassin_language_and_state(demo):
    services = Service.objects.listed()
    assert services.filter(category__code="cpas").count() == 19
    assert services.count() > 300
    assert not Service.objects.filter(is_demo=False).exists()
    assert set(Site.objects.exclude(bassin=None).values_list("bassin__code", flat=True)) == {
        "nord",
        "nord-est",
        "centre-ouest",
        "sud",
        "sud-est",
    }
    assert Language.objects.filter(services__is_demo=True).distinct().count() >= 15
    assert set(services.values_list("room", flat=True)) == {"", "open", "few", "full", "by_right"}
    assert Site.objects.filter(confidential=True, services__category__code="violences").count() == 3


def test_nothing_is_invented_of_the_19_real_services(demo):
    real = Service.objects.filter(category__code="cpas")
    told = {(one.confirmed_on, one.room_said_on, one.waiting_days, one.interpreter) for one in real}
    fiction = Service.objects.exclude(category__code="cpas")

    assert told == {(None, None, None, "")}
    assert set(real.values_list("room", flat=True)) == {"by_right"}  # the law, no promise of theirs
    assert fiction.exclude(confirmed_on=None).count() > 250


def held(name):
    """The codes of a list that some listed service of the network holds."""
    return set(Service.objects.listed().values_list(f"{name}__code", flat=True)) - {None}


def test_it_has_every_kind_of_actor_and_every_public_mode_need_and_stage(demo):
    assert 300 <= Service.objects.listed().count() <= 340
    assert held("category") == set(Category.objects.filter(active=True).values_list("code", flat=True))
    for name, model in (("modes", Mode), ("themes", Theme), ("audiences", Audience), ("stages", Stage)):
        assert held(name) == set(model.objects.filter(active=True).values_list("code", flat=True)), name


def test_some_services_hold_what_only_some_have(demo):
    services = Service.objects.listed()
    sensitive = services.filter(Q(sensitive=True) | Q(category__sensitive=True))
    assert sensitive.exists()
    for language in ("fr", "nl", "en"):
        assert not sensitive.filter(**{f"neutral_name_{language}": ""}).exists()
        assert services.exclude(**{f"conditions_{language}": ""}).exists()
        assert services.exclude(**{f"before_you_send_{language}": ""}).exists()
    assert services.filter(closed_on__gt=timezone.localdate()).exists()
    assert Organisation.objects.filter(accreditations__isnull=False).exists()
    numbers = InamiAccreditation.objects.exclude(number="").values_list("number", flat=True)
    assert numbers
    assert not [number for number in numbers if inami_warning(number)]
    assert Site.objects.filter(hours__isnull=False).exists()
    outside = Site.objects.exclude(outside_address="").first()
    assert outside.postal_code is None
    assert not Site.objects.filter(confidential=True, hours__isnull=False).exists()


def test_no_planning_centre_promises_what_its_words_exclude(demo):
    centres = Service.objects.filter(category__code="planning")
    assert all("troisième mois" in centre.not_for_fr for centre in centres)
    assert not centres.filter(stages__code__in=["pregnant_4_6", "pregnant_7_9"]).exists()
    assert centres.filter(stages__code="pregnant_1_3").exists()


def test_every_organisation_and_service_has_a_name_in_both_languages(demo):
    for record in (*Organisation.objects.all(), *Service.objects.all()):
        assert record.name_fr, record
        assert record.name_nl, record


def test_a_second_run_changes_nothing(demo):
    before = set(Service.objects.values_list("code", flat=True))
    call_command("seed_demo")
    assert set(Service.objects.values_list("code", flat=True)) == before


def test_the_same_day_gives_the_same_network(demo):
    def codes():
        return [record.code for record, _values in DemoNetwork(date(2026, 11, 22)).pairs()]

    assert codes() == codes()


def waiting():
    """How much of each kind of work waits on the desks."""
    today, hers = (
        timezone.localdate(),
        Service.objects.filter(organisation__memberships__user__email__startswith="aline"),
    )
    return {
        "reports": Ticket.objects.open().count(),
        "too old": Ticket.objects.filter(state="brusano").count(),
        "pairs": Likeness.objects.to_look_at().count(),
        "claims": Claim.objects.waiting().count(),
        "invitations": Invitation.objects.open().count(),
        "campaigns": Campaign.objects.filter(closed_at=None).count(),
        "proposals": Proposal.objects.waiting().count(),
        "overdue": hers.filter(overdue(today)).distinct().count() > 0,
        "full": hers.filter(room="full", room_until__gte=today).exists(),
        "come back": to_come_back_to(today).exists(),
    }


def test_every_desk_has_some_work_once_and_it_goes_with_the_network(demo):
    call_command("seed_desk")
    before = waiting()
    call_command("seed_desk")

    assert waiting() == before
    assert all(before.values()), before
    assert {card.state for card in Campaign.objects.get().cards.with_state(timezone.localdate())} >= {
        "confirmed",
        "to_phone",
    }
    call_command("seed_demo", remove=True)
    assert not any(waiting().values())


def test_it_can_be_removed_with_its_accounts(demo):
    call_command("seed_demo", remove=True)
    assert not Service.objects.exists()
    assert not Organisation.objects.exists()
    assert not User.objects.filter(is_demo=True).exists()


def test_it_is_refused_on_a_directory_with_real_services(demo):
    call_command("seed_demo", remove=True)
    real = actions.save(Organisation(), {"name_fr": "Vraie maison", "status": "verified"}, by=None, via="admin")
    actions.save(Service(), {"organisation": real, "category": "autre", "name_fr": "Service"}, by=None, via="admin")

    with pytest.raises(CommandError, match="real services"):
        call_command("seed_demo")
    assert Service.objects.count() == 1
