"""The names of places in our own tables, as people write them: communes, postal codes, localities, neighbourhoods."""

from __future__ import annotations

import csv
import re
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import directory
from directory.models import Commune, Neighbourhood, PostalCode, Version
from search.models import Place, PlaceKind
from search.text import fold

ALIASES = Path(__file__).resolve().parent.parent / "data" / "place_aliases.csv"
OUTSIDE = Path(__file__).resolve().parent.parent / "data" / "outside_places.csv"
ANSWERS = Path(directory.__file__).resolve().parent / "data" / "codes" / "place_answers.csv"
SAINT = re.compile(r"\b(?:saints?|sainte|sint|ste?)\b")
SECONDS = 60.0


def key(text: str) -> str:
    """« Sint-Jans-Molenbeek », « St Jans Molenbeek », « ste-Catherine »: one way of writing, kept in no cache."""
    words = re.findall(r"[^\W_]+", " ".join(fold.__wrapped__(word) for word in text.split()))
    return SAINT.sub("st", " ".join(words))


@dataclass
class Gazetteer:
    stamp: int
    read_at: float
    postal: dict[str, Place] = field(default_factory=dict)
    special: dict[str, Place] = field(default_factory=dict)
    names: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    communes: dict[str, Place] = field(default_factory=dict)
    anchors: list[tuple[str, str, tuple[float, float]]] = field(default_factory=list)  # commune, bassin, point

    def name(self, place: Place, *names: str) -> None:
        for one in filter(None, names):
            known = self.names[key(one)]
            if place not in known:
                known.append(place)


_latest: Gazetteer | None = None


def current() -> Gazetteer:
    """Read again after any write of the directory; the reference data is loaded without one, hence the minute."""
    global _latest  # noqa: PLW0603  one copy a process, replaced as a whole
    stamp, now = Version.objects.order_by("-pk").values_list("pk", flat=True).first() or 0, time.monotonic()
    if _latest is None or _latest.stamp != stamp or now - _latest.read_at > SECONDS:
        _latest = _read(Gazetteer(stamp, now))
    return _latest


def forget() -> None:
    """For tests, whose database goes back in time."""
    global _latest  # noqa: PLW0603
    _latest = None


def _read(found: Gazetteer) -> Gazetteer:
    """Communes first, then codes and localities, then neighbourhoods: of namesakes the first is taken."""
    for commune in Commune.objects.prefetch_related("bassins"):
        bassins = tuple(sorted(bassin.code for bassin in commune.bassins.all()))
        place = _place(PlaceKind.COMMUNE, commune, [commune.code], bassins, (commune.lat, commune.lon))
        found.communes[commune.code] = place
        found.name(place, commune.name_fr, commune.name_nl, commune.name_en)
    _read_postal_codes(found)
    for part in Neighbourhood.objects.select_related("commune", "bassin"):
        place = _place(PlaceKind.NEIGHBOURHOOD, part, [part.commune.code], [part.bassin.code], (part.lat, part.lon))
        found.name(place, part.name_fr, part.name_nl)
        found.anchors.append((part.commune.code, part.bassin.code, (part.lat, part.lon)))
    for row in _rows(ANSWERS):
        if row["code"] in set(PlaceKind):
            names = row["label_fr"], row["label_nl"], row["label_en"]
            found.special[row["code"]] = Place(PlaceKind(row["code"]), *names)
    for name, target in ((row["name"], row["place"]) for row in _rows(ALIASES)):
        found.name(_target(found, target), name)
    _read_outside(found)
    return found


def _read_outside(found: Gazetteer) -> None:
    """Communes and towns of the two other Regions, last: of namesakes the one in Brussels is meant."""
    for row in _rows(OUTSIDE):
        names = row["name_fr"], row["name_nl"], row["name_en"]
        found.name(Place(PlaceKind.OUTSIDE, *names, region=row["region"]), *names)


def _read_postal_codes(found: Gazetteer) -> None:
    codes: dict[str, list[PostalCode]] = defaultdict(list)
    for row in PostalCode.objects.select_related("commune", "bassin").order_by("code", "-default_commune", "id"):
        codes[row.code].append(row)
        found.anchors.append((row.commune.code, row.bassin.code, (row.lat, row.lon)))
    for code, rows in codes.items():
        first = rows[0]
        place = Place(
            PlaceKind.POSTAL,
            f"{code} {first.locality_fr or first.commune.name_fr}",
            f"{code} {first.locality_nl or first.commune.name_nl}",
            point=(first.lat, first.lon),
            communes=tuple(dict.fromkeys(row.commune.code for row in rows)),
            bassins=tuple(dict.fromkeys(row.bassin.code for row in rows)),
        )
        found.postal[code] = place
        found.name(place, first.locality_fr, first.locality_nl)


def _place(kind: PlaceKind, row: Any, communes: Iterable[str], bassins: Iterable[str], point: Any) -> Place:
    names = row.name_fr, row.name_nl, getattr(row, "name_en", "")
    return Place(kind, *names, point=point, communes=tuple(communes), bassins=tuple(bassins))


def _target(found: Gazetteer, target: str) -> Place:
    return found.special.get(target) or found.communes.get(target) or found.postal[target]


@cache
def _rows(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
