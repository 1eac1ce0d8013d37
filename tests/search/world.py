"""A made-up directory over the real communes and codes, and questions of every kind about it, by a seed."""

import random
from datetime import timedelta

from django.utils import timezone

from directory.models import (
    Access,
    Audience,
    Bassin,
    BibConvention,
    Category,
    HoursException,
    Language,
    Mode,
    OpeningHours,
    Organisation,
    PostalCode,
    Prestation,
    Role,
    Service,
    ServicePrestation,
    ServiceRole,
    Site,
    Stage,
    Theme,
)
from search.geocoding import nearest_place, places_like
from search.index import refresh
from search.question import Question

HOSTILE = (
    *("'; DROP TABLE search_row; --", '"', "a OR b NOT c NEAR(d)", "n:* & !", "\x00\ud800", "(((((((", "%s %(p)s :p ?"),
    *("é" * 10_000, "حمل", "беременность", "ﬁliation ½ ℂ İstanbul", "* * *", "le la les", "1e5 a@b.be www.one.be -3"),
    *("œdème l’aide", "x" * 300, "妊娠", "foo_bar_", "acteur·rices·s", "^sage* {femme}", "logement_ AND"),
)
TYPED = (
    *("sage-femme", "vroedvrouw", "logement", "huisvestng", "CPAS", "OCMW", "acteurs", "accompagnment", "psy", "arabe"),
    *("violence conjugale", "grossese", "dépistage", "molenbeek", "kinderen", "maison médicale"),
)
LEXICON = (
    *("accompagnement", "des", "femmes", "enceintes", "acteur·rices", "du", "quartier", "sage-femme", "logement"),
    *("écoute", "kinderen", "gezinnen", "ouders", "bevalling", "naissance", "allaitement", "borstvoeding", "repas"),
    *("vêtements", "interprètes", "permanence", "sociale"),
)
PLACES = ["1080", "1000", "1050", "Matonge", "Ixelles", "Bruxelles", "Laeken", "sans adresse", "hors Région"]


