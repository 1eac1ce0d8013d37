"""A place somebody asked from, once it is understood: `search.geocoding` makes it, a Question carries it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.text import Translated


class PlaceKind(StrEnum):
    COMMUNE = "commune"
    POSTAL = "postal"
    NEIGHBOURHOOD = "neighbourhood"
    POINT = "point"
    NO_ADDRESS = "no_address"
    OUTSIDE = "outside"


DOUBTS: dict[str, str | Promise] = {
    "code": _("another postal code"),
    "number": _("the nearest number"),
    "bassin": _("bassin to be checked"),
}
LIVED_IN = frozenset({PlaceKind.COMMUNE, PlaceKind.POSTAL, PlaceKind.NEIGHBOURHOOD})


@dataclass(frozen=True)
class Place:
    """`communes` (NIS) and `bassins` (codes) are those it lies in; distances are measured from `point`."""

    kind: PlaceKind
    name_fr: str = ""
    name_nl: str = ""
    name_en: str = ""
    point: tuple[float, float] | None = None
    communes: tuple[str, ...] = ()
    bassins: tuple[str, ...] = ()
    region: str = ""  # of a named place outside Brussels: « flanders » or « wallonia »
    home: bool = False  # a point that was written as an address: she lives there
    doubts: tuple[str, ...] = ()  # how an address differs from what was written, and whether its bassin is sure
    typed: str = field(default="", compare=False)  # of one found elsewhere: its own name would lead to a postal code

    name = Translated()

    def __str__(self) -> str:
        return str(self.name)

    @property
    def written(self) -> str:
        """The name that leads back to it: a code that two communes share, with one of them, would be narrowed to it."""
        shared = self.kind == PlaceKind.POSTAL and len(self.communes) > 1
        return self.codes[0] if shared else self.typed or str(self)

    @property
    def codes(self) -> tuple[str, ...]:
        """Its postal code, when it has one."""
        return (str(self).split(" ")[0],) if self.kind == PlaceKind.POSTAL else ()

    @property
    def lived_in(self) -> tuple[str, ...]:
        """The communes she is known to live in; where a telephone stands says nothing about that."""
        return self.communes if self.kind in LIVED_IN or self.home else ()

    @property
    def doubt(self) -> str:
        return ", ".join(str(DOUBTS[doubt]) for doubt in self.doubts)
