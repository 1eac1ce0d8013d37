"""Small pieces that every page prints: icons, text in its language, telephone numbers, ages in words."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache

import phonenumbers
from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from directory.hours import clock
from directory.text import LocalText

register = template.Library()
SCRIPTS = {"module": '<script type="module" src="{}"></script>', "defer": '<script src="{}" defer></script>'}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of the sprite, hidden from readers: words always stand beside it."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name)


@register.simple_tag
@cache
def script(name: str, how: str = "module") -> SafeString:
    """A script of static/. Kept: `static` works its address out each time."""
    return format_html(SCRIPTS[how], static(name))


@register.simple_tag
def local(text: str) -> str:
    """A LocalText, inside its own `lang` when that is not the page's."""
    if isinstance(text, LocalText) and text.foreign:
        return format_html('<span lang="{}">{}</span>', text.lang, str(text))
    return text


@register.filter(expects_localtime=True)
def on_day(value: datetime, form: str = "l j F Y") -> str:
    """A day in words; the first of a month is « 1er » in French, which Django's formats do not know."""
    text = date_format(value, form)
    french = value.day == 1 and (get_language() or "fr").startswith("fr")
    return re.sub(r"(?<!\d)1(?= \D)", "1er", text, count=1) if french else text


@register.filter(expects_localtime=True)
def at_time(value: datetime) -> str:
    """« 12 h », « 12.00 uur »: as opening hours are written."""
    return clock(value.hour * 60 + value.minute)


@register.filter
@lru_cache(maxsize=4096)
def phone(value: str) -> str:
    """E.164 the way Belgians write it; foreign numbers the international way; anything else as it is."""
    try:
        number = phonenumbers.parse(value, "BE")
    except phonenumbers.NumberParseException:
        return value
    national = number.country_code == 32
    kind = phonenumbers.PhoneNumberFormat
    written = phonenumbers.format_number(number, kind.NATIONAL if national else kind.INTERNATIONAL)
    return _grouped(written) if national and " " not in written else written


@register.filter
def tel(value: str) -> str:
    """The address that calls a number, E.164 or short, however it is grouped."""
    return "tel:" + "".join(sign for sign in value if sign.isdigit() or sign == "+")


def _grouped(digits: str) -> str:
    """What the library does not know how to group (demo numbers): 02 000 12 34."""
    return f"{digits[:2]} {digits[2:5]} {digits[5:7]} {digits[7:]}".strip() if len(digits) == 9 else digits


@register.simple_tag
def ago(day: date) -> str:
    """How long ago a day is, in words."""
    days = (timezone.localdate() - day).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 60:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    if days < 730:
        return ngettext("%(count)s month ago", "%(count)s months ago", days // 30) % {"count": days // 30}
    return ngettext("%(count)s year ago", "%(count)s years ago", days // 365) % {"count": days // 365}
