"""Confidential sites: nothing is kept but the bassin, in the rows, in their history and in what was imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from directory.models import Site, SourceRecord, Version

# Functions of a site that just became confidential: who else keeps its address somewhere forgets it.
purges: list[Callable[[Site], None]] = []
EMPTY: dict[str, Any] = {
    "street_fr": "",
    "street_nl": "",
    "postal_code": None,
    "outside_address": "",
    "lat": None,
    "lon": None,
    "sector": None,
    "getting_there_fr": "",
    "getting_there_nl": "",
    "getting_there_en": "",
}


def without_address(site: Site, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values without anything that tells where a confidential site is; its bassin must be chosen by hand."""
    if not values.get("confidential", site.confidential):
        return values
    if not values.get("bassin_override", site.bassin_override):
        raise ValidationError(
            {
                "bassin_override": [
                    _("Choose the bassin of a confidential site by hand: nothing else is kept of where it is.")
                ]
            }
        )
    return dict(values) | EMPTY


def withheld(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without the fields that tell where a site is."""
    return {name: value for name, value in values.items() if name not in EMPTY}


def forget_address(site: Site) -> None:
    """Purge an address that was known before from the history and from what sources said."""
    for version in Version.objects.of(site):
        version.before, version.after = withheld(version.before), withheld(version.after)
        version.label = str(site.name or site.organisation)[:200]
        version.save(update_fields=["before", "after", "label"])
    for record in SourceRecord.objects.filter(site=site):
        record.values = withheld(record.values)
        if isinstance(record.values.get("site"), dict):
            record.values["site"] = withheld(record.values["site"])
        record.save(update_fields=["values"])
    for purge in purges:
        purge(site)
