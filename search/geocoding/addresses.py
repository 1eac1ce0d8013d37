"""Typed addresses among those of the imported file: a street in two languages, a door, and what people leave out.

The names of the streets are in memory, as public as a map; what somebody asked is in no cache, log or table.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection
from geopy import Location
from geopy.geocoders.base import Geocoder

from search.geocoding import doors, gazetteer
from search.geocoding.doors import Asked
from search.geocoding.gazetteer import key
from search.geocoding.streets import compact
from search.models import Place, PlaceKind, Street
from search.text import one_apart

MOST_WORDS, MOST = 25, 7
SHORTEST = 6  # letters of a street in which one error is seen for what it is


@dataclass
class Streets:
    number: int
    keys: dict[str, list[Street]] = field(default_factory=lambda: defaultdict(list))
    codes: set[str] = field(default_factory=set)
    ordered: list[str] = field(default_factory=list)
    sizes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Reading:
    """One way to understand what was typed."""

    streets: tuple[Street, ...]
    asked: Asked
    code: str


_latest = Streets(0)


def current() -> Streets:
    """Read again after an import. None at all before the first."""
    global _latest  # noqa: PLW0603  one copy a process, replaced as a whole
    with connection.cursor() as cursor:  # asked at each look-up: by hand, in a tenth of the time
        cursor.execute("SELECT current FROM search_addressstate WHERE id = 1")
        number = (cursor.fetchone() or (0,))[0]
    if _latest.number != number:
        _latest = _read(number)
    return _latest


def forget() -> None:
    """For tests, whose database goes back in time."""
    global _latest  # noqa: PLW0603
    _latest = Streets(0)


def _read(number: int) -> Streets:
    found = Streets(number)
    for street in Street.objects.filter(set_number=number).order_by("pk"):
        found.codes.add(street.postal_code)
        for one in street.keys.split():
            found.keys[one].append(street)
    found.ordered = sorted(found.keys)
    for one in found.ordered:
        found.sizes[len(one)].append(one)
    return found


def addresses_like(text: str) -> list[Place]:
    """The one address meant; several when a street of that name lies in several communes; none when none is."""
    words = key(text).split()[:MOST_WORDS]
    known = current()
    if not known.keys or not any(len(word) > 2 and not word.isdigit() for word in words):
        return []
    for wrong in (False, True):
        readings = list(_readings(words, known, wrong))
        if found := _understood(readings, words):
            return found[:MOST]
    return []


def _readings(words: Sequence[str], known: Streets, wrong: bool) -> Iterator[Reading]:
    """With each postal code there may be, then without: « 1050 » may be the number of a door."""
    at = [n for n, word in enumerate(words) if word in known.codes]
    for n in [*reversed(at), None]:
        before, after = (words, []) if n is None else (words[:n], words[n + 1 :])
        said = before if any(len(word) > 2 for word in before) else after
        for street, number in _split(said):
            if wrong and not number:
                continue  # a commune with an error is no street
            if streets := _named(compact(list(street)), known, wrong):
                yield Reading(streets, Asked.of(number), "" if n is None else words[n])


def _split(words: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Street and number: the last number first, since a street may be named after a day; « 16, rue de la Loi » too."""
    for n in reversed([n for n, word in enumerate(words) if word[0].isdigit()]):
        if n == 0:
            for end in range(len(words), max(len(words) - 5, 1), -1):
                yield words[1:end], words[:1]
        for start in range(min(n, 4)):
            yield words[start:n], words[n:]
    for end in range(len(words), max(len(words) - 4, 0), -1):
        yield words[:end], ()


def _named(street: str, known: Streets, wrong: bool) -> tuple[Street, ...]:
    if not wrong:
        return tuple(known.keys.get(street, ()))
    if len(street) < SHORTEST:
        return ()
    sizes = range(len(street) - 1, len(street) + 2)
    likely = [one for size in sizes for one in known.sizes.get(size, ()) if one_apart(street, one)]
    return tuple(dict.fromkeys(found for one in likely for found in known.keys[one]))


