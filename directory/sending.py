"""One letter at a time: taken, written, handed to the mail server, written down.

Who takes a letter moves its time a while ahead: no other worker sends it meanwhile, and if this one is killed it is due
again afterwards, with the same Message-ID. So a mail arrives twice at most once for each kill, and is never lost.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Timer
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F
from django.utils import timezone
from post_office.models import Log

from directory.models import Service
from directory.models.letters import DROPPED, FAILED, REQUEUED, SENT, WAITING, Letter, NothingToSay
from directory.notifications import is_dead, mark_dead
from directory.outbox import FolderBackend
from directory.refusals import Why, why

LONGEST = 120.0  # seconds for handing over one mail, whatever the server does
HELD = timedelta(minutes=5)  # a letter is its worker's; more than LONGEST
FIRST, LAST = timedelta(minutes=1), timedelta(hours=4)  # between two tries: four times longer each time, at most LAST
TRIES = 22  # in three days


class Relay(EmailBackend):
    """The mail server, kept open from one letter to the next, and let go of when it fails."""

    _partial_connection: Any  # Django's, while it is being opened

    def drop(self) -> None:
        """Without a farewell, for which a silent server would let us wait."""
        for one in (self.connection, self._partial_connection):
            with suppress(Exception):  # whatever it was
                if one is not None:
                    one.close()
        self.connection = self._partial_connection = None

    def close(self) -> None:
        with suppress(OSError):
            super().close()
        self.drop()

    def hang_up(self) -> None:
        """From another thread: what waits for the server finds the line dead."""
        for one in (self.connection, self._partial_connection):
            with suppress(Exception):
                if one is not None and one.sock is not None:
                    one.sock.shutdown(2)


def carrier() -> BaseEmailBackend | None:
    """Demo mail never leaves; without a mail server other mail waits."""
    if Service.objects.demo().exists():
        return FolderBackend()
    return Relay() if settings.RELAY else None


def fault(seconds: int = 5) -> Why | None:
    """Does the mail server open to us, and know us? Asked by doctor: nothing is sent."""
    through = Relay(timeout=seconds)
    try:
        through.open()
    except Exception as error:  # noqa: BLE001  whatever it is, it is told
        return why(error)
    finally:
        through.drop()
    return None


def take() -> Letter | None:
    """The next letter, for ourselves."""
    while found := _first():
        until = timezone.now() + HELD
        same = Letter.objects.filter(pk=found.pk, status__in=WAITING, scheduled_time=found.scheduled_time)
        if same.update(scheduled_time=until, number_of_retries=F("number_of_retries") + 1, last_updated=timezone.now()):
            found.scheduled_time, found.number_of_retries = until, found.number_of_retries + 1
            return found
    return None


def _first() -> Letter | None:
    found: Letter | None = Letter.objects.due().first()
    return found


def send(letter: Letter, through: BaseEmailBackend) -> Why | None:
    """Why it did not leave, and `None` if it did or has no reason to."""
    if reason := _pointless(letter):
        _fail(letter, reason)
        return reason
    try:
        letter.email_message()
        _hand_over(letter, through)
    except NothingToSay:
        _write_down(letter, status=DROPPED)
        return None
    except Exception as error:  # noqa: BLE001  a template, a mail server, the network: each is told to staff
        reason = why(error)
        _fail(letter, reason)
        if reason.gone:  # last: whoever listens may fail, and this letter is done with
            mark_dead(letter.address, reason.codes)
        return reason
    _write_down(letter, status=SENT)
    return None


def delay(tries: int) -> timedelta:
    """After so many tries."""
    factor: int = 4 ** min(tries - 1, 10)
    return min(FIRST * factor, LAST)


def _pointless(letter: Letter) -> Why | None:
    if letter.expires_at and letter.expires_at <= timezone.now():
        return Why("expired", for_good=True)
    if is_dead(letter.address):
        return Why("dead", for_good=True)
    if letter.number_of_retries > TRIES:  # of which none came to an end
        return Why("killed", for_good=True)
    return None


def _hand_over(letter: Letter, through: BaseEmailBackend) -> None:
    timer = Timer(LONGEST, through.hang_up) if isinstance(through, Relay) else None
    if timer:
        timer.daemon = True
        timer.start()
    try:
        through.open()
        letter.dispatch(commit=False, disconnect_after_delivery=False, connection=through)
    finally:
        if timer:
            timer.cancel()


def _fail(letter: Letter, reason: Why) -> None:
    given_up = reason.for_good or letter.number_of_retries >= TRIES
    next_time: datetime = timezone.now() + delay(letter.number_of_retries)
    if given_up:
        _write_down(letter, reason, status=FAILED)
    else:
        _write_down(letter, reason, status=REQUEUED, scheduled_time=next_time)


def _write_down(letter: Letter, reason: Why | None = None, **fields: Any) -> None:
    """What a library wrote itself (its text had to wait in the row) is erased as soon as it is sent."""
    if fields["status"] in {SENT, DROPPED}:
        fields |= {"subject": "", "message": "", "html_message": ""}

    def write() -> None:
        kept = Letter.objects.filter(pk=letter.pk).update(last_updated=timezone.now(), **fields)
        if kept and reason:  # it may have been forgotten meanwhile
            Log.objects.create(email_id=letter.pk, status=FAILED, exception_type=reason.word, message=reason.codes)

    _insist(write)


def _insist(write: Callable[[], None]) -> None:
    """What left and is not written down would leave again: a locked or restarted database is asked some times."""
    for pause in (0.2, 1, 5, 15):
        try:
            return write()
        except (OperationalError, InterfaceError):
            if not connection.in_atomic_block:
                connection.close()
            time.sleep(pause)
    return write()
