"""Which bassin a place lies in, and how sure that is. Pure: rows in, answer out."""

from __future__ import annotations

from directory.models import Bassin, PostalCode, Sector


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
