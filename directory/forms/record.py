"""The form of one record: its model's fields and children on tabs, and the values it hands to `directory.actions`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property

from directory import actions
from directory.actions.shape import Keys, Record, Shape, Values, json_of, python_of, shape_of
from directory.forms.children import ChildForm, ChildFormSet, formset
from directory.forms.fields import field_for
from directory.forms.layout import Tab
from directory.forms.lists import Lists
from directory.forms.sentences import broken_rules
from directory.models import Organisation, Service, Site, User

RECORDS = {Organisation, Site, Service}


class RecordForm(forms.Form):
    """`before` is what the database holds, in the JSON form of `directory.actions`; `typed` what to show instead."""

    model: ClassVar[type[Record]]
    tabs: ClassVar[tuple[Tab, ...]]
    children: ClassVar[dict[str, type[ChildForm]]]

    required_css_class = "required"

    def __init__(self, data: Any = None, *, record: Record, typed: Values | None = None) -> None:
        self.record, self.lists, self.doubts = record, Lists(), list[str]()
        self.before = actions.snapshot(record) if record.pk else {}
        defaults = {name: json_of(field.get_default()) for name, field in self.shape().plain.items()}
        shown = defaults | self.before | (typed or {})
        super().__init__(data, initial=self._initial(shown))
        for name, field in self._model_fields():
            self.fields[name] = field_for(field, self.lists, shown.get(name))
        self.formsets = {name: self._formset(name, data, shown.get(name) or []) for name in self.children}
        self.arrange()

    def arrange(self) -> None:
        """Where a form departs from its model's fields."""

    @classmethod
    def shape(cls) -> Shape:
        return shape_of(cls.model)

    @classmethod
    def names(cls) -> list[str]:
        return [name for tab in cls.tabs for section in tab.sections for row in section.rows for name in row]

    def _model_fields(self) -> Iterator[tuple[str, models.Field[Any, Any]]]:
        shape = self.shape()
        known: dict[str, models.Field[Any, Any]] = {**shape.plain, **shape.links, **shape.sets}
        return ((name, known[name]) for name in self.names() if name in known)

    def _initial(self, shown: Values) -> Values:
        keys, initial = Keys(), dict(shown)
        for name, link in self.shape().links.items():
            if shown.get(name) and link.related_model in RECORDS:
                initial[name] = keys.row(link.related_model, shown[name]).pk
        return initial

    def _formset(self, name: str, data: Any, shown: list[Values]) -> ChildFormSet:
        before = sorted(shown, key=lambda row: int(row.get("sort", 0)))
        options = {"shape": self.shape().children[name], "lists": self.lists}
        return formset(self.children[name], name=name, data=data, before=before, options=options)

    # What was typed ---------------------------------------------------------------------------------------------------

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(rows.is_valid() for rows in self.formsets.values())])

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors:
            self.check()
        if not self.errors:
            for name, sentence in broken_rules(self._row()):
                self.add_error(name if name in self.fields else None, sentence)
        return self.cleaned_data

    def check(self) -> None:
        """Rules between fields that the database cannot hold, and what follows from what was typed."""

    def _row(self) -> models.Model:
        """A row as it would be saved, for the database's own rules; links only say whether they are there."""
        row = self.row_before()
        shape = self.shape()
        for name, value in self.cleaned_data.items():
            if field := shape.plain.get(name):
                setattr(row, name, python_of(field, value))
            elif link := shape.links.get(name):
                setattr(row, link.attname, self._link_id(link, value))
        return row

    def row_before(self) -> models.Model:
        """Every field is on the form, and none of what it was may hide a rule."""
        return self.model(pk=self.record.pk, code=self.record.code)

    def _link_id(self, link: models.ForeignKey[Any, Any], value: Any) -> Any:
        if isinstance(value, str):
            return self.lists.rows(link.related_model)[value].pk if value else None
        return None if value is None else value.pk

    def values(self) -> Values:
        """Everything on the form, as JSON values."""
        shape = self.shape()
        values = {name: json_of(value) for name, value in self.cleaned_data.items() if name in shape.names}
        for name in shape.links:
            if values.get(name) == "":
                values[name] = None
        return values | {name: rows.values() for name, rows in self.formsets.items()}

    def signed(self, by: User) -> Values:
        """Who says what the form says, where the record keeps it."""
        return {}

    @property
    def warnings(self) -> list[str]:
        """What is kept although it looks odd, said once it is saved."""
        return [*self.doubts, *(warning for rows in self.formsets.values() for warning in rows.warnings)]

    def refuse(self, error: ValidationError) -> None:
        """Show what `directory.actions` refused beside its fields."""
        wrong = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in wrong.items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)

    # On the page ------------------------------------------------------------------------------------------------------

    @cached_property
    def page(self) -> list[dict[str, Any]]:
        """The tabs with their bound fields and rows, for the template."""
        return [
            {
                "key": tab.key,
                "heading": tab.heading,
                "sections": [
                    {
                        "section": section,
                        "rows": self._bound(section.rows),
                        "formset": self.formsets.get(section.child),
                        "says_it": len(section.rows) == 1 and len(section.rows[0]) == 1,
                    }
                    for section in tab.sections
                ],
            }
            for tab in self.tabs
        ]

    def _bound(self, rows: Iterable[tuple[str, ...]]) -> list[list[BoundField]]:
        return [[self[name] for name in row] for row in rows]

    @property
    def all_media(self) -> forms.Media:
        return sum((rows.empty_form.media for rows in self.formsets.values()), self.media)
