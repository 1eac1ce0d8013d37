"""One service's facts as its search row. A confidential site is at the centre of its bassin, here for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from directory.models import Service
from directory.programme import SCREENING
from directory.text import best
from search.index.codes import Codes, Label
from search.index.reading import OWNERS, TEXTS, Days, Facts
from search.models import ALWAYS, NEVER
from search.question.conditions import PRIME
from search.question.points import indexed, on_sphere
from search.text import LANGUAGES, NAME, TEXT, add_terms, fold

SAID = frozenset({Service.Room.OPEN, Service.Room.FEW})
SHOWN = 80


@dataclass
class Written:
    """What is written for one service; `bits` are the keys that hold for it."""

    id: int
    row: tuple[Any, ...]
    bits: list[str]
    tokens: str
    spans: list[tuple[str, int, int]]
    hours: list[tuple[int, int, int, str]]
    exceptions: list[tuple[int, int, int | None, int | None, str]]
    seen: dict[str, str] = field(default_factory=dict)


def written(facts: Facts, codes: Codes) -> Written:
    point, approximate = place(facts.columns)
    seen: dict[str, str] = {}
    return Written(
        facts.columns["id"],
        _row(facts.columns, point, approximate),
        [*_chosen(facts, codes), *_flags(facts, codes, point is not None)],
        " ".join(sorted(_terms(facts, codes, seen))),
        list(spans(facts)),
        [(weekday, opens, closes, kind) for kind, weekday, opens, closes in facts.hours],
        [(a.toordinal(), b.toordinal(), opens, closes, kind) for a, b, kind, opens, closes in facts.exceptions],
        seen,
    )


def place(columns: dict[str, Any]) -> tuple[tuple[float, float] | None, bool]:
    """Where it stands, and whether that is only about there: a bassin's centre, a postal code's point."""
    if columns["site__confidential"]:
        return indexed((columns["site__bassin__lat"], columns["site__bassin__lon"])), True
    for name, approximate in (("site", False), ("site__postal_code", True)):
        if columns[f"{name}__lat"] is not None:
            return indexed((columns[f"{name}__lat"], columns[f"{name}__lon"])), approximate
    return None, True


def _row(columns: dict[str, Any], point: tuple[float, float] | None, approximate: bool) -> tuple[Any, ...]:
    digest = int.from_bytes(blake2b(columns["code"].encode(), digest_size=8).digest())
    said_on = columns["room_said_on"] if columns["room"] in SAID else None
    names = {code: columns[f"name_{code}"] for code in LANGUAGES}
    return (
        *(columns["id"], columns["organisation_id"]),
        *(point or (None, None)),
        *(on_sphere(point) if point else (None, None, None)),
        *(int(approximate), _ordinal(columns["confirmed_on"]), _ordinal(said_on)),
        *(_answers(columns["answer_share"], columns["answer_days"]), 1 + digest % (PRIME - 1)),
        *(_folded(best(names, code)) for code in LANGUAGES),
    )


def _answers(share: int | None, days: int | None) -> int:
    """2: answers nearly all, within three working days; 1: answers half of what it gets; 0: does not, or not known."""
    if share is None or days is None or share < 50:
        return 0
    return 2 if share >= 80 and days <= 3 else 1


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else NEVER


def _folded(name: str) -> str:
    return " ".join(fold(word) for word in name.split())[:SHOWN]


# What can be chosen ---------------------------------------------------------------------------------------------------


def _chosen(facts: Facts, codes: Codes) -> Iterator[str]:
    columns, sets = facts.columns, facts.sets
    yield f"category:{columns['category__code']}"
    for facet in ("theme", "stage", "audience", "language", "mode", "access"):
        for code in sets[facet]:
            yield f"{facet}:{code}"
    named = sets["communes"] if columns["area"] == Service.Area.COMMUNES else sets["bassins"]
    if columns["area"] == Service.Area.UNSTATED:
        named = []
    bassins, communes = codes.area(columns["area"], named, columns["site__bassin__code"])
    for code in bassins:
        yield f"bassin:{code}"
    for code in communes:
        yield f"commune:{code}"


def _flags(facts: Facts, codes: Codes, has_point: bool) -> Iterator[str]:
    columns, modes = facts.columns, facts.sets["mode"]
    needs = [codes.needs_address[mode] for mode in modes] or [has_point]  # unsaid: at its address, if it has one
    flags = {
        "listed": True,
        "on_site": any(needs),
        "comes": not all(needs),
        "residents_only": columns["residents_only"],
        "takes_non_residents": columns["takes_non_residents"],
        "accepts_requests": columns["accepts_requests"],
        "by_right": columns["room"] == Service.Room.BY_RIGHT,
        "hours_known": bool(facts.hours) or any(opens is not None for *_, opens, _closes in facts.exceptions),
    }
    return (f"is:{name}" for name, holds in flags.items() if holds)


def spans(facts: Facts) -> Iterator[tuple[str, int, int]]:
    """Every range is kept, past and to come: the question's day decides. Who screens needs a convention then, too."""
    for code, days in facts.prestations:
        for other in facts.conventions if code == SCREENING else [days]:
            start, end = max(_starts(days), _starts(other)), min(_ends(days), _ends(other))
            if start <= end:
                yield f"prestation:{code}", start, end
    for code, days in facts.roles:
        yield f"role:{code}", _starts(days), _ends(days)


def _starts(days: Days) -> int:
    return days[0].toordinal()


def _ends(days: Days) -> int:
    return days[1].toordinal() if days[1] else ALWAYS


# What can be read -----------------------------------------------------------------------------------------------------


def _terms(facts: Facts, codes: Codes, seen: dict[str, str]) -> set[str]:
    """The names are searched in every language's way, the texts in their own. « Not for » and documents stay out."""
    columns, terms = facts.columns, set[str]()
    names = [columns[f"{name}_{code}"] for name in ("name", "organisation__name") for code in LANGUAGES]
    add_terms(terms, seen, NAME, (("", name) for name in dict.fromkeys(names)))
    hidden = ("site__name",) if columns["site__confidential"] else ()
    texts = (name for name in (*TEXTS, *OWNERS[1:]) if name not in hidden)
    add_terms(terms, seen, TEXT, [(code, columns[f"{name}_{code}"]) for name in texts for code in LANGUAGES])
    for label in _labels(facts, codes):
        terms |= label.terms
        seen |= label.seen
    if columns["site__postal_code__code"]:
        terms.add(TEXT + columns["site__postal_code__code"])
    return terms


def _labels(facts: Facts, codes: Codes) -> Iterator[Label]:
    yield codes.labels["category"][facts.columns["category__code"]]
    given = {"prestation": {code for code, _ in facts.prestations}, "role": {code for code, _ in facts.roles}}
    for facet in ("theme", "audience", "language", "access", "prestation", "role"):
        for code in given[facet] if facet in given else facts.sets[facet]:
            yield codes.labels[facet][code]
    if commune := facts.columns["site__postal_code__commune_id"]:
        yield codes.places[commune]
