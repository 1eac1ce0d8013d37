"""How old what a card says is: its room decays, its confirmation has a rhythm. Pure: service and day in, words out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

SURE_DAYS, DOUBTFUL_DAYS = 30, 60
RHYTHMS = (1, 3, 6, 12)  # months between two confirmations
WEEKS_FROM = 14  # days: « 7 weeks ago » says more than « 52 days ago »


class Card(Protocol):
    """What this module reads of a service."""

    room: str
    room_until: date | None
    room_said_on: date | None
    confirmed_on: date | None
    rhythm_months: int


class RoomState(models.TextChoices):
    """What is shown. The first four are stored, the last two come with age."""

    OPEN = "open", gettext_lazy("Has room")
    FEW = "few", gettext_lazy("Few places left")
    FULL = "full", gettext_lazy("Full until %(date)s")
    BY_RIGHT = "by_right", gettext_lazy("Must see everyone")
    TO_CONFIRM = "to_confirm", gettext_lazy("Room to be confirmed")
    UNKNOWN = "unknown", gettext_lazy("Room not known")


@dataclass(frozen=True)
class Room:
    """The room of a service on a day; `days` is the age of what was said."""

    state: RoomState
    days: int | None
    until: date | None = None

    @property
    def label(self) -> str:
        return self.state.label % {"date": _day(self.until)} if self.until else str(self.state.label)

    @property
    def age(self) -> str:
        """« confirmed 4 days ago »; empty where age does not matter or nothing was said."""
        if self.days is None or self.state is RoomState.BY_RIGHT:
            return ""
        if not self.is_known:
            return _("last confirmed %(ago)s") % {"ago": ago(self.days)}
        return _("confirmed %(ago)s") % {"ago": ago(self.days)}

    @property
    def is_known(self) -> bool:
        """Nobody has to ask again."""
        return self.state not in {RoomState.TO_CONFIRM, RoomState.UNKNOWN}

    @property
    def has_room(self) -> bool:
        return self.state not in {RoomState.FULL, RoomState.UNKNOWN}


class Confirmed(models.TextChoices):
    FRESH = "fresh", gettext_lazy("Card confirmed on %(date)s")
    DUE = "due", gettext_lazy("Card confirmed on %(date)s, to be confirmed again")
    OLD = "old", gettext_lazy("Not confirmed since %(date)s")
    NEVER = "never", gettext_lazy("Card never confirmed")


@dataclass(frozen=True)
class Confirmation:
    """The freshness badge of a card."""

    state: Confirmed
    on: date | None

    @property
    def label(self) -> str:
        return self.state.label % {"date": _day(self.on)} if self.on else str(self.state.label)


def room_state(service: Card, today: date) -> Room:
    """Sure for 30 days after it was said, to be confirmed until 60, then not known. A right never decays; « full »
    holds until the day that it names, however long ago that was said, and no day longer."""
    said = service.room_said_on
    days = max(0, (today - said).days) if said else None
    if service.room == RoomState.BY_RIGHT:
        return Room(RoomState.BY_RIGHT, days)
    if service.room == RoomState.FULL:
        over = service.room_until is None or service.room_until < today
        return Room(RoomState.UNKNOWN, days) if over else Room(RoomState.FULL, days, service.room_until)
    if not service.room or days is None or days > DOUBTFUL_DAYS:
        return Room(RoomState.UNKNOWN, days)
    return Room(RoomState(service.room) if days <= SURE_DAYS else RoomState.TO_CONFIRM, days)


def confirmation(service: Card, today: date) -> Confirmation:
    """Fresh within the owner's rhythm, due for one more, then old."""
    on = service.confirmed_on
    if on is None:
        return Confirmation(Confirmed.NEVER, None)
    if today <= months_after(on, service.rhythm_months):
        return Confirmation(Confirmed.FRESH, on)
    return Confirmation(Confirmed.DUE if today <= months_after(on, 2 * service.rhythm_months) else Confirmed.OLD, on)


def overdue(today: date) -> models.Q:
    """Which services are not fresh that day: never confirmed, or longer ago than their own rhythm."""
    late = models.Q(confirmed_on=None)
    for months in RHYTHMS:
        late |= models.Q(rhythm_months=months, confirmed_on__lt=_first_fresh(today, months))
    return late


def _first_fresh(today: date, months: int) -> date:
    """The earliest day whose confirmation still holds: where the month of back then is shorter, the day after it."""
    day = months_after(today, -months)
    return day if today <= months_after(day, months) else day + timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


def ago(days: int) -> str:
    """An age in words."""
    if days < 2:
        return _("yesterday") if days else _("today")
    if days < WEEKS_FROM:
        return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}
    if days < DOUBTFUL_DAYS:
        weeks = days // 7
        return ngettext("%(weeks)s week ago", "%(weeks)s weeks ago", weeks) % {"weeks": weeks}
    months = days // 30
    return ngettext("%(months)s month ago", "%(months)s months ago", months) % {"months": months}


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
