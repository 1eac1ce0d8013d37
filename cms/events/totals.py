"""How many, of where and of what kind; never who. Counted from the rows while they last, then kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from cms.events.lifecycle import SEATED, State
from cms.models import AttendanceTotal, Meeting

# The families of directory/data/actors/actor_categories.csv.
SECTORS = {
    "perinatal": _("around birth"),
    "health": _("health"),
    "mental_health": _("mental health"),
    "social": _("social work"),
    "family": _("families and childcare"),
    "support": _("support"),
    "protection": _("protection"),
    "housing": _("housing"),
    "home": _("help at home"),
    "school": _("school"),
    "work": _("work"),
    "insurance": _("health insurance"),
    "other": _("other"),
}
COUNTS = {
    "registered": Q(state__in=SEATED),
    "present": Q(state=State.PRESENT),
    "waiting": Q(state=State.WAITING),
    "cancelled": Q(state=State.CANCELLED),
}


def sector(code: str) -> str:
    return str(SECTORS.get(code, code or SECTORS["other"]))


def counted(meeting: Meeting) -> list[AttendanceTotal]:
    """Not written: what the rows of today say."""
    rows = (
        meeting.registrations.exclude(state=State.UNCONFIRMED)
        .order_by()
        .values("bassin_id", "category_id", "category__family")
        .annotate(**{name: Count("pk", filter=condition) for name, condition in COUNTS.items()})
    )
    return [
        AttendanceTotal(
            meeting=meeting,
            bassin_id=row["bassin_id"],
            category_id=row["category_id"],
            sector=row["category__family"] or "",
            **{name: cast("dict[str, int]", row)[name] for name in COUNTS},
        )
        for row in rows
    ]


def keep(meeting: Meeting) -> None:
    AttendanceTotal.objects.bulk_create(counted(meeting))


def of_year(year: int) -> Iterable[AttendanceTotal]:
    """Of every event of the year, from what is kept or still there; invented ones left out."""
    meetings = Meeting.objects.filter(starts_at__year=year, is_demo=False).select_related("series")
    for meeting in meetings.order_by("starts_at"):
        if meeting.erased_at:
            yield from meeting.totals.select_related("bassin", "category", "meeting__series")
        else:
            yield from counted(meeting)
