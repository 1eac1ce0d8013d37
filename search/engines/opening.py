"""Of open services: in which way, and until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from directory import hours
from search.models import Exceptional, Hours
from search.question.conditions import day_of

Opening = tuple[str, datetime | None]


def openings(ids: Collection[int], now: datetime) -> dict[int, Opening]:
    """The easiest way in of each that is open, and when it ends; no end when it never closes within a week."""
    weekly, special = defaultdict[int, list[Any]](list), defaultdict[int, list[Any]](list)
    for week in Hours.objects.filter(service_id__in=ids):
        weekly[week.service_id].append(week)
    for days in Exceptional.objects.filter(service_id__in=ids):
        days.starts_on, days.ends_on = day_of(days.starts_on), day_of(days.ends_on)  # type: ignore[assignment]
        special[days.service_id].append(days)
    states = {pk: hours.open_at(weekly[pk], special[pk], now) for pk in ids}
    return {pk: (state.open[0].kind, state.open[0].until) for pk, state in states.items() if state.open}
