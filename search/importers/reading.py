"""Lines of the file as addresses. Columns are read by name, in any order and case; each bad line is told."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models.territory import LATITUDES, LONGITUDES
from search.geocoding.streets import number_key
from search.importers.opening import Refused

LAT, LON = "epsg:4326_lat", "epsg:4326_lon"
REQUIRED = (LAT, LON)
SECTORS = ("sector", "statistical_sector", "statisticalsector", "sector_code", "cd_sector", "nis9")
LOST = {  # what is lost without each other column
    "streetname_fr": gettext_lazy("streets are not found by their French name"),
    "streetname_nl": gettext_lazy("streets are not found by their Dutch name"),
    "house_number": gettext_lazy("an address is only good to its street"),
    "box_number": gettext_lazy("boxes of one building are not told apart"),
    "postcode": gettext_lazy("postal codes come from no address"),
    "municipality_id": gettext_lazy("the commune is deduced from the postal code or the point"),
    "municipality_name_fr": gettext_lazy("communes have the French name that we know"),
    "municipality_name_nl": gettext_lazy("communes have the Dutch name that we know"),
    "status": gettext_lazy("addresses proposed or retired are taken for current ones"),
}
STREET: tuple[str, ...] = ("municipality_id", "postcode", "sector", "streetname_fr", "streetname_nl", "streetname_de")
STREET += ("municipality_name_fr", "municipality_name_nl", "region_code")
CURRENT, OTHERS = "current", {"proposed", "reserved", "retired", "rejected"}  # statuses that BeSt knows
SHORT, CUT, STATUS, NUMBER, POINT, UNREADABLE = "short", "cut", "status", "number", "point", "unreadable"
REASONS = {
    SHORT: gettext_lazy("not as many fields as the first line"),
    CUT: gettext_lazy("the line has no end, so that something may be missing"),
    STATUS: gettext_lazy("the status is none of those that BeSt knows"),
    NUMBER: gettext_lazy("the latitude or longitude is no number"),
    POINT: gettext_lazy("the point is not in Belgium"),
    UNREADABLE: gettext_lazy("a quotation mark that is not closed, or characters that are no text"),
}


class Entry(NamedTuple):
    street: tuple[str, ...]  # the columns of STREET
    number: str
    box: str
    lat: float
    lon: float


@dataclass
class Tally:
    lines: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    last_bad: bool = False  # the file ends in the middle of a line
    statuses: Counter[str] = field(default_factory=Counter)  # of the addresses that are not current
    missing: list[str] = field(default_factory=list)

    @property
    def too_bad(self) -> bool:
        return len(self.bad) * 20 > self.lines


def entries(file: IO[str], tally: Tally) -> Iterator[Entry]:
    """Each current address. A line is one address: a quotation mark left open cannot swallow the lines after it."""
    header = file.readline()
    sign = max(",;\t|", key=header.count)
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=sign), [])]
    _check(names, tally)
    at = {name: names.index(name) for name in dict.fromkeys(names)}
    at["sector"] = next((at[name] for name in SECTORS if name in at), -1)
    lat_at, lon_at, width = at[LAT], at[LON], len(names)
    status_at, number_at, box_at = (at.get(name, -1) for name in ("status", "house_number", "box_number"))
    street_at = [at.get(name, -1) for name in STREET]
    for line_number, line in enumerate(file, 2):
        tally.last_bad = False
        fields = _fields(line, sign)
        if fields == [""]:
            continue
        tally.lines += 1
        if fields is None or len(fields) != width or not line.endswith("\n"):
            tally.bad.append((line_number, _why(fields, width)))
            tally.last_bad = True
            continue
        fields.append("")  # what a missing column holds
        if status_at >= 0 and (status := fields[status_at].strip().lower()) != CURRENT:
            if status in OTHERS:
                tally.statuses[status] += 1
            else:
                tally.bad.append((line_number, STATUS))
            continue
        try:
            lat, lon = float(fields[lat_at]), float(fields[lon_at])
        except ValueError:
            tally.bad.append((line_number, NUMBER))
            continue
        if not (LATITUDES[0] < lat < LATITUDES[1] and LONGITUDES[0] < lon < LONGITUDES[1]):
            tally.bad.append((line_number, POINT))
            continue
        street = tuple([fields[n] for n in street_at])
        yield Entry(street, number_key(fields[number_at]), number_key(fields[box_at]), lat, lon)


def _why(fields: list[str] | None, width: int) -> str:
    if fields is None:
        return UNREADABLE
    return SHORT if len(fields) != width else CUT


def _fields(line: str, sign: str) -> list[str] | None:
    """Nothing when it cannot be read."""
    if "\0" in line:
        return None
    if '"' not in line:
        return line.rstrip("\r\n").split(sign)
    try:
        return next(csv.reader([line], delimiter=sign, strict=True))
    except csv.Error:
        return None


def _check(names: list[str], tally: Tally) -> None:
    if missing := [name.replace("epsg", "EPSG") for name in REQUIRED if name not in names]:
        told = {"missing": ", ".join(missing), "found": ", ".join(names)[:300] or "–"}
        raise Refused(_("The file has no column %(missing)s. Its first line says: %(found)s.") % told)
    tally.missing = [name for name in LOST if name not in names]
