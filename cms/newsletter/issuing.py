"""What staff do with an issue. `take_step` alone writes its state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from cms.models import Delivery, Issue, Subscription
from cms.newsletter import composing
from cms.newsletter.lifecycle import OPEN, STEPS, Step
from directory import notifications
from directory.models import User
from directory.text import LANGUAGES

TEST = "newsletter_test"
MANDATORY = ("fr", "nl")  # on equal footing: no issue leaves in one alone
AT_ONCE = 500  # rows a statement


class Overtaken(Exception):
    """Somebody else has written this issue since it was opened, or it has left."""


class Closed(Exception):
    """The newsletter is switched off, or this issue cannot leave (yet)."""


def take_step(issue: Issue, step: Step, **fields: Any) -> bool:
    """False when it is not possible (any more): the row itself is asked, not what was read before."""
    rule = STEPS[step]
    written = {"state": rule.leads_to, "version": F("version") + 1, **fields}
    found = Issue.objects.filter(pk=issue.pk, state__in=rule.origins).update(**written)
    if found:
        issue.refresh_from_db()
    return bool(found)


def begin(*, by: User) -> Issue:
    """A draft that holds what is new since the last issue."""
    with transaction.atomic():
        last = Issue.objects.aggregate(last=Max("number"))["last"] or 0
        issue = Issue.objects.create(number=last + 1, made_by=by)
        composing.put(issue, composing.fresh(issue))
    return issue


def save(issue: Issue, fields: Mapping[str, str], keys: Sequence[str], *, version: int, by: User) -> None:
    """What somebody typed, unless another did so meanwhile. What was said to be ready is a draft again."""
    with transaction.atomic():
        held = Issue.objects.select_for_update().get(pk=issue.pk)
        if held.state not in OPEN or held.version != version:
            raise Overtaken
        take_step(held, Step.TAKE_BACK)
        Issue.objects.filter(pk=issue.pk).update(**fields, version=F("version") + 1)
        composing.put(issue, keys)
    issue.refresh_from_db()


def discard(issue: Issue, *, by: User) -> bool:
    """A draft nobody wants; what has left stays on record."""
    deleted, _rows = Issue.objects.filter(pk=issue.pk, state__in=OPEN).delete()
    return bool(deleted)


def try_out(issue: Issue, *, by: User) -> int:
    """To whoever asks, one mail for each language it is written in."""
    for language in issue.languages:
        notifications.ask(TEST, to=by.email, about=f"{issue.pk}:", languages=[language])
    return len(issue.languages)


def unwritten(issue: Issue) -> list[str]:
    """The languages without which it may not leave."""
    return [language for language in MANDATORY if not issue.subject_in(language)]


def send(issue: Issue, *, version: int, by: User) -> int:
    """What was looked at, and nothing younger. Whoever subscribes after this moment gets the next issue."""
    with transaction.atomic():
        held = Issue.objects.select_for_update().get(pk=issue.pk)
        if not settings.NEWSLETTER or unwritten(held):
            raise Closed
        if held.version != version or not take_step(held, Step.SEND, sent_by=by, started_at=timezone.now()):
            raise Overtaken
        readers = list(Subscription.objects.confirmed().values_list("pk", flat=True))
        rows = (Delivery(issue=held, subscription_id=reader) for reader in readers)
        Delivery.objects.bulk_create(rows, batch_size=AT_ONCE)
        Issue.objects.filter(pk=held.pk).update(recipients=len(readers))
    issue.refresh_from_db()
    return len(readers)


def audience() -> dict[str, int]:
    """How many readers each language has; those who chose two count in both."""
    counted = dict.fromkeys(LANGUAGES, 0)
    for tongues in Subscription.objects.confirmed().values_list("tongues", flat=True):
        for language in tongues.split("_"):
            counted[language] += 1
    return counted
