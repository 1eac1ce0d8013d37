"""Events as iCalendar: a file for one, a feed for many. Times are Brussels' own, with the rules of its summer time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from cms.models import EventPage, Meeting

if TYPE_CHECKING:
    from icalendar import Event

BRUSSELS = ZoneInfo("Europe/Brussels")
MIMETYPE = "text/calendar"
# Since 1996 the last Sundays of March and October, all over the Union. Onsets are told in the time that ends.
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def calendar(pages: Iterable[EventPage], name: str = "", *, link: bool = False) -> bytes:
    """`link` only in the mails of those who are registered: the address of an online meeting is not public."""
    from icalendar import Calendar, Timezone  # noqa: PLC0415  9 MB that most processes never need

    made = Calendar()
    made.add("prodid", "-//Maillage//events//FR")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    if name:
        made.add("x-wr-calname", name)
        made.add("refresh-interval;value=duration", "PT6H")
    made.add_component(Timezone.from_ical(ZONE))
    for page in pages:
        made.add_component(_event(page, page.meeting, link))
    return bytes(made.to_ical())


def _event(page: EventPage, meeting: Meeting, link: bool) -> Event:
    from icalendar import Event, vText  # noqa: PLC0415  as above

    made, spoken = Event(), {"LANGUAGE": page.language}
    made.add("uid", f"{meeting.uid}@maillage")
    made.add("sequence", meeting.sequence)
    made.add("dtstamp", meeting.changed_at.astimezone(UTC))
    made.add("last-modified", meeting.changed_at.astimezone(UTC))
    made.add("dtstart", meeting.starts_at.astimezone(BRUSSELS))
    made.add("dtend", meeting.ends_at.astimezone(BRUSSELS))
    made.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    made.add("summary", vText(title(page)), parameters=spoken)
    made.add("description", vText(str(page.introduction)), parameters=spoken)
    place = str(meeting.place) or (_("Online") if meeting.link else "")
    if link and meeting.link:
        place = f"{place} – {meeting.link}" if meeting.place else meeting.link
    made.add("location", vText(place))
    if page.url:
        made.add("url", settings.SITE_ADDRESS + page.url)
    return made


def title(page: EventPage) -> str:
    """What the demo invented says so, wherever it is copied to."""
    marked = _("%(title)s (demo)") if page.meeting.is_demo else "%(title)s"
    return marked % {"title": page.title}
