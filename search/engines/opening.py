"""Of an open service: in which way, and until when."""

from __future__ import annotations

from datetime import datetime

from directory import hours
from search.models import Exceptional, Hours
from search.question.conditions import day_of


def opening(service_id: int, now: datetime) -> tuple[str, datetime | None]:
    """The easiest way in; no end when it never closes within a week."""
    weekly = list(Hours.objects.filter(service_id=service_id))
    special = list(Exceptional.objects.filter(service_id=service_id))
    for row in special:
        row.starts_on, row.ends_on = day_of(row.starts_on), day_of(row.ends_on)  # type: ignore[assignment]
    state = hours.open_at(weekly, special, now)  # type: ignore[arg-type]
    return (state.open[0].kind, state.open[0].until) if state.open else ("", None)
