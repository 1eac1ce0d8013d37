"""Looking for records that may be one, and what a person says of a pair."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from directory import duplicates, likeness
from directory.models import Likeness, User
from directory.models.duplicates import Kind

BATCH = 1000


def refresh() -> int:
    """Looks again. What somebody dismissed stays dismissed; what is no longer alike goes. How many are to look at."""
    for kind in Kind.values:
        found = {(one.one, one.other): one for one in duplicates.find(kind)}  # before anything is locked
        with transaction.atomic():
            known = {(row.one, row.other): row for row in Likeness.objects.filter(kind=kind)}
            _write(kind, found, known)
    return Likeness.objects.to_look_at().count()


def _write(kind: str, found: dict[likeness.Pair, likeness.Found], known: dict[likeness.Pair, Likeness]) -> None:
    new = [
        Likeness(kind=kind, one=one, other=other, why=list(each.why), score=each.score)
        for (one, other), each in found.items()
        if (one, other) not in known
    ]
    Likeness.objects.bulk_create(new, batch_size=BATCH)
    changed = []
    for pair, row in known.items():
        each = found.get(pair)
        if each and (row.why, row.score) != (list(each.why), each.score):
            row.why, row.score = list(each.why), each.score
            changed.append(row)
    Likeness.objects.bulk_update(changed, ["why", "score"], batch_size=BATCH)
    gone = [row.pk for pair, row in known.items() if pair not in found and row.dismissed_at is None]
    for start in range(0, len(gone), BATCH):
        Likeness.objects.filter(pk__in=gone[start : start + BATCH]).delete()


def dismiss(kind: str, one: str, other: str, *, by: User) -> None:
    """« Not the same », said by a person: remembered, whoever looks."""
    first, second = sorted((one, other))
    row, _new = Likeness.objects.get_or_create(kind=kind, one=first, other=second)
    row.dismissed_at, row.dismissed_by = timezone.now(), by
    row.save(update_fields=["dismissed_at", "dismissed_by"])


def look_again(kind: str, one: str, other: str) -> None:
    first, second = sorted((one, other))
    Likeness.objects.filter(kind=kind, one=first, other=second).update(dismissed_at=None, dismissed_by=None)
