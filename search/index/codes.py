"""The code lists and the territory, read once for each batch of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from directory.models import (
    Access,
    Audience,
    Bassin,
    Category,
    Commune,
    Language,
    Mode,
    Prestation,
    Role,
    Service,
    Theme,
)
from search.text import KIND, LANGUAGES, TEXT, label_terms

Territory = tuple[tuple[str, ...], tuple[str, ...]]  # bassins and communes
NAMED = {"theme": Theme, "category": Category, "audience": Audience, "language": Language, "access": Access}
GIVEN = {"prestation": Prestation, "role": Role}
KINDS = ("theme", "category")


@dataclass
class Label:
    terms: frozenset[str]
    seen: dict[str, str]


class Codes:
    def __init__(self) -> None:
        self.labels = {
            facet: {row.code: self._label(KIND if facet in KINDS else TEXT, row) for row in model.objects.all()}
            for facet, model in (NAMED | GIVEN).items()
        }
        self.needs_address = dict(Mode.objects.values_list("code", "needs_address"))
        self.bassins = tuple(sorted(Bassin.objects.values_list("code", flat=True)))
        self.bassins_of: dict[str, list[str]] = defaultdict(list)
        self.communes_of: dict[str, list[str]] = defaultdict(list)
        for commune, bassin in Commune.objects.order_by("code").values_list("code", "bassins__code"):
            self.bassins_of[commune].append(bassin)
            self.communes_of[bassin].append(commune)
        self.places = {row.pk: self._place(row) for row in Commune.objects.all()}
        self._areas: dict[tuple[str, tuple[str, ...]], Territory] = {}

    @staticmethod
    def _label(tier: str, row: Any) -> Label:
        texts = [(code, getattr(row, f"label_{code}")) for code in LANGUAGES]
        texts += [(code, getattr(row, f"abbreviation_{code}", "")) for code in LANGUAGES]
        return _joined(tier, texts)

    @staticmethod
    def _place(row: Commune) -> Label:
        return _joined(TEXT, [("fr", row.name_fr), ("nl", row.name_nl)])

    def area(self, kind: str, codes: Iterable[str], seat: str | None) -> Territory:
        """The territory that an area touches: a bassin touches its communes and the reverse, the Region everything.

        An area that nobody stated is the bassin of the site; without one, the Region.
        """
        named = tuple(sorted(codes))
        if not named and kind != Service.Area.REGION:
            kind, named = (Service.Area.BASSINS, (seat,)) if seat else (Service.Area.REGION, ())
        if (kind, named) not in self._areas:
            self._areas[kind, named] = self._touched(kind, named)
        return self._areas[kind, named]

    def _touched(self, kind: str, named: tuple[str, ...]) -> Territory:
        match kind:
            case Service.Area.BASSINS:
                return named, tuple(sorted({commune for bassin in named for commune in self.communes_of[bassin]}))
            case Service.Area.COMMUNES:
                return tuple(sorted({bassin for commune in named for bassin in self.bassins_of[commune]})), named
        return self.bassins, tuple(self.bassins_of)


def _joined(tier: str, texts: list[tuple[str, str]]) -> Label:
    found = [label_terms(tier, text, code) for code, text in texts if text]
    return Label(
        frozenset().union(*(terms for terms, _ in found)), {w: s for _, seen in found for w, s in seen.items()}
    )
