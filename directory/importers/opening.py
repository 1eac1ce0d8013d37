"""Weekly hours in a cell: « lu 9:00-12:00; ma 13:00-16:00 », day names in French, Dutch or English."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DAY = 24 * 60
LONGEST = 500
NAMES = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}
PART = re.compile(r"^([a-z]+(?:\s*[-–,/+]\s*[a-z]+)*)\.?\s*:?\s*(\d.*)$")
SPAN = re.compile(r"^(\d{1,2})(?:[:.hu](\d{2})?)?\s*(?:-|–|tot|to|à|a)\s*(\d{1,2})(?:[:.hu](\d{2})?)?\s*(?:uur)?$")


def _weekdays() -> dict[str, dict[str, int]]:
    """Each written form of a day, and the weekday it is in each language that writes it so."""
    forms: dict[str, dict[str, int]] = {}
    for language, names in NAMES.items():
        for weekday, name in enumerate(names):
            for length in (2, 3, 4, 99):
                forms.setdefault(name[:length], {})[language] = weekday
    return forms


FORMS = _weekdays()


def hours(value: Any, kind: str) -> list[dict[str, Any]]:
    """Ranges of `kind` in minutes since midnight; one that closes after midnight ends above 24 hours."""
    parts = [part.strip().lower() for part in re.split(r"[;\n]", str(value)[:LONGEST]) if part.strip()]
    matches = [(part, PART.match(part)) for part in parts]
    words = [word for _part, match in matches if match for word in re.findall(r"[a-z]+", match.group(1))]
    language = _language(words)
    found: list[dict[str, Any]] = []
    for part, match in matches:
        if match is None:
            raise ValidationError(_not_hours(part))
        for span in match.group(2).split(","):
            opens, closes = _span(span.strip())
            found += [
                {"kind": kind, "weekday": weekday, "opens": opens, "closes": closes}
                for weekday in _days(match.group(1), language)
            ]
    return found


def _language(words: list[str]) -> str:
    """The language in which every word is a day; several may do as long as they mean the same days."""
    for word in words:
        if word not in FORMS:
            raise ValidationError(_("“%(word)s” is not a day of the week.") % {"word": word[:40]})
    possible = [language for language in NAMES if all(language in FORMS[word] for word in words)]
    if not possible:
        raise ValidationError(_("The days are written in several languages: use one."))
    readings = {tuple(FORMS[word][language] for word in words) for language in possible}
    if len(readings) > 1:
        raise ValidationError(
            _("“%(word)s” is another day in French than in Dutch: write the day in full.")
            % {"word": next(w for w in words if len(set(FORMS[w].values())) > 1)}
        )
    return possible[0] if possible else "fr"


def _days(text: str, language: str) -> list[int]:
    days: list[int] = []
    for part in re.split(r"[,/+]", text):
        ends = [FORMS[word][language] for word in re.findall(r"[a-z]+", part)]
        first, last = ends[0], ends[-1]
        if len(ends) > 2:
            raise ValidationError(_not_hours(part))
        days += [day % 7 for day in range(first, (last if last >= first else last + 7) + 1)]
    return sorted(set(days))


def _span(text: str) -> tuple[int, int]:
    match = SPAN.match(text)
    if match is None:
        raise ValidationError(_not_hours(text))
    first, first_minutes, last, last_minutes = match.groups()
    opens, closes = _minutes(first, first_minutes, text), _minutes(last, last_minutes, text)
    if opens in {DAY, closes}:
        raise ValidationError(_not_hours(text))
    return opens, closes if closes > opens else closes + DAY


def _minutes(hour: str, minutes: str | None, text: str) -> int:
    value = 60 * int(hour) + int(minutes or 0)
    if value > DAY or int(minutes or 0) > 59:
        raise ValidationError(_("“%(text)s”: a day has hours from 0:00 to 24:00.") % {"text": text[:40]})
    return value


def _not_hours(part: str) -> str:
    return _("“%(text)s” are not hours: expected for example “lu 9:00-12:00; je 13:00-16:30”.") % {"text": part[:40]}
