"""What the mails of the newsletter print."""

from __future__ import annotations

import re

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.newsletter.composing import Entry, Section

register = template.Library()

# Mail programs drop style sheets: each element wears its own. The colours are those of css/tokens.css, by day.
STYLES = {
    "body": "max-width: 600px; margin: 0 auto; padding: 16px; font-family: Verdana, Arial, sans-serif; "
    "font-size: 16px; line-height: 1.5; color: #1d2b2f; background-color: #ffffff;",
    "trial": "margin: 0 0 16px; padding: 8px 12px; background-color: #fdf1d3; color: #75500a;",
    "small": "margin: 0 0 4px; color: #4a5a5e; font-size: 14px;",
    "title": "margin: 0 0 16px; font-size: 24px; line-height: 1.25; color: #07403f;",
    "text": "margin: 0 0 16px;",
    "section": "margin: 32px 0 8px; padding: 0 0 4px; border-bottom: 2px solid #0b5c5a; font-size: 20px; "
    "line-height: 1.3; color: #07403f;",
    "entry": "margin: 16px 0 0; font-size: 17px; line-height: 1.35;",
    "link": "color: #0b5c5a;",
    "foot": "margin: 32px 0 0; padding: 12px 0 0; border-top: 1px solid #e2d9c9; color: #4a5a5e; font-size: 14px;",
}


@register.simple_tag
def dress(name: str) -> SafeString:
    return format_html('style="{}"', STYLES[name])


@register.filter
def heading(section: Section) -> str:
    """« Bassin Nord », or the whole Region."""
    return str(section.bassin.name) if section.bassin else _("For the whole Region")


@register.filter
def when(entry: Entry) -> str:
    """The day of an article; day, hours and place of an event."""
    if entry.meeting is None:
        return date_format(entry.day, "DATE_FORMAT") if entry.day else ""
    begins, ends = timezone.localtime(entry.meeting.starts_at), timezone.localtime(entry.meeting.ends_at)
    hours = _("from %(begins)s to %(ends)s") % {"begins": date_format(begins, "H:i"), "ends": date_format(ends, "H:i")}
    parts = [_("Event"), f"{date_format(begins, 'l j F Y')}, {hours}"]
    if place := str(entry.meeting.place):
        parts.append(place)
    return " · ".join(parts)


@register.filter
def paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
