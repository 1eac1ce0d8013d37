"""A believable Brussels: the 19 CPAS as they are, about 300 services that do not exist, all marked demo."""

from __future__ import annotations

import csv
import random
from collections.abc import Generator, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from django.db.models import Prefetch

from directory.importers import demo_days, demo_variety
from directory.models import Category, Organisation, PostalCode, Service, Site
from directory.models.organisations import ALPHABET, CODE_LENGTH

DATA = Path(__file__).resolve().parent.parent / "data"
WORDS = "demo/words.csv"
SEED = 1000
PLACED_BY_RIGHT = {"cpas", "one_cpn", "one_enfants", "one_pep", "opgroeien"}
SCREENING_SINCE = date(2025, 1, 1)
ACCESS = {
    "health": [
        ["third_party_payer", "conventioned"],
        ["conventioned", "insurance_needed"],
        ["third_party_payer", "urgent_medical_aid"],
        ["free"],
    ],
    "family": [["free"], ["free", "no_papers"], ["free", "insurance_needed"]],
    "social": [["free"], ["free", "no_papers"], ["free", "no_papers"]],
    "talk": [["free"], ["free", "insurance_needed"]],
    "care": [["free", "no_papers"], ["free", "women_only"], ["conventioned", "third_party_payer"]],
}
AUDIENCES = {
    "health": ["pregnant_women", "babies"],
    "family": ["families", "babies", "partners"],
    "social": ["everyone"],
    "talk": ["everyone", "professionals"],
    "care": ["pregnant_women", "families"],
}

# Whom some kinds of actor are there for besides.
ALSO_FOR = {
    "migrants": ["undocumented", "asylum"],
    "primo_arrivants": ["asylum"],
    "cssi": ["uninsured"],
    "sans_abri": ["homeless"],
    "maison_accueil": ["homeless", "single_parents"],
    "violences": ["violence"],
    "assuetudes": ["substance_users"],
}

Row = dict[str, str]
Pair = tuple[Organisation | Site | Service, Mapping[str, Any]]


