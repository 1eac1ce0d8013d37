"""What people and staff do with registrations. `take_step` alone writes a state; letters go in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cms.events.lifecycle import ALIVE, RULES, State, Step
from cms.models import Meeting, Registration
from directory import notifications
from directory.models import Bassin, Category, User

AGAIN = timedelta(minutes=30)  # between two mails that somebody asks for by filling the form in again
MOST_OPEN = 5  # unconfirmed registrations of one mailbox: beyond, nobody mails it
CONFIRM, STATE, MOVED_UP, WITHDRAWN = "event_confirm", "event_state", "event_moved_up", "event_withdrawn"


class Closed(Exception):
    """This meeting takes nobody any more: over, called off, or past its deadline."""


@dataclass(frozen=True)
class Details:
    """What somebody says of herself."""

    name: str
    email: str
    organisation: str = ""
    category: Category | None = None
    bassin: Bassin | None = None
    language: str = "fr"

    def fields(self) -> dict[str, object]:
        return vars(self) | {"email": self.email.lower()}


@contextmanager
def seats_of(meeting_id: int) -> Iterator[Meeting]:
    """Nobody else counts or gives the seats of this meeting meanwhile: PostgreSQL locks its row, SQLite the file."""
    with transaction.atomic():
        yield Meeting.objects.select_for_update().get(pk=meeting_id)


def take_step(registration: Registration, step: Step) -> bool:
    """False when it is not possible (any more): the row itself is asked, not what was read before."""
    rule, now = RULES[step], timezone.now()
    written: dict[str, object] = {"state": rule.leads_to}
    if step == Step.QUEUE:
        written["queued_at"] = now
    found = Registration.objects.filter(pk=registration.pk, state__in=rule.origins).update(**written)
    if found:
        registration.state = rule.leads_to
    return bool(found)


def ask(meeting: Meeting, details: Details) -> None:
    """Somebody fills the form in. What the page answers is the same whoever she is; her mailbox learns the rest."""
    with seats_of(meeting.pk) as held:
        if not held.takes_registrations:
            raise Closed
        known = Registration.objects.filter(meeting=held, email=details.email.lower()).first()
        if known is None:
            known = Registration.objects.create(meeting=held, **details.fields())
        elif known.state in {State.UNCONFIRMED, State.CANCELLED}:
            _replace(known, details)
        _write_to(known)


def _replace(known: Registration, details: Details) -> None:
    """Nobody has confirmed what stood there, or she took it back: what is said now counts."""
    take_step(known, Step.ASK_AGAIN)
    for name, value in details.fields().items():
        setattr(known, name, value)
    known.asked_at = timezone.now()
    known.save(update_fields=[*details.fields(), "asked_at"])


def _write_to(registration: Registration) -> None:
    """A stranger's address typed again and again gets few mails."""
    now = timezone.now()
    if registration.mailed_at and now - registration.mailed_at < AGAIN:
        return
    unconfirmed = registration.state == State.UNCONFIRMED
    if unconfirmed and _open_of(registration.email) > MOST_OPEN:
        return
    registration.mailed_at = now
    registration.save(update_fields=["mailed_at"])
    tell(CONFIRM if unconfirmed else STATE, registration)


def _open_of(email: str) -> int:
    """Of the mailbox, however many names its owner may have given it."""
    mailbox = notifications.mailbox_of(email)
    local, _sign, host = mailbox.rpartition("@")
    alike = Registration.objects.filter(state=State.UNCONFIRMED, email__startswith=local, email__endswith=f"@{host}")
    return sum(notifications.mailbox_of(one) == mailbox for one in alike.values_list("email", flat=True))


def tell(kind: str, registration: Registration, expires: datetime | None = None) -> None:
    if registration.email:
        tongue = (registration.language,)
        notifications.ask(kind, to=registration.email, about=str(registration.key), languages=tongue, expires=expires)


def confirm(registration: Registration) -> None:
    """The button behind the mailed link: a seat, or a place on the waiting list."""
    with seats_of(registration.meeting_id) as meeting:
        if meeting.cancelled or meeting.has_begun:
            raise Closed
        if take_step(registration, Step.SEAT if _has_room(meeting) else Step.QUEUE):
            tell(STATE, registration)


def _has_room(meeting: Meeting) -> bool:
    """Whoever waits comes before whoever comes."""
    room = meeting.room()
    return room is None or room > meeting.registrations.waiting().count()


def cancel(registration: Registration) -> bool:
    """Her seat goes to whoever waits longest."""
    with seats_of(registration.meeting_id) as meeting:
        done = take_step(registration, Step.CANCEL)
        if done:
            fill(meeting)
    return done


def withdraw(registration: Registration, *, by: User) -> bool:
    """By staff: she learns of it, had she confirmed."""
    with seats_of(registration.meeting_id) as meeting:
        expected = registration.state in ALIVE
        done = cancel(registration)
        if done and expected and not meeting.has_begun:
            tell(WITHDRAWN, registration)
    return done


def fill(meeting: Meeting) -> int:
    """Free seats to those who wait, in their order. The caller holds the seats."""
    if meeting.cancelled or meeting.is_over:
        return 0
    room = meeting.room()
    waiting = meeting.registrations.waiting()
    moved = [one for one in (waiting if room is None else waiting[:room]) if take_step(one, Step.SEAT)]
    for one in moved:
        tell(MOVED_UP, one)
    return len(moved)


def move_up(registration: Registration, *, by: User) -> bool:
    """Staff decide, even where the seats are all taken."""
    with seats_of(registration.meeting_id):
        done = take_step(registration, Step.SEAT)
        if done:
            tell(MOVED_UP, registration)
    return done


def add_by_hand(meeting: Meeting, details: Details, *, by: User) -> Registration:
    """Somebody who telephoned, or who stands at the door: staff know her address, nobody has to confirm it."""
    with seats_of(meeting.pk) as held:
        known = Registration.objects.filter(meeting=held, email=details.email.lower()).exclude(email="").first()
        if known is None:
            known = Registration.objects.create(meeting=held, by_hand=True, **details.fields())
        elif known.state in {State.UNCONFIRMED, State.CANCELLED}:
            _replace(known, details)
        seated = held.is_over or _has_room(held)
        if take_step(known, Step.SEAT if seated else Step.QUEUE) and not held.has_begun:
            tell(STATE, known)
    return known


def tick(meeting: Meeting, present: set[int], absent: set[int], *, by: User) -> None:
    """Whoever is in neither stays as she is: somebody else may be ticking the same list."""
    with seats_of(meeting.pk):
        for one in meeting.registrations.seated().filter(pk__in=present | absent):
            take_step(one, Step.ATTEND if one.pk in present else Step.MISS)
