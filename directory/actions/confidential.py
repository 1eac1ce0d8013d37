"""Confidential sites: nothing is kept but the bassin, in the rows, in their history and in what was imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from directory.actions.streets import NAMES, STREETS, streets_in, without_street
from directory.models import Proposal, Site, SourceRecord, Version

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
    names = {name: values.get(name, getattr(site, name)) for name in NAMES}
    streets = streets_in(values, {name: getattr(site, name) for name in STREETS})
    told = {name: "" for name, name_left in without_street(names, streets).items() if name_left != names[name]}
    return dict(values) | EMPTY | told


def withheld(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without the fields that tell where a site is."""
    return {name: value for name, value in values.items() if name not in EMPTY}


def forget_address(site: Site, streets: Iterable[str]) -> None:
    """Purge an address that was known before from the history and from what sources said."""
    versions, records = list(Version.objects.of(site)), list(SourceRecord.objects.filter(site=site))
    said = [values for version in versions for values in (version.before, version.after)]
    said += [values for record in records for values in (record.values, _place(record)) if values]
    streets = streets_in(*said) | set(streets)
    for version in versions:
        version.before = without_street(withheld(version.before), streets)
        version.after = without_street(withheld(version.after), streets)
        version.label = str(site.name or site.organisation)[:200]
        version.save(update_fields=["before", "after", "label"])
    for record in records:
        place = _place(record)
        record.values = withheld(record.values)
        if place is not None:
            record.values["site"] = without_street(withheld(place), streets)
        record.save(update_fields=["values"])
    Proposal.objects.of(site).delete()
    for purge in purges:
        purge(site)


def _place(record: SourceRecord) -> dict[str, Any] | None:
    place = record.values.get("site")
    return place if isinstance(place, dict) else None
