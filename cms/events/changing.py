"""What staff change of a meeting, and whom that concerns."""

from __future__ import annotations

from django.utils import timezone

from cms.events.actions import fill, seats_of, tell
from cms.events.lifecycle import State
from cms.models import Meeting, Registration
from directory.models import User

CHANGED, CALLED_OFF, ATTESTATION = "event_changed", "event_called_off", "event_attestation"
# What people wrote down in their own calendars.
TOLD = ("starts_at", "ends_at", "place_fr", "place_nl", "place_en", "link")


class Overtaken(Exception):
    """Somebody else has saved this event since it was opened."""


def save(meeting: Meeting, *, by: User, since: str | None = None) -> bool:
    """Another day or place goes to everybody who comes or waits; free seats to those who wait. True if it was told.

    `since`: when the facts that she opened had last been changed.
    """
    if meeting.pk is None:
        meeting.save()
        return False
    with seats_of(meeting.pk) as before:
        if since is not None and since != before.changed_at.isoformat():
            raise Overtaken
        moved = any(getattr(before, name) != getattr(meeting, name) for name in TOLD)
        meeting.cancelled, meeting.erased_at = before.cancelled, before.erased_at
        meeting.sequence = before.sequence + moved
        meeting.changed_at = timezone.now()
        meeting.save()
        told = moved and not meeting.cancelled and not meeting.is_over
        if told:
            if before.starts_at != meeting.starts_at:
                meeting.registrations.update(reminded_days=None)
            for one in meeting.registrations.alive():
                tell(CHANGED, one)
        fill(meeting)
    return told


def call_off(meeting: Meeting, *, by: User) -> bool:
    """Once and for good: everybody who comes or waits is told, with a calendar entry that says so."""
    with seats_of(meeting.pk) as held:
        if held.cancelled or held.is_over:
            return False
        held.cancelled, held.sequence, held.changed_at = True, held.sequence + 1, timezone.now()
        held.save(update_fields=["cancelled", "sequence", "changed_at"])
        for one in held.registrations.alive():
            tell(CALLED_OFF, one)
    meeting.refresh_from_db()
    return True


def attest(meeting: Meeting, *, by: User) -> int:
    """To those who were there and have no attestation yet; how many are sent."""
    with seats_of(meeting.pk) as held:
        due = list(held.registrations.filter(state=State.PRESENT, attested_at=None).exclude(email=""))
        for one in due:
            tell(ATTESTATION, one)
        Registration.objects.filter(pk__in=[one.pk for one in due]).update(attested_at=timezone.now())
    return len(due)
