"""Which bassin a place lies in, which communes a service covers, and how sure that is. Pure: rows in, answer out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from directory.models import Bassin, Commune, PostalCode, Sector, Service


def bassin_of(
    override: Bassin | None, sector: Sector | None, postal_code: PostalCode | None
) -> tuple[Bassin | None, bool]:
    """A site's bassin, and whether to check it: one chosen by hand is sure, a postal code may be split."""
    if override is not None:
        return override, False
    for key in (sector, postal_code):
        if key is not None:
            return key.bassin, key.to_check
    return None, False


@dataclass(frozen=True)
class Coverage:
    """Whom a service serves: named bassins or communes, else the whole Region. Codes of communes for the drawing."""

    bassins: tuple[Bassin, ...]
    communes: tuple[Commune, ...]
    whole: frozenset[str]
    part: frozenset[str]
    to_check: bool

    @property
    def region(self) -> bool:
        return not self.bassins and not self.communes


def told(area: str, confidential: bool) -> str:
    """The kind of area that may be told: the communes of a confidential site would say more than its bassin does."""
    return Service.Area.UNSTATED if confidential and area == Service.Area.COMMUNES else area


def coverage(service: Service, bassins_of: Mapping[str, set[str]]) -> Coverage:
    """`bassins_of`: a commune's code to those of its bassins. An unstated area is the site's bassin, to be checked."""
    area = told(service.area, bool(service.site and service.site.confidential))
    communes = tuple(service.area_communes.all()) if area == Service.Area.COMMUNES else ()
    bassins = tuple(service.area_bassins.all()) if area == Service.Area.BASSINS else ()
    unstated = area != Service.Area.REGION and not communes and not bassins
    if unstated and service.site and service.site.bassin:
        bassins = (service.site.bassin,)
    codes = {bassin.code for bassin in bassins} if bassins else set().union(*bassins_of.values())
    if communes:
        whole = {commune.code for commune in communes}
        part: set[str] = set()
    else:
        whole = {code for code, own in bassins_of.items() if own <= codes}
        part = {code for code, own in bassins_of.items() if own & codes} - whole
    return Coverage(bassins, communes, frozenset(whole), frozenset(part), unstated and area == service.area)
