"""What is open at a moment, until when, and what comes next. Pure, over rows of hours and of exceptions.

Hours are minutes of the wall clock in Brussels, so that a change of summer time moves nothing. An exception replaces
the whole day it falls on; what opened the evening before still runs past midnight. Several exceptions on a day add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.text import LocalText

DAY = 24 * 60
KINDS = ("walk_in", "telephone", "appointment")  # the easiest way in first
WEEK = 7


class WeeklyHours(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def weekday(self) -> int: ...
    @property
    def opens(self) -> int: ...
    @property
    def closes(self) -> int: ...


class Weekly(NamedTuple):
    kind: str
    weekday: int
    opens: int
    closes: int


class Exceptional(Protocol):
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def kind(self) -> str: ...
    @property
    def opens(self) -> int | None: ...
    @property
    def closes(self) -> int | None: ...


class Range(NamedTuple):
    """A stretch of one kind, in minutes since the midnight that began the day asked about."""

    kind: str
    opens: int
    closes: int

    @property
    def words(self) -> str:
        return _range_words(get_language(), self.kind, self.opens, self.closes)


@dataclass(frozen=True)
class Coming:
    """An exception that is not over yet, in words."""

    days: str
    words: str
    note: LocalText


@dataclass(frozen=True)
class OpenNow:
    """Open in this way `until` a wall-clock time; without one it never closes within a week."""

    kind: str
    until: datetime | None

    @property
    def words(self) -> str:
        return _until_words(self.kind, self.until)


@dataclass(frozen=True)
class Next:
    """The next way in, at a wall-clock time."""

    kind: str
    at: datetime
    today: date

    @property
    def words(self) -> str:
        return _("Next: %(kind)s, %(when)s") % {"kind": kind_words(self.kind), "when": when(self.at, self.today)}


@dataclass(frozen=True)
class State:
    """`known` is false when nobody stated any hours: then nothing is said about being open or closed."""

    known: bool
    open: tuple[OpenNow, ...] = ()
    next: Next | None = None


@dataclass(frozen=True)
class Day:
    """One line of the week: its ranges, whether it is today, and whether an exception rules it."""

    weekday: int
    name: str
    ranges: tuple[Range, ...]
    today: bool
    exceptional: bool


def open_at(hours: Iterable[WeeklyHours], exceptions: Iterable[Exceptional], moment: datetime) -> State:
    """The state at an aware moment."""
    hours, exceptions = list(hours), list(exceptions)
    if not hours and not any(row.opens is not None for row in exceptions):
        return State(known=False)
    local = timezone.localtime(moment)
    today, minute = local.date(), local.hour * 60 + local.minute
    ranges = _joined(_around(hours, exceptions, today))
    now = {r.kind: r for r in ranges if r.opens <= minute < r.closes}
    if now:
        return State(True, tuple(OpenNow(kind, _end(now[kind], today)) for kind in KINDS if kind in now))
    later = min((r for r in ranges if r.opens > minute), key=lambda r: (r.opens, KINDS.index(r.kind)), default=None)
    return State(True, (), Next(later.kind, _wall(today, later.opens), today) if later else None)


def week(hours: Iterable[WeeklyHours], exceptions: Iterable[Exceptional], today: date) -> list[Day]:
    """Monday to Sunday of the usual week; today's line follows today's exceptions."""
    usual, exceptions = _by_weekday(hours), list(exceptions)
    days = []
    for weekday in range(WEEK):
        is_today = weekday == today.weekday()
        special = [e for e in exceptions if is_today and e.starts_on <= today <= e.ends_on]
        ranges = _special(special) if special else usual[weekday]
        days.append(
            Day(weekday, str(WEEKDAYS[weekday]), tuple(sorted(ranges, key=_by_opening)), is_today, bool(special))
        )
    return days


def coming(exceptions: Iterable[Any], today: date) -> list[Coming]:
    """Exceptions that are not over yet."""
    return [Coming(_days(row), _hours_words(row), row.note) for row in exceptions if row.ends_on >= today]


# Words ----------------------------------------------------------------------------------------------------------------


def clock(minutes: int) -> str:
    """A time of day the way the reader writes it; 24:00 is midnight."""
    hour, minute = divmod(minutes % DAY or (DAY if minutes else 0), 60)
    if hour == 24:
        return _("midnight")
    if not minute:
        return _("%(hour)s:00") % {"hour": hour}
    return _("%(hour)s:%(minute)s") % {"hour": hour, "minute": f"{minute:02d}"}


def span(opens: int, closes: int) -> str:
    if closes - opens >= DAY:
        return _("day and night")
    return _("%(opens)s to %(closes)s") % {"opens": clock(opens), "closes": clock(closes)}


def kind_words(kind: str) -> str:
    if kind == "walk_in":
        return _("without appointment")
    return _("by telephone") if kind == "telephone" else _("by appointment")


@lru_cache(maxsize=4096)
def _range_words(_language: str | None, kind: str, opens: int, closes: int) -> str:
    """Kept, since a week repeats itself and so do most services."""
    return f"{span(opens, closes)} {kind_words(kind)}"


def when(at: datetime, today: date) -> str:
    hour = clock(at.hour * 60 + at.minute)
    if at.date() == today:
        return _("today at %(time)s") % {"time": hour}
    if at.date() == today + timedelta(days=1):
        return _("tomorrow at %(time)s") % {"time": hour}
    return _("%(day)s at %(time)s") % {"day": date_format(at, "l"), "time": hour}


def _days(row: Exceptional) -> str:
    last = date_format(row.ends_on, "j F Y")
    if row.starts_on == row.ends_on:
        return last
    return _("%(first)s to %(last)s") % {"first": date_format(row.starts_on, "j F"), "last": last}


def _hours_words(row: Exceptional) -> str:
    if row.opens is None or row.closes is None:
        return _("closed")
    return Range(row.kind, row.opens, row.closes).words


def _until_words(kind: str, until: datetime | None) -> str:
    if until is None:
        return _always_words(kind)
    if kind == "walk_in":
        sentence = _("Open without appointment until %(time)s")
    elif kind == "telephone":
        sentence = _("Answers the phone until %(time)s")
    else:
        sentence = _("Receives by appointment until %(time)s")
    return sentence % {"time": clock(until.hour * 60 + until.minute or DAY)}


def _always_words(kind: str) -> str:
    if kind == "walk_in":
        return _("Open day and night, without appointment")
    return _("Answers the phone day and night") if kind == "telephone" else _("Receives day and night, by appointment")


# Minutes --------------------------------------------------------------------------------------------------------------


def _around(hours: list[Any], exceptions: list[Any], today: date) -> Iterator[Range]:
    """The ranges of yesterday (they may run past midnight) and of the week to come."""
    usual = _by_weekday(hours)
    for offset in range(-1, WEEK + 1):
        day = today + timedelta(days=offset)
        special = [e for e in exceptions if e.starts_on <= day <= e.ends_on]
        for r in _special(special) if special else usual[day.weekday()]:
            yield Range(r.kind, r.opens + offset * DAY, r.closes + offset * DAY)


def _by_weekday(hours: Iterable[Any]) -> dict[int, list[Range]]:
    found: dict[int, list[Range]] = {weekday: [] for weekday in range(WEEK)}
    for row in hours:
        found[row.weekday].append(Range(row.kind, row.opens, row.closes))
    return found


def _special(exceptions: Iterable[Any]) -> list[Range]:
    return [Range(e.kind, e.opens, e.closes) for e in exceptions if e.opens is not None]


def _joined(ranges: Iterable[Range]) -> list[Range]:
    """Ranges of one kind that touch become one, so that « until » is when it really closes."""
    found: list[Range] = []
    for r in sorted(ranges, key=lambda r: (r.kind, r.opens)):
        last = found[-1] if found else None
        if last and last.kind == r.kind and r.opens <= last.closes:
            found[-1] = Range(r.kind, last.opens, max(last.closes, r.closes))
        else:
            found.append(r)
    return found


def _by_opening(r: Range) -> tuple[int, int]:
    return r.opens, KINDS.index(r.kind)


def _end(r: Range, today: date) -> datetime | None:
    return None if r.closes > WEEK * DAY else _wall(today, r.closes)


def _wall(today: date, minutes: int) -> datetime:
    """A wall-clock time without zone: it is only shown."""
    return datetime.combine(today, time()) + timedelta(minutes=minutes)
