"""What the worker does for the newsletter: hands an issue to the mail queue a few letters at a time.

A letter and the mark that it was asked for are written in one transaction: a worker that is killed at any moment has
written both or neither, and the next one goes on where it stopped. Nobody is forgotten, nobody is written to twice.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from cms.models import Delivery, Issue, Subscription
from cms.newsletter import composing, subscribing
from cms.newsletter.issuing import take_step
from cms.newsletter.lifecycle import State, Step
from directory import notifications
from directory.models import Letter
from directory.models.letters import DROPPED, FAILED, SENT, WAITING

log = logging.getLogger("newsletter")
ISSUE = "newsletter_issue"
BATCH = 20  # a transaction holds the one writer's lock for a few milliseconds each
WAITING_AT_MOST = 40  # letters of ours that are due: the queue is never long, and pausing takes effect at once
LOOK_EVERY = 5.0  # seconds, while nothing leaves
KEPT = timedelta(days=25)  # who got which issue; before the letters' own 30 days are over


class NewsletterJobs:
    def __init__(self) -> None:
        self.look_at = 0.0

    def often(self) -> bool:
        """Is there more to do at once? While an issue leaves, each turn: another letter may just have made room."""
        if time.monotonic() < self.look_at:
            return False
        queued = queue_some()
        leaving = queued or Issue.objects.filter(state=State.SENDING).exists()
        self.look_at = 0.0 if leaving else time.monotonic() + LOOK_EVERY
        return queued > 0

    def nightly(self) -> None:
        subscribing.forget_unconfirmed()
        keep_totals()


def queue_some() -> int:
    """Of the oldest issue that is being sent, the next few readers. Switched off, it waits."""
    found = Issue.objects.filter(state=State.SENDING).order_by("started_at").first()
    if found is None or not settings.NEWSLETTER or _due() >= WAITING_AT_MOST:
        return 0
    batch = list(_next(found))
    # Before the lock: what each reads is looked up in many pages.
    languages = {row.pk: spoken(found, row.subscription) for row in batch}
    with transaction.atomic():
        # Another worker waits here until these are written down.
        issue = Issue.objects.select_for_update().filter(pk=found.pk, state=State.SENDING).first()
        if issue is None:
            return 0  # paused this very moment
        still = set(issue.deliveries.filter(pk__in=languages, queued_at=None).values_list("pk", flat=True))
        for row in batch:
            if row.pk in still:
                _queue(row, languages[row.pk])
        if not batch and take_step(issue, Step.FINISH, finished_at=timezone.now()):
            log.info("Newsletter %d: everybody has been written to.", issue.number)
    return len(batch)


def _next(issue: Issue) -> QuerySet[Delivery]:
    rows = issue.deliveries.filter(queued_at=None).select_related("subscription")
    return rows.prefetch_related("subscription__bassins").order_by("pk")[:BATCH]


def _due() -> int:
    return int(Letter.objects.due().filter(context__kind=ISSUE).count())


def _queue(row: Delivery, languages: list[str]) -> None:
    reader, letter = row.subscription, None
    if languages:
        about = f"{row.issue_id}:{reader.key}"
        letter = notifications.ask(ISSUE, to=reader.email, about=about, languages=languages)
    number = letter.pk if letter else None
    Delivery.objects.filter(pk=row.pk).update(queued_at=timezone.now(), letter=number)


def spoken(issue: Issue, reader: Subscription) -> list[str]:
    """Of the languages she chose, those in which this issue has something for her."""
    return [code for code in reader.languages if not composing.edition_for(issue, code, reader).is_empty]


def progress(issue: Issue) -> dict[str, int]:
    """How far it is. Of what is over, the figures that were kept."""
    rows = issue.deliveries.all()
    asked = rows.exclude(letter=None).values("letter")
    counted = Letter.objects.filter(pk__in=asked).aggregate(
        delivered=Count("pk", filter=Q(status=SENT)),
        refused=Count("pk", filter=Q(status=FAILED)),
        nothing=Count("pk", filter=Q(status=DROPPED)),
        waiting=Count("pk", filter=Q(status__in=WAITING)),
    )
    counted["to_queue"] = rows.filter(queued_at=None).count()
    counted["nothing"] += rows.filter(letter=None).exclude(queued_at=None).count()
    counted["delivered"] += issue.delivered
    counted["refused"] += issue.refused
    return {"recipients": issue.recipients, **counted}


def keep_totals() -> int:
    """Who got an issue is nobody's business a month later; how many did, stays."""
    old = Issue.objects.filter(state=State.SENT, finished_at__lt=timezone.now() - KEPT, deliveries__isnull=False)
    done = 0
    for issue in old.distinct():
        with transaction.atomic():
            found = progress(issue)
            Issue.objects.filter(pk=issue.pk).update(delivered=found["delivered"], refused=found["refused"])
            issue.deliveries.all().delete()
            done += 1
    return done
