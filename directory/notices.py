"""What happens at somebody's organisation, told as she chose: at once, in one mail a day, or at the shared mailbox.

What guards an account or an address never waits: passwords, second factors, invitations and codes are asked for through
`notifications`. A mail of the day is one letter of the queue, due tomorrow morning, to which is added until then.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy

from directory import addressees, notifications
from directory.models import Letter, Notices, Organisation, User
from directory.models.letters import KINDS, QUEUED, NothingToSay, part

DAILY = "daily"
HOUR = 7  # of the morning
CLOSED_AT = timedelta(minutes=1)  # before it leaves: nothing is added to what a worker may be reading
SIGNATURE = "\n\nBrusano – Maillage"  # below each mail; in a mail of the day once


def tell(
    user: User, kind: str, *, about: str, organisation: Organisation | None = None, cannot_wait: bool = False
) -> None:
    """`organisation`: whose shared mailbox may read it as well as she. Where it has none, she is told after all."""
    if user.notices == Notices.DAILY and not cannot_wait:
        _add(user, kind, about)
        return
    shared = addressees.shared(organisation) if organisation and user.notices == Notices.MAILBOX else {}
    for address, language in shared.items():
        if not Letter.objects.waiting().filter(to=address, context__kind=kind, context__about=about).exists():
            languages = (language, {"fr": "nl", "nl": "fr"}[language])
            notifications.ask(kind, to=address, about=about, languages=languages)
    if not shared:
        notifications.ask(kind, to=user.email, about=about, languages=(user.language,))


def tell_at(address: str, kind: str, *, about: str, language: str) -> None:
    """Somebody who may have an account with this address, or none."""
    if user := User.objects.filter(email__iexact=address, is_active=True).first():
        tell(user, kind, about=about)
    else:
        notifications.ask(kind, to=address, about=about, languages=(language,))


def _add(user: User, kind: str, about: str) -> None:
    now = timezone.localtime()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # of two who tell her something, one begins the letter
        mine = Letter.objects.filter(
            status=QUEUED, number_of_retries=0, context__kind=DAILY, context__about=str(user.pk)
        )
        letter = mine.filter(to=user.email, scheduled_time__gt=now + CLOSED_AT).order_by("pk").first()
        if letter is None:
            at = _next_morning(now)
            letter = notifications.ask(DAILY, to=user.email, about=str(user.pk), languages=(user.language,), at=at)
        told = letter.context.get("items", [])
        if [kind, about] not in told:
            context = letter.context | {"languages": [user.language], "items": [*told, [kind, about]]}
            Letter.objects.filter(pk=letter.pk).update(context=context)


def _next_morning(now: datetime) -> datetime:
    morning = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return morning if now + CLOSED_AT < morning else morning + timedelta(days=1)


def _context(about: str, letter: Letter) -> dict[str, Any] | None:
    """What still holds of it this morning; nothing to whoever has no account any more."""
    if not User.objects.filter(pk=about, is_active=True, email__iexact=letter.address).exists():
        return None
    parts = [said for kind, of in letter.context.get("items", []) if (said := _said(letter, kind, of))]
    return {"parts": parts} if parts else None


def _said(letter: Letter, kind: str, about: str) -> tuple[str, str] | None:
    """Subject and text of one of them, as it would have been a mail of its own."""
    if kind not in KINDS:  # of an older version
        return None
    alone = Letter(pk=letter.pk, to=letter.to, context=letter.context | {"kind": kind, "about": about, "items": []})
    try:
        subject, text, _html = part(alone, KINDS[kind], get_language() or letter.languages[0])
    except NothingToSay:
        return None
    return subject, text.removeprefix(gettext("Hello,")).rpartition(SIGNATURE)[0].strip()


def register() -> None:
    words = gettext_lazy("mail of the day")
    notifications.register(notifications.Kind(DAILY, "directory/mail/daily", _context, says=words))
