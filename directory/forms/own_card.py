"""What members write on a card and on their organisation: fewer fields than Brusano has, the same rules."""

from __future__ import annotations

from copy import copy
from functools import cached_property
from typing import Any, ClassVar, cast

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as lazy

from directory.actions.shape import Values
from directory.forms.children import ChildForm, ChildFormSet, ContactForm, InamiForm
from directory.forms.hours import ExceptionForm, HoursForm
from directory.forms.layout import Section, Tab, three
from directory.forms.record import RecordForm
from directory.forms.service import check_area
from directory.models import Organisation, Service, Site

FEW = 4  # parts that are all seen at once; of more, those are folded that nobody has to look at
EMPTY_ROWS = 2  # for what is added; a page without a script cannot make more
LOOKED_AT = lazy("Brusano looks at a change here before the public reads it.")


class OwnForm(RecordForm):
    """With a few empty rows to add to, and boxes instead of buttons to remove with."""

    heading: ClassVar[Any] = ""

    def _formset(self, name: str, data: Any, shown: list[Values]) -> ChildFormSet:
        rows = super()._formset(name, data, shown)
        rows.extra = 0 if rows.is_bound else EMPTY_ROWS
        return rows

    @cached_property
    def page(self) -> list[dict[str, Any]]:
        tabs = super().page
        parts = [part for tab in tabs for part in tab["sections"]]
        for number, part in enumerate(parts):
            wrong = any(field.errors for row in part["rows"] for field in row)
            rows = part["formset"]
            wrong = wrong or bool(rows and rows.is_bound and rows.total_error_count())
            part["open"] = number == 0 or len(parts) <= FEW or wrong
        return tabs

    def row_before(self) -> models.Model:
        """Fewer fields than the record has: the others stay as they are."""
        return copy(self.record)

    def arrange(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.pop("data-controller", None)
            if name.startswith("name_"):
                field.help_text = lazy("Brusano looks at a new name before the public reads it.")


class OwnServiceForm(OwnForm):
    model = Service
    children = {
        "contacts": ContactForm,
        "hours": HoursForm,
        "exceptions": ExceptionForm,
        "notices": ChildForm,
        "prestations": ChildForm,
        "roles": ChildForm,
    }
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
        Tab(
            "where",
            lazy("Where"),
            (
                Section(
                    lazy("Area covered"),
                    (("area",), ("area_bassins",), ("area_communes",), ("residents_only", "takes_non_residents")),
                    lazy(
                        "Whom it serves, wherever its seat is. “For inhabitants only” hides it from searches elsewhere."
                    ),
                ),
            ),
        ),
        Tab(
            "contact",
            lazy("When and contact"),
            (
                Section(lazy("Contact points"), child="contacts"),
                Section(
                    lazy("Weekly hours"),
                    child="hours",
                    help=lazy("One row for several days. “until” before “from” means the next day. Empty: the site's."),
                ),
                Section(lazy("Other days"), child="exceptions", help=lazy("Holidays: closed, or other hours.")),
                Section(lazy("Notices"), child="notices", help=lazy("Shown on top of the card between these days.")),
            ),
        ),
        Tab(
            "programme",
            lazy("Programme"),
            (
                Section(
                    lazy("Prestations given"),
                    child="prestations",
                    help=lazy("What the service itself states, with its day. Screening also needs a BIB convention."),
                ),
                Section(lazy("Roles held"), child="roles", help=LOOKED_AT),
            ),
        ),
    )

    def check(self) -> None:
        check_area(self, cast("Service", self.record).site)


STEP_FREE = Section(lazy("Step-free access"), (("step_free",),))
SITE_HOURS = Section(
    lazy("Weekly hours"),
    child="hours",
    help=lazy("Of the building. A service with hours of its own does not show these."),
)


class OwnConfidentialSiteForm(OwnForm):
    """Nothing that tells where it is: none of that is kept."""

    model = Site
    children = {"hours": HoursForm}
    tabs = (Tab("where", lazy("Where"), (STEP_FREE, SITE_HOURS)),)


class OwnSiteForm(OwnConfidentialSiteForm):
    tabs = (
        Tab(
            "where",
            lazy("Where"),
            (
                Section(
                    lazy("Address"), (("street_fr", "street_nl"), ("postal_code", "outside_address")), help=LOOKED_AT
                ),
                STEP_FREE,
                Section(lazy("Getting there"), (three("getting_there"),), lazy("Stop, entrance, bell, floor.")),
                SITE_HOURS,
            ),
        ),
    )


class OwnOrganisationForm(OwnForm):
    model = Organisation
    children = {"contacts": ContactForm, "inami_accreditations": InamiForm, "accreditations": ChildForm}
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
        Tab(
            "recognised",
            lazy("Recognised as"),
            (
                Section(lazy("Enterprise number"), (("enterprise_number",),), help=LOOKED_AT),
                Section(lazy("INAMI accreditations"), child="inami_accreditations", help=LOOKED_AT),
                Section(lazy("Other accreditations"), child="accreditations", help=LOOKED_AT),
            ),
        ),
    )
