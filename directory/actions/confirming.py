"""What is said of a card's freshness: how much room there is, that all of it holds, how often it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.turns import one_writer
from directory.actions.writing import save, save_many
from directory.models import Confirmation, Service, User, Version

LONGEST_DAYS = 366  # « full until » a later day is a typing error
VERSIONS = {
    Confirmation.Via.APP: Version.Via.MEMBER,
    Confirmation.Via.MAIL: Version.Via.MAIL,
    Confirmation.Via.PHONE: Version.Via.PHONE,
    Confirmation.Via.STAFF: Version.Via.ADMIN,
}


def say_room(  # noqa: PLR0913  what is said in one tap
    service: Service,
    room: str,
    *,
    by: User | None,
    via: Confirmation.Via,
    until: date | None = None,
    waiting: int | None = None,
) -> None:
    """`waiting`: days; None leaves what was said before. `until` counts where it is full, and is asked there."""
    today, full = timezone.localdate(), room == Service.Room.FULL
    if room not in Service.Room.values or room == Service.Room.NOT_SAID:
        raise ValidationError({"room": _("Choose one of the answers.")})
    if full and (until is None or not today <= until <= today + timedelta(days=LONGEST_DAYS)):
        raise ValidationError({"until": _("Until which day? Today or later, within a year.")})
    values: dict[str, Any] = {
        "room": room,
        "room_until": until if full else None,
        "room_said_on": today,
        "room_said_by": by,
    }
    if waiting is not None:
        values["waiting_days"] = waiting
    _say(service, values, Confirmation.About.ROOM, by=by, via=via, note="")


def confirm(service: Service, *, by: User | None, via: Confirmation.Via, note: str = "") -> None:
    """Somebody looked at the whole card: it holds."""
    values = {"confirmed_on": timezone.localdate(), "confirmed_by": by}
    _say(service, values, Confirmation.About.CARD, by=by, via=via, note=note)


def set_rhythm(service: Service, months: int, *, by: User) -> None:
    """How often its owner wants to be asked."""
    save(service, {"rhythm_months": months}, by=by, via=Version.Via.MEMBER)


def note_confirmations(service: Service, signed: Mapping[str, Any], *, by: User) -> None:
    """What a form of the administration wrote among other things."""
    names = {"room_said_by": Confirmation.About.ROOM, "confirmed_by": Confirmation.About.CARD}
    rows = [Confirmation(service=service, about=names[name], via=Confirmation.Via.STAFF, by=by) for name in signed]
    Confirmation.objects.bulk_create(rows)


def _say(  # noqa: PLR0913  what a confirmation is
    service: Service,
    values: Mapping[str, Any],
    about: Confirmation.About,
    *,
    by: User | None,
    via: Confirmation.Via,
    note: str,
) -> None:
    """A button pressed twice says the same thing once."""
    with one_writer():
        changed = save_many([(service, values)], by=by, via=VERSIONS[via])
        same = service.confirmations.filter(about=about, via=via, by=by, note=note, at__date=timezone.localdate())
        if changed or not same.exists():
            Confirmation.objects.create(service=service, about=about, via=via, by=by, note=note)
