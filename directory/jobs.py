"""What `manage.py worker` does for the directory: sends the mail, and forgets what has been sent for a while."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.utils import timezone

from directory import outbox, rounds, sending
from directory.actions import attesting, claims, duplicates, notes, tickets, unused
from directory.models import DeadMailbox, Letter, LinkToken, OneTimeCode, OpenSession, Round
from directory.models.letters import WAITING
from directory.refusals import Why

log = logging.getLogger("mail")
KEPT = timedelta(days=30)  # of a letter that was sent, failed or dropped: to whom and about what
DEAD = timedelta(days=365)  # afterwards a mailbox is tried anew
TURN = 0.2  # seconds of sending
LOOK_EVERY = 5.0  # seconds, while no round is leaving
LONGEST = 60.0  # seconds between two tries of a mail server that takes nothing


class Sender:
    """Sends while there is something to send; a mail server that takes nothing is left alone a second, two, four…"""

    def __init__(self, through: BaseEmailBackend | None = None) -> None:
        self.given, self.through = through, through
        self.failures, self.until, self.said = 0, 0.0, ""

    def often(self) -> bool:
        """Is there more to do at once? Some letters a turn: all other jobs look around between two turns."""
        end = time.monotonic() + TURN
        while more := self._next():
            if time.monotonic() >= end:
                break
        return more

    def _next(self) -> bool:
        if time.monotonic() < self.until:
            return False
        letter = None
        if self.through or Letter.objects.due().exists():  # an open line has just sent one: look for the next at once
            self.through = self.through or sending.carrier()
            letter = sending.take() if self.through else None
        if self.through is None or letter is None:
            self._let_go()
            return False
        reason = sending.send(letter, self.through)
        if reason and reason.relay:
            self._rest(reason)
            return False
        self.failures, self.said = 0, ""
        return True

    def nightly(self) -> None:
        before = timezone.now() - KEPT
        _delete(Letter.objects.exclude(status__in=WAITING).filter(last_updated__lt=before))
        for kept in (LinkToken, OneTimeCode):
            _delete(kept.objects.filter(expires_at__lt=timezone.now()))
        OpenSession.objects.over().delete()
        DeadMailbox.objects.filter(since__lt=timezone.now() - DEAD).delete()
        outbox.tidy(before)

    def _let_go(self) -> None:
        """Nobody keeps a server's line open for nothing; the next mail may go another way."""
        if self.through:
            self.through.close()
        self.through = self.given

    def _rest(self, reason: Why) -> None:
        """Said once, without address or answer."""
        if isinstance(self.through, sending.Relay):
            self.through.drop()
        self.through = self.given
        if reason.word != self.said:
            log.warning("The mail server fails (%s); it is tried again.", f"{reason.word} {reason.codes}".strip())
        self.said, self.until = reason.word, time.monotonic() + min(2.0**self.failures, LONGEST)
        self.failures += 1


class Rounds:
    """Asks each month, and for each campaign, whether cards are still right: a few letters at a time."""

    def __init__(self) -> None:
        self.look_at = 0.0

    def often(self) -> bool:
        """Is there more to do at once? While a round leaves, each turn: another letter may just have made room."""
        if time.monotonic() < self.look_at:
            return False
        rounds.begin_month(timezone.localtime())
        more = rounds.next_step()
        leaving = more or Round.objects.filter(done_at=None).exists()
        self.look_at = 0.0 if leaving else time.monotonic() + LOOK_EVERY
        return more

    def nightly(self) -> None:
        rounds.forget()


class Members:
    """Asks managers who still works with them, closes unused accounts, forgets claims and notes that are over."""

    def often(self) -> bool:
        return False

    def nightly(self) -> None:
        attesting.ask_managers()
        unused.look()
        claims.forget_old()
        notes.forget_old()


class Tickets:
    """Reports of errors: to Brusano after a week, and forgotten in time."""

    def often(self) -> bool:
        return False

    def nightly(self) -> None:
        tickets.pass_on_unanswered()
        tickets.forget_closed()


class Duplicates:
    """Which cards may be the same: looked for each night."""

    def often(self) -> bool:
        return False

    def nightly(self) -> None:
        duplicates.refresh()


def _delete(rows: models.QuerySet[Any]) -> None:
    """Some at a time, for nobody else writes meanwhile."""
    while ids := list(rows.values_list("pk", flat=True)[:500]):
        rows.model._base_manager.filter(pk__in=ids).delete()
