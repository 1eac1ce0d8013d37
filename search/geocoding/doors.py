"""The doors of streets that were understood. What was asked is bound in a query, and remembered by nobody."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from search.models import Address

BOXES = frozenset({"b", "bte", "boite", "bt", "bus", "box"})
DIGITS = re.compile(r"\d+")
DOORS = "SELECT street_id, number, box, lat, lon FROM search_address WHERE street_id IN ({}) AND number IN ({})"
FAR = 40  # house numbers: beyond, the door next to it says nothing

Door = tuple[str, str, float, float]  # number, box, point


@dataclass(frozen=True)
class Asked:
    """What stands where the number does: the ways to read it, the surest first, and a box."""

    numbers: tuple[str, ...] = ()
    box: str = ""

    @classmethod
    def of(cls, words: Sequence[str]) -> Asked:
        """« 16 », « 16 a », « 16 18 », « 16 bte 3 », « 16 b3 » and what may follow them."""
        if not words:
            return cls()
        number, *rest = words
        bare = DIGITS.match(number)
        numbers = [number, bare[0] if bare else number]
        follows = rest[0] if rest else ""
        box = follows if follows[:1].isdigit() or follows[1:].isdigit() else ""
        if follows in BOXES and len(rest) > 1 and len(rest[1]) < 6:
            box = rest[1]
        elif len(follows) == 1 and follows.isalpha():
            numbers.insert(0, number + follows)
        elif follows.isdigit():
            numbers.insert(0, f"{number}-{follows}")
        return cls(tuple(dict.fromkeys(numbers)), box)


def exact(streets: Iterable[int], asked: Asked) -> dict[int, Door]:
    """Of each street the door asked for, with the box if it is known."""
    found: dict[int, list[Door]] = defaultdict(list)
    ids = list(streets)
    if not ids or not asked.numbers:
        return {}
    marks = (", ".join(["%s"] * len(values)) for values in (ids, asked.numbers))
    with connection.cursor() as cursor:
        cursor.execute(DOORS.format(*marks), [*ids, *asked.numbers])
        for street, *door in cursor.fetchall():
            found[street].append(tuple(door))

    def rank(door: Door) -> tuple[int, bool, bool]:
        return asked.numbers.index(door[0]), _box(door[1]) != _box(asked.box), bool(door[1])

    return {street: min(doors, key=rank) for street, doors in found.items()}


def near(street: int, asked: Asked) -> Door | None:
    """The door whose number is nearest, on the same side if it can be; « 30-32 » is where 31 is."""
    wanted = DIGITS.match(asked.numbers[0]) if asked.numbers else None
    if wanted is None:
        return None
    number, found = int(wanted[0]), {}
    for door in Address.objects.filter(street_id=street).values_list("number", "box", "lat", "lon"):
        if ends := [int(part) for part in DIGITS.findall(door[0])[:2]]:
            away = 0 if ends[0] <= number <= ends[-1] else min(abs(end - number) for end in ends)
            found[away + (ends[0] - number) % 2 / 2, door[0], door[1]] = door
    best = min(found, default=None)
    return found[best] if best and best[0] <= FAR else None


def middle(street: int) -> Door | None:
    """Any door in the middle of the street."""
    doors = list(Address.objects.filter(street_id=street).values_list("number", "box", "lat", "lon"))
    if not doors:
        return None
    lat, lon = sum(door[2] for door in doors) / len(doors), sum(door[3] for door in doors) / len(doors)
    return min(doors, key=lambda door: (door[2] - lat) ** 2 + 0.4 * (door[3] - lon) ** 2)


def numbers(streets: Iterable[int], begins: str, most: int) -> list[str]:
    """Numbers in these streets that begin so, in the order of the street."""
    rows = Address.objects.filter(street_id__in=list(streets), number__startswith=begins).values_list("number")
    return sorted({number for (number,) in rows}, key=lambda n: (int((DIGITS.match(n) or ["0"])[0]), n))[:most]


def _box(text: str) -> str:
    """« b003 », « bte3 » and « 3 » are one box."""
    return re.sub(r"^(?:bte|bus|b)?0*(?=\d)", "", text)