def read(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def three(name: str, texts: tuple[str, str, str] | list[str]) -> Row:
    return dict(zip((f"{name}_fr", f"{name}_nl", f"{name}_en"), texts, strict=True))


class DemoNetwork:
    """Always the same for one day: names, places and codes come from a fixed seed, ages count back from `today`."""

    def __init__(self, today: date) -> None:
        self.today, self.random, self.number = today, random.Random(SEED), 0  # noqa: S311 - fiction, not a secret
        self.shelters = 3
        self.entries, self.streets = read("demo/entries.csv"), read("demo/streets.csv")
        self.languages = {row["code"]: int(row["share"]) for row in read("demo/languages.csv")}
        self.words = {row["field"]: three(row["field"], [row[t] for t in ("fr", "nl", "en")]) for row in read(WORDS)}
        self.hospitals: dict[str, tuple[Organisation, Site]] = {}

    @cached_property
    def categories(self) -> dict[str, Category]:
        rows = Category.objects.prefetch_related("default_themes", "default_stages", "default_modes", "default_roles")
        return {row.code: cast("Category", row) for row in rows}

    @cached_property
    def places(self) -> list[PostalCode]:
        rows = PostalCode.objects.select_related("commune", "bassin").prefetch_related(Prefetch("commune__bassins"))
        return list(rows.order_by("code", "commune__code"))

    def pairs(self) -> Iterator[Pair]:
        for row in read("actors/cpas_19.csv"):
            yield from self.cpas(row)
        names = read("demo/names.csv")
        for kind in read("demo/kinds.csv"):
            chosen = self.random.sample(names, len(names))
            for place in range(int(kind["count"])):
                yield from self.fiction(kind, chosen[place % len(chosen)])

    def record(self, model: type[Organisation | Site | Service]) -> Any:
        return model(code="".join(self.random.choices(ALPHABET, k=CODE_LENGTH)))

    # The 19 CPAS: public facts, to be checked again before a real launch ------------------------------------------

    def cpas(self, row: Row) -> Iterator[Pair]:
        organisation, site, service = (self.record(m) for m in (Organisation, Site, Service))
        names = {"name_fr": row["name_fr"], "name_nl": row["name_nl"]}
        yield organisation, names | {"status": "verified", "is_demo": True}
        where = next(p for p in self.places if p.code == row["postal_code"] and p.commune.code == row["nis"])
        address = {"street_fr": row["street_fr"], "street_nl": row["street_nl"], "postal_code": where}
        yield site, address | {"organisation": organisation, "is_demo": True}
        contacts = [{"kind": "phone", "value": row["phone_e164"]}, {"kind": "web", "value": row["website"], "sort": 1}]
        facts = {"organisation": organisation, "site": site, "is_demo": True, "contacts": contacts}
        area = {"area": "communes", "area_communes": [row["nis"]], "residents_only": True}
        usual = {"languages": ["fr", "nl"], "audiences": ["everyone"], "access": ["free"]}
        # Real services: nobody was asked whether a card is right or who interprets. Seeing everyone is the law.
        unsaid = {"confirmed_on": None, "interpreter": ""}
        values = self.usual("cpas") | self.fresh("cpas") | unsaid | facts | area | usual
        for text in read("demo/cpas.csv"):
            values |= three(text["field"], [text[tongue] for tongue in ("fr", "nl", "en")])
        yield service, values

    # Fiction ------------------------------------------------------------------------------------------------------

    def fiction(self, kind: Row, name: Row) -> Iterator[Pair]:
        self.number += 1
        where = self.random.choices(self.places, weights=[3 if p.default_commune else 1 for p in self.places])[0]
        organisation, site = yield from self.owner(kind, name, where)
        service = self.record(Service)
        values = self.usual(kind["category"]) | self.fresh(kind["category"]) | self.reach(kind)
        hidden = kind["category"] == "violences"  # what is covered must not tell more than the bassin
        values |= self.programme(kind["category"])
        values |= {"area": "bassins", "area_bassins": [where.bassin]} if hidden else self.area(where)
        for field, column in (("name", "name"), ("description", "what"), ("not_for", "not")):
            values |= three(field, [kind[f"{column}_{tongue}"] for tongue in ("fr", "nl", "en")])
        values |= three("entry", list(self.random.choice(self.entries).values()))
        if self.random.random() < 0.3:
            values |= three("documents", list(read("demo/documents.csv")[0].values()))
        values = demo_variety.service(self.number, kind["category"], values, self.words, self.today)
        yield service, values | {"organisation": organisation, "site": site, "is_demo": True}

    def owner(self, kind: Row, name: Row, where: PostalCode) -> Generator[Pair, None, tuple[Organisation, Site]]:
        """The organisation and site of a fictional service; the services of one hospital share them."""
        label = {t: kind[f"org_{t}"].format(**name) for t in ("fr", "nl") if kind[f"org_{t}"]}
        hospital = kind["org_fr"].startswith("Hôpital")
        if hospital and len(self.hospitals) >= 9:
            return self.hospitals[sorted(self.hospitals)[self.number % 9]]
        organisation, site = self.record(Organisation), self.record(Site)
        values = {"name_fr": "", "name_nl": ""} | {
            f"name_{t}": f"{text} ({'exemple' if t == 'fr' else 'voorbeeld'})" for t, text in label.items()
        }
        yield organisation, values | {"status": "verified", "is_demo": True} | self.recognised(kind)
        address = demo_variety.site(self.number, self.address(kind["category"], where))
        yield site, {"organisation": organisation, "is_demo": True} | address
        if hospital:
            self.hospitals[label["fr"]] = organisation, site
        return organisation, site

    def recognised(self, kind: Row) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "kind": "practitioner" if kind["category"] in {"kine", "psy_1l", "mg"} and self.number % 2 else "legal_body"
        }
        facts |= demo_variety.organisation(self.number, kind["category"])
        if "screening" not in self.roles(kind["category"]):
            return facts
        if self.random.random() < 0.75:
            facts["conventions"] = [{"starts_on": SCREENING_SINCE, "stated_on": self.today - timedelta(days=120)}]
        if self.random.random() < 0.6:
            facts["inami_accreditations"] = [
                {"starts_on": SCREENING_SINCE, "number": demo_variety.inami_number(self.number)}
            ]
            facts["billing_registrations"] = [{"starts_on": SCREENING_SINCE}]
        return facts

    def address(self, category: str, where: PostalCode) -> dict[str, Any]:
        if category == "violences" and self.shelters:
            self.shelters -= 1
            return {"confidential": True, "bassin_override": where.bassin}
        street, number = self.random.choice(self.streets), self.random.randint(1, 190)
        access = self.random.choices(["yes", "help", "no", "unknown"], [5, 2, 2, 2])[0]
        return {
            "street_fr": f"{street['fr']} {number}",
            "street_nl": f"{street['nl']} {number}",
            "step_free": access,
        } | self.point(where)

    def point(self, where: PostalCode) -> dict[str, Any]:
        lat, lon = self.random.gauss(where.lat, 0.004), self.random.gauss(where.lon, 0.006)
        return {"postal_code": where, "lat": round(lat, 5), "lon": round(lon, 5)}

    def roles(self, category: str) -> list[str]:
        return [role.code for role in self.categories[category].default_roles.all()]

    def usual(self, category: str) -> dict[str, Any]:
        row = self.categories[category]
        sets = {name: [c.code for c in getattr(row, f"default_{name}").all()] for name in ("themes", "stages", "modes")}
        return sets | {
            "category": category,
            "sensitive": row.sensitive,
            "interpreter": self.random.choice(["yes", "yes", "no", ""]),
        }

    def fresh(self, category: str) -> dict[str, Any]:
        """When the card was confirmed and what was said of its room: some today, some long ago, some never."""
        age = int(self.random.choices([self.random.expovariate(1 / 45), self.random.randint(120, 500)], [4, 1])[0])
        values = demo_days.room(self.random, self.today, by_right=category in PLACED_BY_RIGHT)
        confirmed = None if self.random.random() < 0.06 else self.today - timedelta(days=age)
        return values | {"confirmed_on": confirmed, "rhythm_months": self.random.choice([3, 6, 6, 12])}

    def reach(self, kind: Row) -> dict[str, Any]:
        own = {"opgroeien": "nl", "huis_vh_kind": "nl", "ek": "nl", "caw": "nl"}.get(kind["category"], "fr")
        spoken = {own} | {code for code, share in self.languages.items() if self.random.random() * 100 < share}
        if kind["category"] == "interpretation":
            spoken = set(self.languages)
        word = f"service{self.number}"
        contacts = [
            {"kind": "phone", "value": f"+322000{self.number:04d}"},
            {"kind": "mail", "value": f"{word}@maillage.example", "sort": 1},
        ]
        if self.random.random() < 0.5:
            contacts.append({"kind": "web", "value": f"https://{word}.maillage.example/", "sort": 2})
        return {
            "contacts": contacts,
            "languages": sorted(spoken),
            "reading_languages": sorted(spoken & {"fr", "nl", "en"}),
            "access": self.random.choice(ACCESS[kind["fits"]]),
            "audiences": [*AUDIENCES[kind["fits"]], *ALSO_FOR.get(kind["category"], ())],
            "hours": demo_days.week(self.random),
            "exceptions": demo_days.holidays(self.random, self.today),
            "notices": demo_days.notices(self.random, self.today),
        }

    def programme(self, category: str) -> dict[str, Any]:
        possible = self.roles(category)
        held = [role for role in possible if self.random.random() < (0.55 if role == "screening" else 0.4)]
        since = {"starts_on": SCREENING_SINCE, "stated_on": self.today - timedelta(days=90)}
        given = ["screening"] * ("screening" in held) + ["cpp"] * ("screening" in held and self.random.random() < 0.7)
        given += [p for p in ("coordination", "concertation") if "coordination" in held]
        return {"roles": [{"role": r} | since for r in held], "prestations": [{"prestation": p} | since for p in given]}

    def area(self, where: PostalCode) -> dict[str, Any]:
        draw = self.random.random()
        if draw < 0.12:
            return {}
        if draw < 0.35:
            return {"area": "region", "takes_non_residents": draw < 0.2}
        if draw < 0.7:
            return {"area": "bassins", "area_bassins": [where.bassin]}
        near = sorted(self.places, key=lambda p: (p.lat - where.lat) ** 2 + (p.lon - where.lon) ** 2)
        communes = {place.commune.code for place in near[:4]}
        return {"area": "communes", "area_communes": sorted(communes), "residents_only": draw > 0.94}
