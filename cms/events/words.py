"""What is said of an event outside its own page: its best page, the room that is left."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cms.models import EventPage, Meeting
from directory.text import ORDER, LocalText

FEW = 5


def page_of(meeting: Meeting, language: str = "") -> EventPage | None:
    """The published page in this language; in a mail another language's is better than none, and drafts last."""
    pages = {(page.live, page.language): page for page in meeting.pages.select_related("locale", "meeting")}
    order = ORDER[(language or get_language() or "fr")[:2]]
    return next((pages[live, code] for live in (True, False) for code in order if (live, code) in pages), None)


def room(meeting: Meeting) -> str:
    """In words; empty where seats are not counted."""
    left = meeting.room()
    if left is None:
        return ""
    if not left:
        return _("Full: you can join the waiting list.")
    if left <= FEW:
        return ngettext("%(left)d seat left.", "%(left)d seats left.", left) % {"left": left}
    return _("There are seats left.")


def closed(meeting: Meeting) -> str:
    """Why nobody can register (any more); empty while they can."""
    if meeting.cancelled:
        return _("This event was called off.")
    if meeting.is_over:
        return _("This event is over.")
    if not meeting.registration_open:
        return _("There is no registration on this site for this event.")
    if meeting.has_begun:
        return _("This event has begun: it is too late to register.")
    if not meeting.takes_registrations:
        return _("The time to register is over.")
    return ""


def title(meeting: Meeting, page: EventPage | None) -> LocalText:
    return LocalText(page.title, page.language) if page else meeting.series.name
