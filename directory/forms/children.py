"""Rows that belong to one record: contact points, notices, dated facts. Hours are in hours.py."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from directory.actions.shape import Shape, Values, clean_child, python_of
from directory.forms.fields import field_for
from directory.forms.lists import Lists
from directory.forms.sentences import broken_rules, repeated
from directory.identifiers import inami_warning, mail, phone_or_short, show_phone, web

MOST = 200  # rows of one kind on one record
LAST = 1_000
# What a row begins with, where its model has it.
FIRST = ["prestation", "role", "authority", "kind", "value", "subject", "number", "language"]
# Chosen in every new row: a row where nothing else was typed is left aside.
CHOSEN_ANYHOW = {"kind", "prestation", "role", "authority", "language", "sort"}


class ChildForm(forms.Form):
    """One row, built from its model's fields; `values()` is what `directory.actions` takes for it."""

    def __init__(self, *args: Any, shape: Shape, lists: Lists, **options: Any) -> None:
        super().__init__(*args, **options)
        self.shape = shape
        self.warnings: list[str] = []
        for name, field in (shape.links | shape.plain).items():
            self.fields[name] = field_for(field, lists, self.initial.get(name))
            if name == "kind":
                cast("Any", self.fields[name]).choices = [c for c in field.flatchoices if c[0]]
        self.order_fields(FIRST)
        if "sort" in self.fields:
            self.fields["sort"].widget, self.fields["sort"].required = forms.HiddenInput(), False

    @classmethod
    def initial_of(cls, values: list[Values]) -> list[Values]:
        return values

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - CHOSEN_ANYHOW)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and self.has_changed():
            for name, sentence in broken_rules(self.row()):
                self.add_error(name if name in self.fields else None, sentence)
        return self.cleaned_data

    def row(self) -> Any:
        row = self.shape.model()
        for name, value in self.cleaned_data.items():
            if field := self.shape.plain.get(name):
                setattr(row, name, python_of(field, "" if value is None and not field.null else value))
        return row

    def values(self) -> list[Values]:
        return [{name: value for name, value in self.cleaned_data.items() if name in self.shape.names}]


class ContactForm(ChildForm):
    """Telephone numbers are shown the Belgian way, typed any way, kept as E.164; a short number is recognised."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["value"].help_text = ""
        if self.initial.get("kind") in {"phone", "short"}:
            self.initial["value"] = show_phone(self.initial["value"])

    def clean_value(self) -> str:
        kind, value = self.cleaned_data.get("kind"), self.cleaned_data["value"]
        if kind in {"phone", "short"}:
            self.cleaned_data["kind"], value = phone_or_short(value)
        return {"mail": mail, "web": web}.get(str(kind), str)(value)


class InamiForm(ChildForm):
    """An unusual number is kept, with a warning."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["number"] = forms.CharField(
            label=self.fields["number"].label, max_length=20, required=False, strip=True
        )

    def clean_number(self) -> str:
        number = "".join(c for c in self.cleaned_data["number"] if c.isalnum())[:11]
        if number and (warning := inami_warning(number)):
            self.warnings.append(f"{number}: {warning}")
        return number


class ChildFormSet(BaseFormSet[ChildForm]):
    """The rows of one kind, in the order they stand on the page."""

    shape: Shape
    before: list[Values]

    def clean(self) -> None:
        """A row that repeats another is refused on the row: nobody can see which, on the record."""
        kept = [form for form in self.kept() if form.is_valid()]
        for place, name, sentence in repeated(self.shape.model, [form.cleaned_data for form in kept]):
            kept[place].add_error(name, sentence)

    def values(self) -> list[Values]:
        """As loaded when nothing changed but perhaps the numbering, so that opening a record changes nothing."""
        rows = [clean_child(self.shape, row) for form in self.kept() for row in form.values()]
        if _unsorted(rows) == _unsorted(clean_child(self.shape, row) for row in self.before):
            return self.before
        if "sort" in self.shape.plain:
            rows = [row | {"sort": place} for place, row in enumerate(rows)]
        return rows

    def kept(self) -> list[ChildForm]:
        """In the order of their places, which the page's script numbers anew when rows are moved."""
        rows = [form for form in self.forms if form not in self.deleted_forms and (form.initial or form.has_changed())]
        return sorted(rows, key=lambda form: LAST if (place := form.cleaned_data.get("sort")) is None else place)

    @property
    def warnings(self) -> list[str]:
        return [warning for form in self.forms for warning in form.warnings]


def _unsorted(rows: Iterable[Values]) -> list[Values]:
    return [{name: value for name, value in row.items() if name != "sort"} for row in rows]


def formset(
    kind: type[ChildForm], *, name: str, data: Any, before: list[Values], options: dict[str, Any]
) -> ChildFormSet:
    """The rows of one kind; `options` are the shape and the lists of `ChildForm`."""
    made = formset_factory(
        kind, formset=ChildFormSet, extra=0, can_delete=True, max_num=MOST, validate_max=True, absolute_max=MOST + 1
    )
    initial = [dict(row) for row in kind.initial_of(before)]
    rows = cast("ChildFormSet", made(data, prefix=name, initial=initial, form_kwargs=options))
    rows.shape, rows.before = options["shape"], before
    return rows
