"""A record's JSON values as people read them: labels of fields, words for codes, hours and days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.actions.shape import Shape, shape_of
from directory.forms.lists import Lists
from directory.identifiers import show_phone
from directory.models import Organisation, Service, Site, User

RECORDS = (Organisation, Site, Service)
TIMES = {"opens", "closes"}
LONGEST = 400


class Reader:
    """Reads the values of one model; the code lists are read once."""

    def __init__(self, model: type[models.Model], lists: Lists | None = None) -> None:
        self.shape, self.lists = shape_of(model), lists or Lists()
        self._names: dict[tuple[type[models.Model], str], str] = {}

    def label(self, name: str) -> str:
        if name in self.shape.children:
            return capfirst(str(self.shape.children[name].model._meta.verbose_name_plural))
        return _label(self.shape, name)

    def text(self, name: str, value: Any) -> str:
        """One line; « — » for nothing."""
        if name in self.shape.children:
            return "\n".join(self._child(self.shape.children[name], row) for row in value or ()) or "—"
        return self._value(self.shape, name, value)[:LONGEST] or "—"

    def _child(self, shape: Shape, row: dict[str, Any]) -> str:
        if "weekday" in row:
            return _("%(day)s %(opens)s–%(closes)s, %(kind)s") % {
                "day": WEEKDAYS_ABBR[row["weekday"]],
                "opens": _time(row["opens"]),
                "closes": _time(row["closes"]),
                "kind": self._value(shape, "kind", row["kind"]),
            }
        shown = (self._value(shape, name, value) for name, value in row.items() if name != "sort")
        return ", ".join(text for text in shown if text)

    def _value(self, shape: Shape, name: str, value: Any) -> str:
        if value in (None, "", []):
            return ""
        if name in TIMES:
            return _time(value)
        if name in shape.sets:
            return ", ".join(self._codes(shape.sets[name].related_model, value))
        if name in shape.links:
            return next(iter(self._codes(shape.links[name].related_model, [value])))
        return _plain(shape.plain.get(name), value)

    def _codes(self, model: type[models.Model], codes: Iterable[str]) -> list[str]:
        if model in RECORDS or model is User:
            return [self._record(model, code) for code in codes]
        return [self.lists.label(model, code) for code in codes]

    def _record(self, model: type[models.Model], code: str) -> str:
        if (model, code) not in self._names:
            found = model._default_manager.filter(**{"pk" if model is User else "code": code}).first()
            self._names[model, code] = str(found or code)
        return self._names[model, code]


def _label(shape: Shape, name: str) -> str:
    known: dict[str, Any] = {**shape.plain, **shape.links, **shape.sets}
    return str(capfirst(known[name].verbose_name)) if name in known else name


def _plain(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField) and isinstance(value, str):
        return formats.date_format(day, "DATE_FORMAT") if (day := parse_date(value)) else value
    if field is not None and field.name == "value" and str(value).startswith("+"):
        return show_phone(value)
    return str(value)


def _time(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}" if minutes != 24 * 60 else "24:00"