def _understood(readings: list[Reading], words: Sequence[str]) -> list[Place]:
    """Street and code agree; else the code is a number of the street; else another code has that street."""
    for reading in readings:
        inside = [street for street in reading.streets if street.postal_code == reading.code]
        if reading.code and inside:
            return _places(inside, reading.asked, words)
    codes = {reading.code for reading in readings if reading.code}
    for reading in readings:
        may_be_number = not codes.isdisjoint(reading.asked.numbers)
        sure = may_be_number and doors.exact([street.pk for street in reading.streets], reading.asked)
        if not reading.code and (sure or not codes):
            return _places(list(reading.streets), reading.asked, words)
    return _places(list(readings[0].streets), readings[0].asked, words) if readings else []


def _places(streets: list[Street], asked: Asked, words: Sequence[str]) -> list[Place]:
    codes = {word for word in words if len(word) == 4 and word.isdigit()}.difference(asked.numbers)
    if len(streets) > 1:
        streets = [street for street in streets if _said(street, words)] or streets
    if not asked.numbers:
        return [_place(street, door, codes, numbered=False) for street in streets if (door := doors.middle(street.pk))]
    exact = doors.exact([street.pk for street in streets], asked)
    if exact:
        return [_place(street, exact[street.pk], codes) for street in streets if street.pk in exact]
    found = [(street, doors.near(street.pk, asked)) for street in streets[:MOST]]
    places = [_place(street, door, codes, ("number",)) for street, door in found if door]
    return places or [replace(place, doubts=("number", *place.doubts)) for place in _places(streets, Asked(), words)]


def _said(street: Street, words: Sequence[str]) -> bool:
    """Is its commune or locality written beside it?"""
    locality = gazetteer.current().postal.get(street.postal_code)
    names = [street.commune_fr, street.commune_nl, *([locality.name_fr, locality.name_nl] if locality else [])]
    told = {word for name in names for word in key(name).split() if len(word) > 3 and not word.isdigit()}
    return not told.isdisjoint(words)


def _place(
    street: Street, door: doors.Door, codes: set[str], doubts: tuple[str, ...] = (), *, numbered: bool = True
) -> Place:
    if codes and street.postal_code and street.postal_code not in codes:
        doubts = ("code", *doubts)
    number = f" {door[0]}" if numbered and door[0] else ""
    french, dutch = (
        f"{name}{number}, {street.postal_code} {commune}".replace(",  ", ", ")
        for name, commune in ((street.name_fr, street.commune_fr), (street.name_nl, street.commune_nl))
    )
    return Place(
        PlaceKind.POINT,
        french,
        dutch,
        point=door[2:],
        communes=(street.nis,),
        bassins=(street.bassin,),
        home=True,
        doubts=(*doubts, *(("bassin",) if street.to_check else ())),
    )


def finished(text: str, dutch: bool, most: int) -> list[str]:
    """Streets that begin so; once a number is begun, its numbers."""
    words, known = key(text).split()[:MOST_WORDS], current()
    if not known.keys or not words:
        return []
    if words[-1][0].isdigit() and (streets := known.keys.get(compact(words[:-1]))):
        shown = _shown(streets[0], dutch)
        return [f"{shown} {number}" for number in doors.numbers([s.pk for s in streets], words[-1], most)]
    begins = compact(words)
    found: dict[str, None] = {}
    for one in known.ordered[bisect_left(known.ordered, begins) :]:
        if len(begins) < 4 or not one.startswith(begins) or len(found) >= most:
            break
        found |= dict.fromkeys(_shown(street, dutch) for street in known.keys[one])
    return list(found)[:most]


def _shown(street: Street, dutch: bool) -> str:
    return street.name_nl if dutch else street.name_fr


class AddressGeocoder(Geocoder):
    """geopy's interface to the imported addresses; each Location carries its Place in `raw`."""

    def geocode(self, query: str, *, exactly_one: bool = True, **_options: Any) -> Location | list[Location] | None:
        found = [Location(str(place), place.point, {"place": place}) for place in addresses_like(query)]
        if exactly_one:
            return found[0] if len(found) == 1 else None
        return found or None
