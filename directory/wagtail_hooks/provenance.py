"""Where a record came from: its sources, and what people have changed on it since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from directory.actions.shape import Record
from directory.forms.readable import Reader
from directory.models import SourceRecord, Version


def provenance(record: Record, reader: Reader) -> list[dict[str, Any]]:
    """A line for each source; none for a record that people made."""
    records = list(SourceRecord.objects.filter(**_fed(record)).select_related("source").defer("values"))
    if not records:
        return []
    versions = Version.objects.of(record).values_list("via", "source_id", "created", "before", "after")
    written = list(versions)
    return [
        {
            "source": each.source,
            "external_id": each.external_id,
            "seen_at": each.seen_at,
            "gone_since": each.gone_since,
            "by_hand": sorted(reader.label(name) for name in by_hand(written, each.source_id)),
        }
        for each in records
    ]


def by_hand(versions: Iterable[tuple[str, int | None, bool, dict[str, Any], dict[str, Any]]], source: int) -> set[str]:
    """Fields whose last writer, of versions newest first, was not this source: an import keeps them."""
    seen: set[str] = set()
    found: set[str] = set()
    for via, written_by, created, before, after in versions:
        names = ({*before, *after}) - seen
        seen |= names
        if not created and not (via == Version.Via.IMPORT and written_by == source):
            found |= names
    return found


def _fed(record: Record) -> dict[str, Any]:
    return {record._meta.model_name or "": record}
