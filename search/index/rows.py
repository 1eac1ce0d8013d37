"""One service's facts as its search row. A confidential site is at the centre of its bassin, here for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from directory.geography import told
from directory.models import Service
from directory.programme import SCREENING
from directory.text import ORDER
from search.index.codes import Codes
from search.index.reading import Days, Facts
from search.models import ALWAYS
from search.question.conditions import FULL, PRIME, ordinal
from search.question.points import indexed, on_sphere
from search.text import LANGUAGES, NAME, TEXT, add_tokens, fold

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


def written(facts: Facts, codes: Codes, seen: set[str]) -> Written:
    point, approximate = place(facts.columns)
    modes = [key[5:] for key in facts.keys if key.startswith("mode:")]
    return Written(
        facts.columns["id"],
        _row(facts.columns, point, approximate),
        [*_chosen(facts, codes), *_flags(facts, codes, modes, point is not None), *_closing(facts.columns)],
        _tokens(facts.columns, codes, seen),
        [*spans(facts), *_full(facts.columns)],
        facts.hours,
        [(a.toordinal(), b.toordinal(), opens, closes, kind) for a, b, opens, closes, kind in facts.exceptions],
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
    said_on = columns["room_said_on"] if columns["room"] in SAID else None
    names = [_folded(next(filter(None, (columns[f"name_{code}"] for code in ORDER[page])))) for page in LANGUAGES]
    return (
        *(columns["id"], columns["organisation_id"]),
        *(point or (None, None)),
        *(on_sphere(point) if point else (None, None, None)),
        *(approximate, ordinal(columns["confirmed_on"]), ordinal(said_on)),
        *(_answers(columns["answer_share"], columns["answer_days"]), 1 + crc32(columns["code"].encode()) % (PRIME - 1)),
        *names,
    )


def _answers(share: int | None, days: int | None) -> int:
    """2: answers nearly all, within three working days; 1: answers half of what it gets; 0: does not, or not known."""
    if share is None or days is None or share < 50:
        return 0
    return 2 if share >= 80 and days <= 3 else 1


def _folded(name: str) -> str:
    return fold(name[:SHOWN])[:SHOWN]


# What can be chosen ---------------------------------------------------------------------------------------------------


def _chosen(facts: Facts, codes: Codes) -> list[str]:
    columns = facts.columns
    named = [key[5:] for key in facts.keys if key.startswith("area_")]
    kind = told(columns["area"], bool(columns["site__confidential"]))
    area = codes.area(kind, named, columns["site__bassin__code"])
    chosen = [key for key in facts.keys if not key.startswith("area_")] if named else facts.keys
    return [f"category:{columns['category__code']}", *chosen, *area]


def _flags(facts: Facts, codes: Codes, modes: list[str], has_point: bool) -> Iterator[str]:
    columns = facts.columns
    needs = [codes.needs_address[mode] for mode in modes] or [has_point]  # unsaid: at its address, if it has one
    flags = {
        "listed": True,
        "on_site": any(needs),
        "comes": not all(needs),
        "residents_only": columns["residents_only"],
        "takes_non_residents": columns["takes_non_residents"],
        "accepts_requests": columns["accepts_requests"],
        "by_right": columns["room"] == Service.Room.BY_RIGHT,
        "withheld": bool(facts.may_leave) and not any(facts.may_leave),
        "hours_known": bool(facts.hours) or any(opens is not None for _start, _end, opens, *_ in facts.exceptions),
    }
    return (f"is:{name}" for name, holds in flags.items() if holds)


def _closing(columns: dict[str, Any]) -> list[str]:
    """On the day it closes nobody writes its row: the question's day decides."""
    return [f"closes:{columns['closed_on'].toordinal()}"] if columns["closed_on"] else []


def spans(facts: Facts) -> Iterator[tuple[str, int, int]]:
    """Every range is kept, past and to come: the question's day decides. Who screens needs a convention then, too."""
    for code, days in facts.prestations:
        for other in facts.conventions if code == SCREENING else [days]:
            start, end = max(_starts(days), _starts(other)), min(_ends(days), _ends(other))
            if start <= end:
                yield f"prestation:{code}", start, end
    for code, days in facts.roles:
        yield f"role:{code}", _starts(days), _ends(days)


def _full(columns: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Full until the day it named."""
    if columns["room"] == Service.Room.FULL and columns["room_said_on"] and columns["room_until"]:
        yield f"state:{FULL}", columns["room_said_on"].toordinal(), columns["room_until"].toordinal()


def _starts(days: Days) -> int:
    return days[0].toordinal()


def _ends(days: Days) -> int:
    return days[1].toordinal() if days[1] else ALWAYS


# What can be read -----------------------------------------------------------------------------------------------------


def _tokens(columns: dict[str, Any], codes: Codes, seen: set[str]) -> str:
    """Each text in the way of its language, and the name of the commune; of a confidential site there is none."""
    tokens: set[str] = set()
    for code in LANGUAGES:
        add_tokens(tokens, seen, NAME, code, columns[f"says_n_{code}"])
        add_tokens(tokens, seen, TEXT, code, columns[f"says_t_{code}"])
    if columns["site__postal_code__code"]:
        name_fr, name_nl = codes.names[columns["site__postal_code__commune_id"]]
        add_tokens(tokens, seen, TEXT, "fr", f"{name_fr} {columns['site__postal_code__code']}")
        add_tokens(tokens, seen, TEXT, "nl", name_nl)
    tokens.discard("")
    return " ".join(sorted(tokens))
