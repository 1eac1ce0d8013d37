"""Addresses as files write them: postal codes, communes, points and sectors, checked against our tables."""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from directory.models import Commune, PostalCode, Sector

REGION = range(1000, 1300)  # postal codes of the Brussels-Capital Region
FARTHEST_KM = 8  # from the middle of a postal code to its edges, with a margin
KM_A_DEGREE = 111.2
MARKS = "\u0300"  # no letter before it is a combining mark
BELGIUM = (49.4, 51.6, 2.4, 6.5)
POSTAL_CODE = re.compile(r"^(?:B[-\s]?)?([1-9])[\s.,]?(\d{3})(?:[.,]0+)?$", re.IGNORECASE)
OTHER_NAMES = {
    "bruxelles ville": "21004",
    "ville de bruxelles": "21004",
    "brussel stad": "21004",
    "stad brussel": "21004",
    "brussels": "21004",
    "molenbeek": "21012",
    "saint josse": "21014",
    "berchem": "21003",
    "woluwe saint lambert": "21018",
    "woluwe saint pierre": "21019",
}


def folded(text: str) -> str:
    """A name without case, accents and punctuation; « St » is « Saint »."""
    bare = text.casefold()
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if c < MARKS or not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", bare)
    return " ".join({"st": "saint", "sint": "saint"}.get(word, word) for word in words)


class Places:
    """The tables of the territory, read once for a whole file."""

    def __init__(self) -> None:
        self.postal_codes = {
            (row.code, row.commune.code): row for row in PostalCode.objects.select_related("commune", "bassin")
        }
        self.codes = {code for code, _commune in self.postal_codes}
        self.default = {code: row for (code, _c), row in self.postal_codes.items() if row.default_commune}
        self.sectors = set(Sector.objects.values_list("code", flat=True))
        self.communes: dict[str, str] = {}
        for row in self.postal_codes.values():
            self._name(row.commune.code, row.locality_fr, row.locality_nl)
        for commune in Commune.objects.all():
            self._name(commune.code, commune.name_fr, commune.name_nl, commune.name_en, commune.code)
        known = {commune: code for (code, commune) in self.postal_codes}
        self.communes |= {name: code for name, code in OTHER_NAMES.items() if code in known}
        self.heard: dict[str, str] = {}

    def _name(self, code: str, *names: str) -> None:
        self.communes |= {folded(name): code for name in names if name}

    def commune(self, value: Any) -> str:
        """The NIS code of a commune written in any usual way."""
        text = str(value)
        if text not in self.heard:
            self.heard[text] = self._commune(text)
        return self.heard[text]

    def _commune(self, text: str) -> str:
        name = folded(text[:100])
        if name in self.communes:
            return self.communes[name]
        near = difflib.get_close_matches(name, self.communes, n=1)
        if near:
            row = next(r for r in self.postal_codes.values() if r.commune.code == self.communes[near[0]])
            raise ValidationError(
                _("“%(value)s” is not one of the 19 communes. Is it %(commune)s?")
                % {"value": text[:60], "commune": row.commune.name}
            )
        raise ValidationError(_("“%(value)s” is not one of the 19 communes.") % {"value": text[:60]})

    def place(self, code: str, commune: str) -> PostalCode:
        """The row of a Brussels postal code, in the commune named, else in its usual one."""
        if code not in self.codes:
            raise ValidationError(_("“%(value)s” is not a postal code of the Region.") % {"value": code})
        if not commune:
            return self.default.get(code) or next(r for (c, _n), r in self.postal_codes.items() if c == code)
        if (code, commune) not in self.postal_codes:
            name = next((r.commune.name for (_c, nis), r in self.postal_codes.items() if nis == commune), commune)
            raise ValidationError(
                _("Postal code %(code)s does not lie in %(commune)s.") % {"code": code, "commune": name}
            )
        return self.postal_codes[code, commune]

    def sector(self, value: Any, commune: str) -> str:
        """A statistical sector of this commune."""
        code = str(value).strip().upper()[:40]
        if code not in self.sectors:
            raise ValidationError(_("“%(value)s” is not a statistical sector of the Region.") % {"value": code})
        if code[:5] != commune:
            raise ValidationError(_("This statistical sector lies in another commune."))
        return code


def postal_code(value: Any) -> str:
    """Four digits: 1000, « 1 000 », « B-1000 », 1000.0 of a spreadsheet."""
    match = POSTAL_CODE.match(str(value).replace("\u00a0", " ").replace("\u202f", " ").strip()[:40])
    if match is None:
        raise ValidationError(_("“%(value)s” is not a postal code: expected four digits.") % {"value": str(value)[:40]})
    return "".join(match.groups())


def in_region(code: str) -> bool:
    return int(code) in REGION


def point(lat: Any, lon: Any, near: tuple[float, float] | None) -> tuple[float, float]:
    """A point that may be the one of this address; `near` is the middle of its postal code."""
    y, x = _degrees(lat), _degrees(lon)
    if y == 0 and x == 0:
        raise ValidationError(_("0, 0 is a point in the ocean: the coordinates are missing."))
    if not _in_belgium(y, x):
        if _in_belgium(x, y):
            raise ValidationError(_("Latitude and longitude are swapped: in Brussels the latitude is about 50.8."))
        raise ValidationError(_("This point is not in Belgium."))
    if near and kilometres((y, x), near) > FARTHEST_KM:
        raise ValidationError(
            _("This point is %(km)s km from its postal code.") % {"km": round(kilometres((y, x), near))}
        )
    return y, x


def _degrees(value: Any) -> float:
    try:
        number = float(value.strip().replace(",", ".")) if isinstance(value, str) and len(value) < 40 else float(value)
    except (TypeError, ValueError, OverflowError) as problem:
        raise ValidationError(_("This is not a coordinate: expected for example 50.8503.")) from problem
    if not math.isfinite(number) or isinstance(value, bool):
        raise ValidationError(_("This is not a coordinate: expected for example 50.8503."))
    return round(number, 7)  # a centimetre


def _in_belgium(lat: float, lon: float) -> bool:
    south, north, west, east = BELGIUM
    return south <= lat <= north and west <= lon <= east


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Flat: good enough within one Region."""
    east = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return KM_A_DEGREE * math.hypot(one[0] - other[0], east)
