"""Typed places, resolved by our own tables: where she lives is sent to nobody, unless the operator names a Nominatim.

`DirectoryGeocoder` and those behind it speak geopy's interface: our tables, an address file, that Nominatim.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from geopy import Location
from geopy.geocoders.base import Geocoder

from directory.geography import bassin_of
from directory.models import PostalCode
from search.geocoding import nominatim
from search.geocoding.addresses import addresses_like
from search.geocoding.gazetteer import Gazetteer, current, key
from search.geocoding.outlines import commune_at
from search.models import Place, PlaceKind
from search.text import one_apart

POSTAL = re.compile(r"(?<!\d)(?:b\s?)?(\d\s?\d{3})(?!\d)")  # « 1080 », « 1 080 », « B-1080 »
BRUSSELS = range(1000, 1300)  # some codes of large offices are in no table
MOST = 200


def find_place(text: str) -> Place | None:
    """The one place that this text names; nothing when no place or several do (then see `places_like`)."""
    found = places_like(text)
    return found[0] if len(found) == 1 else None


def places_like(text: str) -> list[Place]:
    """Every place that this text may name: one when it is clear, several to choose from, none."""
    asked, gazetteer = key(text[:MOST]), current()
    if not asked:
        return []
    if asked not in gazetteer.names and (found := addresses_like(text[:MOST])):
        return found
    if written := POSTAL.findall(asked):
        codes = [code.replace(" ", "") for code in written]
        code = next((code for code in reversed(codes) if code in gazetteer.postal), codes[-1])
        return _by_code(code, key(POSTAL.sub(" ", asked)), gazetteer)
    return _by_name(asked, gazetteer)


def places_elsewhere(text: str) -> list[Place]:
    """What the operator's Nominatim knows, of what our tables do not: asked last, and most often not at all."""
    hits = nominatim.asked(text[:MOST])
    found = {place.name_fr: place for place in reversed([_inside(hit) for hit in hits]) if place}
    if hits and not found:
        return [current().special[PlaceKind.OUTSIDE]]
    places = list(reversed(found.values()))  # a street in pieces is one, the first of them
    return [replace(places[0], typed=text)] if len(places) == 1 else places


def _inside(hit: nominatim.Hit) -> Place | None:
    """Its bassin is that of postal code and commune, as for the addresses of the file, else that of what is nearest."""
    near = nearest_place(hit.lat, hit.lon)
    if not near.communes:
        return None
    commune = current().communes[near.communes[0]]
    row = (
        PostalCode.objects.filter(code=hit.postal_code, commune__code=near.communes[0]).select_related("bassin").first()
    )
    bassin, to_check = bassin_of(None, None, row)
    bassins = (bassin.code,) if bassin else near.bassins
    unsure = to_check or (row is None and len(commune.bassins) > 1)
    french, dutch = (
        f"{hit.name}, {hit.postal_code} {name}".replace(",  ", ", ") for name in (commune.name_fr, commune.name_nl)
    )
    doubts = ("bassin",) if unsure else ()
    return replace(near, name_fr=french, name_nl=dutch, bassins=bassins, home=hit.home, doubts=doubts)


def nearest_place(lat: float, lon: float) -> Place:
    """Where somebody stands: good for distances and for who comes there; it does not say where she lives."""
    commune = commune_at(lat, lon)
    if commune is None:
        return Place(PlaceKind.POINT, point=(lat, lon))
    anchors = [(p, bassin) for nis, bassin, p in current().anchors if nis == commune]
    _d, bassin = min(((p[0] - lat) ** 2 + 0.4 * (p[1] - lon) ** 2, bassin) for p, bassin in anchors)
    return Place(PlaceKind.POINT, point=(lat, lon), communes=(commune,), bassins=(bassin,))


def _by_code(code: str, rest: str, gazetteer: Gazetteer) -> list[Place]:
    """A code shared by two communes is narrowed by the name beside it; a street beside it is not looked at."""
    place = gazetteer.postal.get(code)
    if place is None:
        return [] if int(code) < BRUSSELS.stop else [gazetteer.special[PlaceKind.OUTSIDE]]
    named = _by_name(rest, gazetteer) if rest else []
    inside = [p for p in named if p.communes and set(p.communes) <= set(place.communes)]
    if len(inside) == 1 and inside[0].kind == PlaceKind.NEIGHBOURHOOD:
        return inside
    if len(inside) == 1 and len(place.communes) > 1:
        return [_narrowed(code, place, inside[0])]
    return [place]


def _narrowed(code: str, place: Place, commune: Place) -> Place:
    bassins = tuple(bassin for bassin in place.bassins if bassin in commune.bassins)
    names = f"{code} {commune.name_fr}", f"{code} {commune.name_nl}"
    return Place(place.kind, *names, point=place.point, communes=commune.communes, bassins=bassins)


def _by_name(asked: str, gazetteer: Gazetteer) -> list[Place]:
    """As written, else as a beginning, else with one error, else somewhere in an address: the surest way first."""
    names = gazetteer.names
    if asked in names:
        return names[asked][:1]
    size = asked.count(" ") + 1
    begins = [name for name in names if name.startswith(asked)] if len(asked) > 2 else []
    wrong = [n for n in names if one_apart(asked, " ".join(n.split(" ")[:size]))] if len(asked) > 5 else []
    within = [name for name in names if f" {name} " in f" {asked} " and not _elsewhere(names[name][0])]
    longest = max(map(len, within), default=0)
    for found in (begins, wrong, [name for name in within if len(name) == longest]):
        if found:
            return _clear(list(dict.fromkeys(names[name][0] for name in found)))
    return []


def _elsewhere(place: Place) -> bool:
    """A town of another Region; streets of Brussels are named after them (« chaussée de Wavre »)."""
    return bool(place.region)


def _clear(places: list[Place]) -> list[Place]:
    """Of a commune and its neighbourhoods that begin alike, the commune is meant; of a town elsewhere, ours."""
    places = [place for place in places if not _elsewhere(place)] or places
    communes = [place for place in places if place.kind == PlaceKind.COMMUNE]
    return communes if len(communes) == 1 else places


class DirectoryGeocoder(Geocoder):
    """geopy's interface to our tables; each Location carries the Place it stands for in `raw`."""

    def geocode(self, query: str, *, exactly_one: bool = True, **_options: Any) -> Location | list[Location] | None:
        found = [self._location(place) for place in places_like(query) if place.point]
        if exactly_one:
            return found[0] if len(found) == 1 else None
        return found or None

    def reverse(self, query: Any, *, exactly_one: bool = True, **_options: Any) -> Location | list[Location] | None:
        found = self._location(nearest_place(*map(float, tuple(query)[:2])))
        return found if exactly_one else [found]

    @staticmethod
    def _location(place: Place) -> Location:
        return Location(str(place), place.point, {"place": place})
