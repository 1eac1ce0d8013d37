"""N made-up services over the 19 communes: facets of 40, 20, 15, 8 and 12 values, Zipf text, a fixed seed."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from django.utils import timezone

from directory import actions
from directory.models import (
    Access,
    Audience,
    Language,
    Organisation,
    PostalCode,
    Service,
    Site,
    Stage,
    Theme,
    ThemeGroup,
)

DATA = Path(__file__).resolve().parent.parent / "directory" / "data"
SIZES = {"theme": 40, "language": 20, "audience": 15, "stage": 8, "access": 12}
MODELS = {"theme": Theme, "language": Language, "audience": Audience, "stage": Stage, "access": Access}
FIELDS = {"theme": "themes", "language": "languages", "audience": "audiences", "stage": "stages", "access": "access"}
BATCH = 500


def codes() -> dict[str, list[str]]:
    """The codes used of each facet; where our lists are shorter than the figure asks, made-up ones are added.

    None of them is sensitive: a sensitive question is answered another way (and not with a 303).
    """
    group = ThemeGroup.objects.first()
    found = {}
    for facet, size in SIZES.items():
        model = MODELS[facet]
        mine = list(
            model.objects.filter(sensitive=False).order_by("sort", "code").values_list("code", flat=True)[:size]
        )
        for n in range(size - len(mine)):
            extra: dict[str, Any] = {"group": group} if model is Theme else {}
            mine.append(
                model.objects.get_or_create(code=f"bench_{facet}_{n}", defaults={"label_fr": f"Essai {n}", **extra})[
                    0
                ].code
            )
        found[facet] = mine
    return found


class Network:
    """Always the same services for one seed."""

    def __init__(self, seed: int = 1000) -> None:
        self.random = random.Random(seed)
        self.codes = codes()
        self.places = list(PostalCode.objects.select_related("commune", "bassin").order_by("code", "commune__code"))
        self.lexicon = self.words()
        self.zipf = list(accumulate(1 / (rank + 12) for rank in range(len(self.lexicon))))
        self.today = timezone.localdate()

    def words(self) -> list[str]:
        found: set[str] = set()
        for path in sorted(DATA.glob("*/*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                found.update(
                    w for row in csv.reader(file) for cell in row for w in cell.split() if w.isalpha() and len(w) > 2
                )
        words = sorted(found)
        self.random.shuffle(words)
        return words

    def text(self, n: int) -> str:
        return " ".join(self.random.choices(self.lexicon, cum_weights=self.zipf, k=n))

    def some(self, facet: str, most: int = 4) -> list[str]:
        """One to `most` values, the first ones of the list far more often than the last."""
        values = self.codes[facet]
        draws = (int(self.random.expovariate(6 / len(values))) for _n in range(self.random.randint(1, most)))
        return sorted({values[min(draw, len(values) - 1)] for draw in draws})

    def pairs(self, size: int) -> Iterator[tuple[Any, dict[str, Any]]]:
        for number in range(size):
            if number % 3 == 0:
                organisation = Organisation()
                yield organisation, {"name_fr": self.text(3), "name_nl": self.text(3), "status": "verified"}
            yield from self.service(organisation, number)

    def service(self, organisation: Organisation, number: int) -> Iterator[tuple[Any, dict[str, Any]]]:
        where, site = self.random.choice(self.places), Site()
        lat, lon = self.random.gauss(where.lat, 0.008), self.random.gauss(where.lon, 0.012)
        yield (
            site,
            {
                "organisation": organisation,
                "street_fr": f"{self.text(2)} {number}",
                "postal_code": where,
                "lat": round(lat, 5),
                "lon": round(lon, 5),
            },
        )
        values = {FIELDS[facet]: self.some(facet) for facet in SIZES}
        day = {"weekday": number % 5, "opens": 540, "closes": 720, "kind": "walk_in"}
        yield (
            Service(),
            values
            | {
                "organisation": organisation,
                "site": site,
                "category": "association",
                "name_fr": self.text(4),
                "name_nl": self.text(4),
                "description_fr": self.text(20),
                "modes": ["on_site"],
                "area": "communes",
                "area_communes": [where.commune.code],
                "confirmed_on": self.today,
                "contacts": [{"kind": "phone", "value": "+3220000000"}],
                "hours": [day],
            },
        )


def build(size: int) -> None:
    """Write `size` services on an empty directory."""
    pairs = Network().pairs(size)
    while batch := list(islice(pairs, BATCH)):
        actions.save_many(batch, by=None, via="demo")
