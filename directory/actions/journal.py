"""Writing down what was done with an organisation. Nobody changes or deletes it: it is a journal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from directory.models import JournalEntry, Organisation, User


def write(organisation: Organisation, values: dict[str, Any], *, by: User) -> JournalEntry:
    return JournalEntry.objects.create(organisation=organisation, by=by, **values)


def to_come_back_to(until: date | None = None) -> QuerySet[JournalEntry]:
    """The last entry of each organisation, where it names a day; the nearest first."""
    last = JournalEntry.objects.filter(organisation=OuterRef("organisation")).order_by("-day", "-pk").values("pk")[:1]
    rows = JournalEntry.objects.filter(pk=Subquery(last), next_on__isnull=False, organisation__merged_into=None)
    if until:
        rows = rows.filter(next_on__lte=until)
    return rows.select_related("organisation", "by").order_by("next_on", "pk")
