"""In which commune and bassin an address of the file lies, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from directory.geography import bassin_of
from directory.models import Commune, PostalCode, Sector
from search.geocoding import nearest_place

NIS = re.compile(r"(?<!\d)\d{5}(?!\d)")


@dataclass(frozen=True)
class Where:
    nis: str
    commune_fr: str
    commune_nl: str
    postal_code: str
    bassin: str
    to_check: bool


class Territory:
    """The 19 communes: an address elsewhere has no bassin, and a town elsewhere is known by its name already."""

    def __init__(self) -> None:
        self.communes = {row.code: row for row in Commune.objects.prefetch_related("bassins").select_related("bassin")}
        self.sectors = {row.code: row for row in Sector.objects.select_related("commune", "bassin")}
        self.codes: dict[tuple[str, str], PostalCode] = {}
        self.defaults: dict[str, PostalCode] = {}
        for row in PostalCode.objects.select_related("commune", "bassin").order_by("-default_commune", "pk"):
            self.codes[row.code, row.commune.code] = row
            self.defaults.setdefault(row.code, row)

    def of(self, nis: str, code: str, sector: str, point: tuple[float, float]) -> Where | None:
        """By sector, else postal code and commune, else the outlines; nothing outside the Region."""
        code, part = code.strip(), self.sectors.get(sector.strip())
        commune = part.commune if part else self._commune(nis, code)
        if commune is not None:
            return self._where(commune, code, part)
        if nis.strip() or code:
            return None
        near = nearest_place(*point)
        if not near.communes:
            return None
        commune = self.communes[near.communes[0]]
        names = commune.name_fr, commune.name_nl
        return Where(commune.code, *names, "", near.bassins[0], commune.bassins.count() > 1)

    def _commune(self, nis: str, code: str) -> Commune | None:
        if written := NIS.search(nis):
            return self.communes.get(written[0])
        default = self.defaults.get(code)
        return default.commune if default else None

    def _where(self, commune: Commune, code: str, part: Sector | None) -> Where:
        bassin, to_check = bassin_of(None, part, self.codes.get((code, commune.code)))
        if bassin is None:
            bassin, to_check = commune.bassin, len(commune.bassins.all()) > 1
        return Where(commune.code, commune.name_fr, commune.name_nl, code[:4], bassin.code, to_check)
