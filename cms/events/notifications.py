"""The mails about events. Each is written when it leaves: of a person who is gone, or a step taken back, none does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.events import actions, calendars, changing, forgetting, jobs
from cms.events.lifecycle import ALIVE, State
from cms.events.words import page_of, title
from cms.models import Registration
from directory import links, notifications
from directory.models.letters import Letter

CONFIRM_DAYS = jobs.UNCONFIRMED_DAYS
CONFIRM, CANCEL = forgetting.PURPOSES
Files = Sequence[tuple[str, bytes, str]]


def registration(key: str) -> Registration | None:
    try:
        found = Registration.objects.filter(key=UUID(key))
    except ValueError:
        return None
    return found.select_related("meeting__series").first()


def _facts(one: Registration) -> dict[str, Any]:
    """What every mail about an event says. Never the name she typed: anybody may type anything with any address."""
    meeting, page = one.meeting, page_of(one.meeting)
    address = settings.SITE_ADDRESS + page.url if page and page.live and page.url else ""
    return {"one": one, "meeting": meeting, "title": title(meeting, page), "address": address}


def _linked(view: str, purpose: str, one: Registration, days: int) -> str:
    token = links.mint(purpose, str(one.key), days=days)
    return settings.SITE_ADDRESS + reverse(f"events:{view}", args=[token])


def _cancel(one: Registration) -> str:
    """Good until the event."""
    days = max(1, (one.meeting.starts_at - timezone.now()).days + 1)
    return _linked("cancel", CANCEL, one, days)


def _to_confirm(about: str, _letter: Letter) -> dict[str, Any] | None:
    one = registration(about)
    if one is None or one.state != State.UNCONFIRMED or one.meeting.cancelled or one.meeting.has_begun:
        return None
    return _facts(one) | {"link": _linked("confirm", CONFIRM, one, CONFIRM_DAYS), "days": CONFIRM_DAYS}


def _alive(*, before: bool = True) -> Callable[[str, Letter], dict[str, Any] | None]:
    """For whoever comes or waits, while the event is still to come."""

    def context(about: str, _letter: Letter) -> dict[str, Any] | None:
        one = registration(about)
        if one is None or one.state not in ALIVE or (before and (one.meeting.cancelled or one.meeting.has_begun)):
            return None
        return _facts(one) | {"waits": one.state == State.WAITING, "cancel": _cancel(one) if before else ""}

    return context


def _withdrawn(about: str, _letter: Letter) -> dict[str, Any] | None:
    one = registration(about)
    return _facts(one) if one and one.state == State.CANCELLED else None


def _present(about: str, _letter: Letter) -> dict[str, Any] | None:
    one = registration(about)
    return _facts(one) if one and one.state == State.PRESENT else None


def _entry(about: str, letter: Letter) -> Files:
    """Who waits has nothing to write down yet, but must be able to cross out what she had."""
    one = registration(about)
    page = page_of(one.meeting, letter.languages[0]) if one else None
    if one is None or page is None or (one.state == State.WAITING and not one.meeting.cancelled):
        return []
    content = calendars.calendar([page], link=one.state != State.WAITING)
    return [(f"{one.meeting.code}.ics", content, calendars.MIMETYPE)]


def _paper(about: str, letter: Letter) -> Files:
    one = registration(about)
    if one is None:
        return []
    from cms.events.certificate import certificate  # noqa: PLC0415  what draws it weighs more than all the rest

    return [("attestation.pdf", certificate(one, letter.languages[0]), "application/pdf")]


def kinds() -> list[notifications.Kind]:
    kind, folder = notifications.Kind, "events/mail"
    return [
        kind(actions.CONFIRM, f"{folder}/confirm", _to_confirm, says=_("event: registration to confirm")),
        kind(actions.STATE, f"{folder}/state", _alive(), attachments=_entry, says=_("event: registered")),
        kind(actions.MOVED_UP, f"{folder}/moved_up", _alive(), attachments=_entry, says=_("event: a seat is free")),
        kind(actions.WITHDRAWN, f"{folder}/withdrawn", _withdrawn, says=_("event: registration withdrawn")),
        kind(jobs.REMINDER, f"{folder}/reminder", _alive(), attachments=_entry, says=_("event: reminder")),
        kind(changing.CHANGED, f"{folder}/changed", _alive(), attachments=_entry, says=_("event: changed")),
        kind(
            changing.CALLED_OFF,
            f"{folder}/called_off",
            _alive(before=False),
            attachments=_entry,
            says=_("event: called off"),
        ),
        kind(changing.ATTESTATION, f"{folder}/attestation", _present, attachments=_paper, says=_("event: attestation")),
    ]


def register() -> None:
    for kind in kinds():
        notifications.register(kind)
