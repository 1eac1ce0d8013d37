"""The one door for mail: whoever has something to tell asks here for a letter, and `manage.py worker` sends it.

A letter is asked for in the caller's transaction: it leaves if, and only if, what it tells has happened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone, translation
from post_office.models import PRIORITY

from directory.models.letters import KINDS, LIBRARY, QUEUED, REQUEUED, DeadMailbox, Kind, Letter

__all__ = ["Kind", "again", "ask", "forget", "is_dead", "mark_dead", "register", "revive", "waiting", "when_dead"]

_listeners: list[Callable[[str], None]] = []


def register(kind: Kind) -> None:
    """From `AppConfig.ready()`: the worker must know every kind that a page may ask for."""
    if KINDS.setdefault(kind.name, kind) != kind:
        raise ValueError(f"Two kinds of mail are called {kind.name}.")


def ask(  # noqa: PLR0913  what a letter is
    kind: str,
    *,
    to: str,
    about: str,
    languages: Sequence[str] = ("fr",),
    at: datetime | None = None,
    expires: datetime | None = None,
) -> Letter:
    """A letter of this kind about what has this public key; one language for a person, both for a shared mailbox."""
    if unknown := set(languages) - set(dict(settings.LANGUAGES)):
        raise ValueError(f"No mail is written in {', '.join(unknown)}.")
    return _queued(
        to,
        priority=getattr(PRIORITY, KINDS[kind].priority),
        scheduled_time=at or timezone.now(),
        expires_at=expires,
        context={"kind": kind, "about": about, "languages": list(languages)},
    )


class QueueBackend(BaseEmailBackend):
    """Django's way out, for libraries that send mail by themselves: it leads into the queue as well."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
            alternatives = getattr(message, "alternatives", [])
            for to in message.recipients():
                _queued(
                    to,
                    priority=PRIORITY.medium,
                    scheduled_time=timezone.now(),
                    subject=" ".join(str(message.subject).split()),
                    message=message.body,
                    html_message=next((text for text, kind in alternatives if kind == "text/html"), ""),
                    context={"kind": LIBRARY, "about": "", "languages": [language]},
                )
        return len(email_messages)


def _queued(to: str, **fields: Any) -> Letter:
    letter: Letter = Letter.objects.create(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        status=QUEUED,
        message_id=f"<{uuid4()}@{settings.RETURN_MAIL.rpartition('@')[2]}>",
        number_of_retries=0,
        **fields,
    )
    return letter


def forget(to: str = "", about: str = "") -> int:
    """Removes letters, waiting or sent, to an address or about something (or both); how many they were."""
    if not to and not about:
        raise ValueError("Say to whom, or about what.")
    found = Letter.objects.all()
    if to:
        found = found.filter(to__iexact=to)
    if about:
        found = found.filter(context__about=about)
    count = len(ids := list(found.values_list("pk", flat=True)))
    Letter.objects.filter(pk__in=ids).delete()
    return count


def again(number: int | None = None) -> int:
    """Those that did not leave (or the one with this number) begin anew, unless what they say is over; how many."""
    found = Letter.objects.failed().exclude(expires_at__lte=timezone.now())
    if number is not None:
        found = found.filter(pk=number)
    now = timezone.now()
    return int(found.update(status=QUEUED, scheduled_time=now, number_of_retries=0, last_updated=now))


def waiting() -> tuple[int, datetime | None]:
    """How many should have left by now, and since when the first of them."""
    now = timezone.now()
    late = Letter.objects.waiting().filter(Q(status=REQUEUED) | Q(scheduled_time__lte=now))
    new = Letter.objects.filter(status=QUEUED, scheduled_time__lte=now).aggregate(since=Min("scheduled_time"))
    tried = Letter.objects.filter(status=REQUEUED).aggregate(since=Min("logs__date"))
    return late.count(), min(filter(None, [new["since"], tried["since"]]), default=None)


def mailbox_of(address: str) -> str:
    """Where it is read: what stands behind a + is the owner's own mark, and anybody may invent a thousand of them."""
    local, _sign, host = address.lower().rpartition("@")
    return f"{local.partition('+')[0] or local}@{host}"


def is_dead(address: str) -> bool:
    """Does mail to this address come back?"""
    return DeadMailbox.objects.filter(address=address.strip().lower()).exists()


def when_dead(listener: Callable[[str], None]) -> None:
    """Called with the address (in small letters) once it is found dead, in the same transaction."""
    if listener not in _listeners:
        _listeners.append(listener)


def mark_dead(address: str, reason: str = "") -> None:
    address = address.strip().lower()
    with transaction.atomic():
        _row, new = DeadMailbox.objects.get_or_create(address=address, defaults={"reason": reason})
        if new:
            for listener in _listeners:
                listener(address)


def revive(address: str) -> None:
    """Somebody says that it works again."""
    DeadMailbox.objects.filter(address=address.strip().lower()).delete()