class World:
    def __init__(self, size=160, seed=1000):
        self.random, self.today = random.Random(seed), timezone.localdate()
        tables = (Theme, Category, Language, Audience, Stage, Mode, Access, Prestation, Role)
        self.rows = {model: list(model.objects.order_by("pk")) for model in tables}
        self.postal = list(PostalCode.objects.select_related("bassin", "commune").order_by("pk"))
        self.bassins = list(Bassin.objects.order_by("pk"))
        self.organisations = [self.organisation() for _n in range(size // 3)]
        self.services = [self.service() for _n in range(size)]
        refresh(service.pk for service in self.services)

    def some(self, model, most):
        return self.random.sample(self.rows[model], self.random.randint(0, most))

    def text(self, words):
        return " ".join(self.random.choices(LEXICON, k=words))

    def day(self, low, high):
        return self.today + timedelta(days=self.random.randint(low, high))

    def days(self):
        """Perhaps over, perhaps to come, perhaps without end."""
        start = self.day(-400, 30)
        return {
            "starts_on": start,
            "ends_on": self.random.choice([None, start + timedelta(self.random.randint(0, 500))]),
        }

    def organisation(self):
        status = self.random.choices(["verified", "suspended"], [12, 1])[0]
        made = Organisation.objects.create(name_fr=self.text(2), name_nl=self.text(1), status=status)
        for _n in range(self.random.choice([0, 1, 1, 2])):
            BibConvention.objects.create(organisation=made, **self.days())
        return made

    def site(self, organisation):
        r, postal = self.random, self.random.choice(self.postal)
        kind = r.choices(["exact", "rough", "hidden", "none"], [14, 2, 2, 2])[0]
        if kind == "none":
            return None
        if kind == "hidden":
            bassin = r.choice(self.bassins)
            return Site.objects.create(
                organisation=organisation, confidential=True, bassin_override=bassin, bassin=bassin, name_fr="Cachette"
            )
        point = {"lat": r.gauss(postal.lat, 0.01), "lon": r.gauss(postal.lon, 0.015)} if kind == "exact" else {}
        return Site.objects.create(organisation=organisation, postal_code=postal, bassin=postal.bassin, **point)

    def service(self):
        r, organisation = self.random, self.random.choice(self.organisations)
        area = r.choice(["unstated", "region", "bassins", "communes"])
        room = r.choice(["", "open", "few", "full", "by_right"])
        made = Service.objects.create(
            organisation=organisation,
            site=self.site(organisation),
            category=r.choice(self.rows[Category]),
            name_fr=self.text(2) if r.random() < 0.8 else "",
            name_nl=self.text(2),
            description_fr=self.text(8),
            conditions_nl=self.text(3),
            not_for_fr="introuvable",
            area=area,
            residents_only=r.random() < 0.3,
            takes_non_residents=r.random() < 0.3,
            room=room,
            room_said_on=self.day(-120, 0) if room else None,
            room_until=self.day(1, 60) if room == "full" else None,
            confirmed_on=r.choice([None, self.day(-500, 0)]),
            mailbox="a@example.org",
            mailbox_verified_on=self.today,
            accepts_requests=r.random() < 0.5,
            answer_share=r.choice([None, 30, 60, 90]),
            answer_days=r.choice([None, 2, 6]),
            closed_on=self.today if r.random() < 0.05 else None,
        )
        self.fill(made, area)
        return made

    def fill(self, made, area):
        r = self.random
        for name, model, most in (
            ("themes", Theme, 3),
            ("languages", Language, 4),
            ("audiences", Audience, 3),
            ("stages", Stage, 4),
            ("modes", Mode, 3),
            ("access", Access, 3),
        ):
            getattr(made, name).set(self.some(model, most))
        if area == "bassins":
            made.area_bassins.set(r.sample(self.bassins, r.randint(1, 2)))
        if area == "communes":
            made.area_communes.set([postal.commune for postal in r.sample(self.postal, r.randint(1, 3))])
        for _n in range(r.choice([0, 0, 1, 2])):
            ServicePrestation.objects.create(service=made, prestation=r.choice(self.rows[Prestation]), **self.days())
            ServiceRole.objects.create(service=made, role=r.choice(self.rows[Role]), **self.days())
        self.open(made)

    def open(self, made):
        """Some pass midnight, some Sunday's into Monday; some days are exceptional."""
        r = self.random
        for day in r.sample(range(7), r.choice([0, 0, 3, 5, 7])):
            hours = self.hours()
            kind = r.choice(["walk_in", "telephone", "appointment"])
            OpeningHours.objects.create(service=made, weekday=day, kind=kind, **hours)
        for _n in range(r.choice([0, 0, 1, 2])):
            start = self.day(-3, 3)
            special = r.choice([{}, {"kind": "telephone", **self.special()}])
            HoursException.objects.create(
                service=made, starts_on=start, ends_on=start + timedelta(r.randint(0, 3)), **special
            )

    def hours(self):
        opens = self.random.choice([0, 540, 1320])
        return {"opens": opens, "closes": opens + self.random.choice([180, 300, 1440])}

    def special(self):
        return {"opens": 600, "closes": 660}

    # Questions

    def question(self, number):
        r = self.random
        words = HOSTILE[number // 6 % len(HOSTILE)] if number % 6 == 5 else r.choice(["", "", "", *TYPED])
        place = self.place() if r.random() < 0.5 else None
        facets = {name: self.codes(name) for name in r.sample(list(CODES), r.choice([0, 0, 1, 1, 2]))}
        return Question(
            words=words,
            typing=r.random() < 0.2,
            place=place,
            radius=r.choice([None, 1, 2, 5, 10]) if place else None,
            open_now=r.random() < 0.15,
            has_room=r.random() < 0.12,
            accepts_requests=r.random() < 0.1,
            confirmed_within=r.choice([None] * 8 + [30, 365]),
            partners=tuple(o.pk for o in r.sample(self.organisations, 6)) if r.random() < 0.3 else (),
            partners_only=r.random() < 0.05,
            sort=r.choice(["relevance"] * 4 + ["distance", "name", "confirmed"]),
            reader=r.choice(["fr", "nl", "en"]),
            now=timezone.localtime() + timedelta(minutes=r.randrange(-3000, 3000)),
            **facets,
        )

    def place(self):
        if self.random.random() < 0.3:
            return nearest_place(self.random.gauss(50.85, 0.03), self.random.gauss(4.36, 0.04))
        return places_like(self.random.choice(PLACES))[0]

    def codes(self, name):
        values = CODES[name] or [row.code for row in self.rows[MODELS[name]]]
        return tuple(self.random.sample(values, self.random.randint(1, 2)))


MODELS = {"stage": Stage, "theme": Theme, "prestation": Prestation, "category": Category, "role": Role,
          "language": Language, "audience": Audience, "mode": Mode, "access": Access}  # fmt: skip
CODES = dict.fromkeys(MODELS) | {
    "bassin": ["nord", "sud", "centre-ouest"],
    "commune": ["21012", "21004", "21009", "21015"],
    "language": ["ar", "fr", "fa", "nl"],
}
