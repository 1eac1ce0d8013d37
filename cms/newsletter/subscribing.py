"""What somebody does with her subscription. `move` alone writes its state; letters go in the same transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cms.models import Subscription
from cms.newsletter.lifecycle import MOVES, Move, Standing
from directory import links, notifications
from directory.models import Bassin
from directory.models.letters import Letter

CONFIRM, KNOWN = "newsletter_confirm", "newsletter_known"
PURPOSES = TO_CONFIRM, TO_CHANGE = "newsletter_confirm", "newsletter_change"
UNCONFIRMED_DAYS = 3
# Anybody may type anybody's address: it gets so many mails for that, whoever types it.
BETWEEN, DAY, MOST_A_DAY = timedelta(minutes=10), timedelta(days=1), 3
# Whoever types a thousand addresses of others makes this site write to all of them, whatever each of them gets.
HOUR, MOST_AN_HOUR = timedelta(hours=1), 300
log = logging.getLogger("newsletter")


class Flooded(Exception):
    """Too many asked within the hour: nothing is kept, nobody is mailed."""


@dataclass(frozen=True)
class Wish:
    """What somebody asks for."""

    email: str
    tongues: str
    bassins: Iterable[Bassin] = field(default_factory=list)


def ask(wish: Wish) -> None:
    """Somebody fills the form in. The page answers the same whoever she is; her mailbox learns the rest."""
    email = wish.email.lower()
    if Subscription.objects.filter(mailed_at__gt=timezone.now() - HOUR).count() >= MOST_AN_HOUR:
        log.warning("The newsletter wrote to %d addresses within an hour: it takes no more for now.", MOST_AN_HOUR)
        raise Flooded
    with transaction.atomic():
        fields = {"mailbox": notifications.mailbox_of(email), "tongues": wish.tongues}
        one, new = Subscription.objects.select_for_update().get_or_create(email=email, defaults=fields)
        if new or one.state == Standing.UNCONFIRMED:
            _replace(one, wish)
        if _may_be_mailed(one):
            _count_mail(one)
            kind = CONFIRM if one.state == Standing.UNCONFIRMED else KNOWN
            notifications.ask(kind, to=one.email, about=str(one.key), languages=one.languages)


def move(one: Subscription, step: Move) -> bool:
    """False when it is not possible (any more): the row itself is asked, not what was read before."""
    rule = MOVES[step]
    found = Subscription.objects.filter(pk=one.pk, state__in=rule.origins)
    if rule.leads_to == Standing.LEFT:
        return _erase(found.select_for_update())
    done = found.update(state=rule.leads_to, confirmed_at=timezone.now())
    if done:
        one.state = rule.leads_to
    return bool(done)


def confirm(one: Subscription) -> bool:
    """The button behind the mailed link. Nobody writes to her for it: the page says it, and each issue can end it."""
    with transaction.atomic():
        return move(one, Move.CONFIRM)


def leave(one: Subscription) -> bool:
    """Erased at once, and nothing kept: who is not in the table is not written to, so no list of the gone is needed."""
    with transaction.atomic():
        return move(one, Move.LEAVE)


def change(one: Subscription, tongues: str, bassins: Iterable[Bassin]) -> None:
    with transaction.atomic():
        Subscription.objects.filter(pk=one.pk).update(tongues=tongues)
        one.bassins.set(bassins)
        one.tongues = tongues


def forget_address(address: str) -> None:
    """Mail comes back from there, or whoever reads it erases all that is hers."""
    for one in Subscription.objects.filter(email=address.lower()):
        move(one, Move.LEAVE)


def forget_unconfirmed() -> int:
    """Whoever never pressed the button never subscribed."""
    before = timezone.now() - timedelta(days=UNCONFIRMED_DAYS)
    old = Subscription.objects.unconfirmed().filter(asked_at__lt=before)
    count = 0
    for one in old:
        with transaction.atomic():
            count += move(one, Move.LEAVE)
    return count


def _erase(found: Iterable[Subscription]) -> bool:
    """With the letters to her and the links in them."""
    for one in found:
        notifications.forget(about=str(one.key))
        letters = one.deliveries.exclude(letter=None).values_list("letter", flat=True)
        Letter.objects.filter(pk__in=list(letters)).delete()
        for purpose in PURPOSES:
            links.burn(purpose, str(one.key))
        one.delete()
        return True
    return False


def _replace(one: Subscription, wish: Wish) -> None:
    """Nobody has confirmed what stood there: what is said now counts."""
    one.tongues, one.asked_at = wish.tongues, timezone.now()
    one.save(update_fields=["tongues", "asked_at"])
    one.bassins.set(wish.bassins)


def _may_be_mailed(one: Subscription) -> bool:
    now = timezone.now()
    same = Subscription.objects.filter(mailbox=one.mailbox, mailed_at__gt=now - DAY)
    rows = list(same.values_list("mailed_at", "mails_that_day"))
    if any(at and now - at < BETWEEN for at, _mails in rows):
        return False
    return sum(mails for _at, mails in rows) < MOST_A_DAY


def _count_mail(one: Subscription) -> None:
    now = timezone.now()
    today = one.mailed_at and now - one.mailed_at < DAY
    one.mails_that_day = one.mails_that_day + 1 if today else 1
    one.mailed_at = now
    one.save(update_fields=["mailed_at", "mails_that_day"])
