"""Values of one cell: days, yes or no, whole numbers, codes of the code lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.importers.places import folded

DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$")
ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$")
FIRST, LAST = 1900, 2100
YES = {"yes", "oui", "ja", "1", "true", "vrai", "waar", "x"}
NO = {"no", "non", "nee", "0", "false", "faux", "onwaar"}


def day(value: Any) -> str:
    """A day as ISO text, from 28/08/20, 28/08/2020, 2020-08-28 or a spreadsheet's own date."""
    if isinstance(value, datetime | date):
        found = value.date() if isinstance(value, datetime) else value
    else:
        found = _day(str(value).strip()[:40])
    if not FIRST <= found.year <= LAST:
        raise ValidationError(_("“%(value)s”: this year cannot be right.") % {"value": str(value)[:40]})
    return found.isoformat()


def _day(text: str) -> date:
    if match := DAY.match(text):
        dd, mm, year = (int(part) for part in match.groups())
    elif match := ISO_DAY.match(text):
        year, mm, dd = (int(part) for part in match.groups())
    else:
        raise ValidationError(_("“%(value)s” is not a date: expected for example 31/12/2026.") % {"value": text})
    try:
        return date(year + 2000 if year < 100 else year, mm, dd)
    except ValueError as problem:
        raise ValidationError(_("“%(value)s” does not exist in the calendar.") % {"value": text}) from problem


def past_day() -> Callable[[Any], str]:
    """Reads the same, not in the future (a day ahead is somebody's clock)."""
    latest = (timezone.localdate() + timedelta(days=1)).isoformat()

    def read(value: Any) -> str:
        found = day(value)
        if found > latest:
            raise ValidationError(_("“%(value)s” is in the future.") % {"value": str(value)[:40]})
        return found

    return read


def yes(value: Any) -> bool:
    text = folded(str(value)[:20])
    if text not in YES | NO:
        raise ValidationError(_("“%(value)s”: write yes or no.") % {"value": str(value)[:40]})
    return text in YES


def number(value: Any) -> int:
    """A whole number from 0 to 9,999."""
    text = str(value).strip().removesuffix(".0")
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise ValidationError(_("“%(value)s” is not a number from 0 to 9,999.") % {"value": text[:40]})
    return int(text)


def parts(value: Any) -> list[str]:
    """A list in a cell, separated by semicolons or line ends."""
    return [part.strip() for part in re.split(r"[;\n]", "" if value is None else str(value)) if part.strip()]


class Codes:
    """A code list: people write its code or its label, in any of the three languages."""

    def __init__(self, model: type[models.Model], names: tuple[str, ...] = ("label",)) -> None:
        self.title = str(model._meta.verbose_name_plural)
        self.codes: dict[str, str] = {}
        rows = list(model._default_manager.all())
        for row in reversed(rows):
            written = [getattr(row, f"{name}_{language}", "") for name in names for language in ("fr", "nl", "en")]
            self.codes |= {folded(text): row.code for text in written if text}  # type: ignore[attr-defined]
        self.codes |= {folded(row.code): row.code for row in rows}  # type: ignore[attr-defined]

    def one(self, value: Any) -> str:
        found = self.codes.get(folded(str(value)[:200]))
        if found is None:
            raise ValidationError(
                _("“%(value)s” is not in the list “%(list)s”.") % {"value": str(value)[:60], "list": self.title}
            )
        return found

    def several(self, value: Any) -> list[str]:
        return sorted({self.one(part) for part in parts(value)})


def choice(choices: type[models.TextChoices]) -> Callable[[Any], str]:
    """Reads a stored value or its label."""
    known = {folded(text): value for value, label in choices.choices for text in (str(value), str(label)) if value}

    def read(value: Any) -> str:
        found = known.get(folded(str(value)[:100]))
        if found is None:
            raise ValidationError(
                _("“%(value)s” is none of: %(values)s.")
                % {"value": str(value)[:60], "values": ", ".join(v for v in choices.values if v)}
            )
        return str(found)

    return read
