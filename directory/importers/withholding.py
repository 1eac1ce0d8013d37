"""Rows whose address must not even be read: their place is a confidential site of the directory already."""

from __future__ import annotations

from django.utils.translation import gettext as _

from directory.importers.rows import Kind, Row
from directory.models import Organisation, Site, SourceRecord


class Withheld:
    """What a source feeds that is confidential, read once for a whole file, before its first row is checked."""

    def __init__(self, source_id: int | None) -> None:
        self.source_id = source_id or 0  # a source that is not saved yet has fed nothing
        shelters = _organisations_that_hide()
        records = SourceRecord.objects.filter(source_id=self.source_id)
        hidden = records.filter(site__confidential=True) | records.filter(site=None, organisation__in=shelters)
        self.records = set(hidden.values_list("external_id", flat=True))
        numbered = Organisation.objects.filter(pk__in=shelters).exclude(enterprise_number=None)
        self.numbers = set(numbered.values_list("enterprise_number", flat=True))
        groups = records.filter(organisation__in=shelters, values__has_key="group")
        self.groups = set(groups.values_list("values__group", flat=True))

    def holds(self, record: str, group: str) -> bool:
        """By its identifier, or as a new record of an organisation that has a confidential site. A record that has a
        public site of its own keeps it."""
        if record in self.records:
            return True
        if group not in self.numbers and group not in self.groups:
            return False
        known = SourceRecord.objects.filter(source_id=self.source_id, external_id=record, site__confidential=False)
        return not known.exists()

    def tell(self, row: Row, column: str) -> None:
        """That there was an address, never which."""
        if row.record in self.records:
            reason = _("The address was not kept: the site is confidential.")
        else:
            reason = _(
                "The address was not kept: this organisation has a confidential site. Is this one public? Type it in."
            )
        row.remark(Kind.WITHHELD, column, "", reason)


def _organisations_that_hide() -> set[int]:
    """Those with a confidential site, and those that were merged into them."""
    found = set(Site.objects.filter(confidential=True).values_list("organisation", flat=True))
    newly = found
    while newly := set(Organisation.objects.filter(merged_into__in=newly).values_list("pk", flat=True)) - found:
        found |= newly
    return found
