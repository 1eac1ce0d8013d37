"""Two people at the facts of one event: the second sees what the first saved, and loses nothing of what she typed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.models import Meeting
from directory.forms.conflicts import Merge, merge

SINCE = "changed_at"


@dataclass(frozen=True)
class Opened:
    """The facts as they stood when the form was opened: it carries them, and brings them back."""

    facts: dict[str, Any]

    @classmethod
    def now(cls, meeting: Meeting, names: Iterable[str]) -> Opened:
        return cls({SINCE: meeting.changed_at.isoformat(), **_plain_facts(facts(meeting, names))})

    @classmethod
    def brought(cls, text: str) -> Opened:
        """What anybody may have posted."""
        try:
            said = json.loads(text)
        except ValueError:
            said = None
        return cls(said if isinstance(said, dict) else {})

    @property
    def since(self) -> str:
        return str(self.facts.get(SINCE, ""))

    def __str__(self) -> str:
        return json.dumps(self.facts)


def facts(meeting: Meeting, names: Iterable[str]) -> dict[str, Any]:
    return {name: list(meeting.bassins.all()) if name == "bassins" else getattr(meeting, name) for name in names}


def merged(typed: Mapping[str, Any], now: Mapping[str, Any], opened: Opened) -> tuple[dict[str, Any], Merge]:
    """What the form shows again: hers where she typed, else theirs."""
    plain_now = _plain_facts(now)
    found = merge(_plain_facts(typed), plain_now, [opened.facts])
    hers = {name for name, value in found.values.items() if value != plain_now[name]}
    return {name: typed[name] if name in hers else now[name] for name in typed}, found


def differences(form: Any, typed: Mapping[str, Any], now: Mapping[str, Any], found: Merge) -> list[dict[str, str]]:
    """Field by field, in words: both versions, and nothing beside theirs where she changed nothing."""
    return [
        {
            "label": str(form.fields[name].label),
            "theirs": _words(form.fields[name], now[name]),
            "mine": _words(form.fields[name], typed[name]) if name in found.both else "",
        }
        for name in (*found.theirs, *found.both)
    ]


def _plain_facts(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    """As JSON keeps it, however a form or a row says it. To the minute: the form asks no more."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="minutes")
    if isinstance(value, Model):
        return value.pk
    if value is None or isinstance(value, str | int):
        return value
    return sorted(one.pk for one in value)


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        return str(dict(getattr(field, "choices", ())).get(value, value))
    if isinstance(value, int | Model):
        return str(value)
    return ", ".join(str(one) for one in value) or _("the whole Region")
