"""What the worker does for events: reminders while it runs, and each night what has had its time goes."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.events import totals
from cms.events.actions import seats_of, tell
from cms.events.forgetting import forget
from cms.events.lifecycle import State
from cms.models import Meeting, Registration

log = logging.getLogger("events")
UNCONFIRMED_DAYS = 3
REMINDERS = (1, 7)  # days before, the nearest first
REMINDER = "event_reminder"
LOOK_EVERY = 60  # seconds
BATCH = 50


class EventJobs:
    def __init__(self) -> None:
        self.look_at = 0.0

    def often(self) -> bool:
        """Is there more to do at once?"""
        if time.monotonic() < self.look_at:
            return False
        more = remind() == BATCH
        self.look_at = 0.0 if more else time.monotonic() + LOOK_EVERY
        return more

    def nightly(self) -> None:
        forget_unconfirmed()
        erase_past()


def remind() -> int:
    """One reminder of each kind for each person; what a stopped worker missed is not said late twice."""
    now, sent = timezone.now(), 0
    for days in REMINDERS:
        due = _due(now + timedelta(days=days), days)
        with transaction.atomic():
            for one in due.select_for_update(of=("self",)).select_related("meeting")[: BATCH - sent]:
                if one.asked_at < one.meeting.starts_at - timedelta(days=days):  # later, the mail of that day says it
                    tell(REMINDER, one, expires=one.meeting.starts_at)
                Registration.objects.filter(pk=one.pk).update(reminded_days=days)
                sent += 1
    return sent


def _due(until: datetime, days: int) -> QuerySet[Registration]:
    """Registered, the event begins within so many days, and not yet reminded that near to it."""
    not_yet = Q(reminded_days=None) | Q(reminded_days__gt=days)
    coming = Q(meeting__cancelled=False, meeting__starts_at__gt=timezone.now(), meeting__starts_at__lte=until)
    return Registration.objects.filter(not_yet & coming, state=State.CONFIRMED).exclude(email="").order_by("pk")


def forget_unconfirmed() -> int:
    """Whoever never opened the mail was never registered. Those who took it back stay until the event is counted."""
    old = timezone.now() - timedelta(days=UNCONFIRMED_DAYS)
    return forget(Registration.objects.filter(state=State.UNCONFIRMED, asked_at__lt=old))


def erase_past() -> int:
    """Names go 30 days after the event; the figures of the yearly report are written in the same transaction."""
    due = list(Meeting.objects.due_for_erasure().values_list("pk", flat=True))
    for number in due:
        with seats_of(number) as meeting:
            if meeting.erased_at is None:
                totals.keep(meeting)
                forget(meeting.registrations.all())
                Meeting.objects.filter(pk=meeting.pk).update(erased_at=timezone.now())
    if due:
        log.info("The registrations of %d events were erased.", len(due))
    return len(due)
