"""What members write on a card and on their organisation: fewer fields than Brusano has, the same rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from directory.actions.shape import Values
from directory.forms.children import ChildFormSet, ContactForm
from directory.forms.layout import Section, Tab, three
from directory.forms.record import RecordForm
from directory.models import Organisation, Service

EMPTY_ROWS = 2  # for what is added; a page without a script cannot make more


class OwnForm(RecordForm):
    """With a few empty rows to add to, and boxes instead of buttons to remove with."""

    def _formset(self, name: str, data: Any, shown: list[Values]) -> ChildFormSet:
        rows = super()._formset(name, data, shown)
        rows.extra = 0 if rows.is_bound else EMPTY_ROWS
        return rows

    def arrange(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.pop("data-controller", None)
            if name.startswith("name_"):
                field.help_text = lazy("Brusano looks at a new name before the public reads it.")


class OwnServiceForm(OwnForm):
    model = Service
    children = {"contacts": ContactForm}
    tabs = (
        Tab(
            "words",
            lazy("In words"),
            (
                Section(lazy("Name"), (three("name"),)),
                Section(lazy("What it offers"), (three("description"),)),
                Section(lazy("For whom, conditions"), (three("conditions"),)),
                Section(lazy("Not for"), (three("not_for"),)),
                Section(lazy("How to get in"), (three("entry"),)),
                Section(lazy("Documents to bring"), (three("documents"),)),
                Section(lazy("Hours in words"), (three("hours_note"),)),
            ),
        ),
        Tab(
            "facts",
            lazy("To be found by"),
            (
                Section(lazy("Languages"), (("languages",), ("reading_languages",), ("interpreter",))),
                Section(lazy("Needs"), (("themes",),)),
                Section(lazy("Audiences and stages"), (("audiences",), ("stages",))),
                Section(lazy("Access and modes"), (("access",), ("modes",))),
            ),
        ),
        Tab("contact", lazy("Contact"), (Section(lazy("Contact points"), child="contacts"),)),
    )


class OwnOrganisationForm(OwnForm):
    model = Organisation
    children = {"contacts": ContactForm}
    tabs = (
        Tab(
            "words",
            lazy("In words"),
            (Section(lazy("Name"), (three("name"),)), Section(lazy("Description"), (three("description"),))),
        ),
        Tab(
            "contact",
            lazy("Contact"),
            (Section(lazy("Contact points"), child="contacts", help=lazy("Of the organisation as a whole.")),),
        ),
    )
