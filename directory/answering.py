"""Help lines as they are at a moment: who answers now, who opens when, and in which order people are told of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from directory.hours import DAY, State, Weekly, open_at, when
from directory.models import HelpLine, Theme

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
# What the hours of help lines are written in: « 24/7 », « Mo-Fr 09:00-17:00; Sa 10:00-12:00 ».
RULE = re.compile(rf"({'|'.join(DAYS)})(?:-({'|'.join(DAYS)}))? (\d\d):(\d\d)-(\d\d):(\d\d)")
MOST, SAFETY = 3, "safety"


@dataclass(frozen=True)
class Answering:
    """A line, and whether somebody answers; nothing is said of it when its hours are not known."""

    line: HelpLine
    state: State
    today: datetime
    spoken: bool

    @property
    def open(self) -> bool:
        return bool(self.state.open)

    @property
    def always(self) -> bool:
        return self.open and self.state.open[0].until is None

    @property
    def told(self) -> bool:
        """Do its hours say whether somebody answers?"""
        return self.open or bool(self.state.next)

    @property
    def words(self) -> str:
        """« Répond au téléphone jusqu’à 19 h », « ouvre lundi à 9 h », or that nobody knows."""
        if self.open:
            return self.state.open[0].words
        if self.state.next:
            return _("opens %(when)s") % {"when": when(self.state.next.at, self.today.date())}
        return _("Hours not known")


def answering(language: str, now: datetime | None = None) -> list[Answering]:
    """The lines for today. Those of the reader's language come first, and of them those that always answer."""
    lines = HelpLine.objects.filter(active=True, answers_today=True).prefetch_related("languages")
    found = _at(lines, language, now or timezone.localtime())
    return sorted(found, key=lambda one: (not one.spoken, not one.always, one.line.sort))


def about(themes: Collection[str], language: str, now: datetime | None = None, most: int = MOST) -> list[Answering]:
    """The lines for these needs: those that answer now first, of them those in the reader's language.

    Where she is in danger and none of them answers at this moment, those the first that always does stands before them.
    """
    if not themes:
        return []
    lines = HelpLine.objects.filter(active=True, themes__code__in=themes).distinct().prefetch_related("languages")
    found = _at(lines, language, now or timezone.localtime())
    found = sorted(found, key=lambda one: (not one.open, not one.spoken, one.line.sort))[:most]
    if any(one.open for one in found) or not Theme.objects.filter(code__in=themes, group__code=SAFETY).exists():
        return found
    always = [one for one in answering(language, now) if one.always]
    return [*always[:1], *found][:most]


def by_kind(language: str, now: datetime | None = None) -> list[tuple[str, list[Answering]]]:
    """Every line under its kind; of the reader's language first, then those that answer now."""
    found = _at(
        HelpLine.objects.filter(active=True).prefetch_related("languages"), language, now or timezone.localtime()
    )
    found.sort(key=lambda one: (not one.spoken, not one.open, one.line.sort))
    groups = [(str(kind.label), [one for one in found if one.line.kind == kind]) for kind in HelpLine.Kind]
    return [(label, lines) for label, lines in groups if lines]


def _at(lines: Iterable[HelpLine], language: str, now: datetime) -> list[Answering]:
    return [Answering(line, open_at(weekly(line.hours_osm), (), now), now, spoken(line, language)) for line in lines]


def spoken(line: HelpLine, language: str) -> bool:
    """A line that names no language, as 112, answers in all of them."""
    codes = [one.code for one in line.languages.all()]
    return not codes or language in codes


def weekly(text: str) -> list[Weekly]:
    """Nothing for what cannot be read: then the hours are not known."""
    if text.strip() == "24/7":
        return [Weekly("telephone", day, 0, DAY) for day in range(7)]
    found: list[Weekly] = []
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        read = RULE.fullmatch(rule)
        if not read:
            return []
        first, last, *times = read.groups()
        opens, closes = (int(times[i]) * 60 + int(times[i + 1]) for i in (0, 2))
        days = range(DAYS.index(first), DAYS.index(last or first) + 1)
        found += [Weekly("telephone", day, opens, closes if closes > opens else closes + DAY) for day in days]
    return found
