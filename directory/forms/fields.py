"""The fields of the directory's forms: times as 09:30, days as the browser's own pickers, records in a dialog."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.forms.choosers import chooser_for
from directory.forms.lists import Lists
from directory.identifiers import refuse_national_number
from directory.models import Organisation, Service, Site

MINUTES_A_DAY = 24 * 60
LARGEST = 32_767  # what a small integer column keeps
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
LONGEST_TIME = 10
TIME = re.compile(r"(\d{1,2})(?:\s*[:hHuU.]\s*(\d{2})?)?|(\d{2})(\d{2})")


class MinutesField(forms.Field):
    """A time of the day as people write it (9:30, 9h30, 0930, 9), kept as minutes since midnight."""

    default_error_messages = {"time": gettext_lazy("“%(value)s” is not a time: expected for example 09:30.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"class": "hour", "size": 6, "placeholder": "09:30", "inputmode": "numeric"}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        shown = value if value <= MINUTES_A_DAY else value - MINUTES_A_DAY
        return f"{shown // 60:02}:{shown % 60:02}"

    def to_python(self, value: Any) -> Any:
        text = str(value if value is not None else "").strip()[:LONGEST_TIME]
        if not text:
            return None
        found = TIME.fullmatch(text) if text.isascii() else None
        hour, minute, packed_hour, packed_minute = found.groups() if found else (None,) * 4
        minutes = int(hour or packed_hour or 99) * 60 + int(minute or packed_minute or 0)
        if int(minute or packed_minute or 0) > 59 or minutes > MINUTES_A_DAY:
            raise ValidationError(self.error_messages["time"], params={"value": text})
        return minutes


class DayField(forms.DateField):
    """A day, written and read as the browser's own picker does."""

    def __init__(self, **options: Any) -> None:
        options["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(**options)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """What is loaded is a day in JSON."""
        return super().has_changed(self.to_python(initial) if isinstance(initial, str) else initial, data)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not EARLIEST <= day <= LATEST:
            raise ValidationError(_("“%(value)s” is not a plausible day.") % {"value": day})
        return day


class CodesField(forms.MultipleChoiceField):
    """Several codes of one list, as boxes to tick in the order of the list."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        return sorted(super().clean(value))


class RecordField(forms.ModelChoiceField[models.Model]):
    """An organisation, a site or a service, chosen in a dialog with a search box."""


def field_for(field: models.Field[Any, Any], lists: Lists, kept: Any = None) -> forms.Field:
    """The form field of a model's field. `kept` is the value it has now, offered even when inactive."""
    options: dict[str, Any] = {
        "label": capfirst(field.verbose_name),
        "required": not field.blank,
        "help_text": field.help_text,
    }
    if isinstance(field, models.ManyToManyField):
        return CodesField(choices=lists.choices(field.related_model, kept or ()), **options)
    if isinstance(field, models.ForeignKey):
        return _link_field(field, lists, kept, options)
    if isinstance(field, models.DateField):
        return DayField(**options)
    if isinstance(field, models.IntegerField) and not field.choices:
        return forms.IntegerField(min_value=0, max_value=LARGEST, **options)
    return _plain_field(field)


def _link_field(field: models.ForeignKey[Any, Any], lists: Lists, kept: Any, options: dict[str, Any]) -> forms.Field:
    model = field.related_model
    if model in {Organisation, Site, Service}:
        return RecordField(model._default_manager.all(), widget=chooser_for(field), **options)
    empty = [("", "—")] if field.blank or not kept else []
    return forms.ChoiceField(choices=[*empty, *lists.choices(model, [kept] if kept else ())], **options)


def _plain_field(field: models.Field[Any, Any]) -> forms.Field:
    made = cast("forms.Field", field.formfield())
    if field.name.endswith(("_fr", "_nl", "_en")):
        made.widget.attrs["lang"] = field.name[-2:]
    if isinstance(field, models.TextField):
        made.widget.attrs |= {"rows": 3, "data-controller": "w-autosize"}
        made.max_length = 10_000  # type: ignore[attr-defined]
    if isinstance(field, models.CharField | models.TextField) and not field.choices:
        made.validators.append(refuse_national_number)
    if isinstance(made, forms.FloatField):
        made.widget = forms.NumberInput(attrs={"step": "any"})
    return made
