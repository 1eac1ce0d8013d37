"""The form of a service, in the order in which somebody who calls it would ask."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory import geography
from directory.actions.shape import Values, json_of
from directory.forms.children import ChildForm, ContactForm
from directory.forms.choosers import OrganisationChooser
from directory.forms.hours import ExceptionForm, HoursForm
from directory.forms.layout import Section, Tab, three
from directory.forms.record import RecordForm
from directory.models import Category, Organisation, Service, Site, User

WHAT = Tab(
    "what",
    lazy("What"),
    (
        Section(lazy("Organisation and kind of actor"), (("organisation", "category"),)),
        Section(lazy("Name"), (three("name"),)),
        Section(lazy("What it offers"), (three("description"),)),
        Section(lazy("Needs"), (("themes",),), lazy("What a search by need finds it by.")),
        Section(
            lazy("Discretion"),
            (("sensitive",), three("neutral_name")),
            lazy("The neutral name replaces the name on a sheet somebody else may read."),
        ),
    ),
)
WHOM = Tab(
    "whom",
    lazy("For whom"),
    (
        Section(lazy("Audiences and stages"), (("audiences",), ("stages",))),
        Section(lazy("For whom, conditions"), (three("conditions"),)),
        Section(lazy("Not for"), (three("not_for"),), lazy("Saves a useless call: say it plainly.")),
        Section(lazy("Languages"), (("languages",), ("reading_languages",), ("interpreter",))),
        Section(lazy("Access"), (("access",),)),
        Section(lazy("How to get in"), (three("entry"), three("documents"))),
    ),
)
WHERE = Tab(
    "where",
    lazy("Where"),
    (
        Section(
            lazy("Site"),
            (("site",), ("modes",)),
            lazy("Where people are received. Leave empty for a team that only moves or answers from afar."),
        ),
        Section(
            lazy("Area covered"),
            (("area",), ("area_bassins",), ("area_communes",), ("residents_only", "takes_non_residents")),
            lazy("Whom it serves, wherever its seat is. “For inhabitants only” hides it from searches elsewhere."),
        ),
    ),
)
WHEN = Tab(
    "when",
    lazy("When and contact"),
    (
        Section(lazy("Contact points"), child="contacts", help=lazy("The first telephone number is the call button.")),
        Section(
            lazy("Weekly hours"),
            child="hours",
            help=lazy("One row for several days. “until” before “from” means the next day. Empty: the site's."),
        ),
        Section(lazy("Other days"), child="exceptions", help=lazy("Holidays: closed, or other hours.")),
        Section(lazy("Hours in words"), (three("hours_note"),), lazy("Only what the hours above cannot say.")),
        Section(lazy("Notices"), child="notices", help=lazy("Shown on top of the card between these days.")),
    ),
)
PROGRAMME = Tab(
    "programme",
    lazy("Programme"),
    (
        Section(
            lazy("Prestations given"),
            child="prestations",
            help=lazy("What the service itself states, with its day. Screening also needs a BIB convention."),
        ),
        Section(lazy("Roles held"), child="roles"),
    ),
)
ROOM = Tab(
    "room",
    lazy("Room and freshness"),
    (
        Section(
            lazy("Room"),
            (("room",), ("room_said_on", "room_until", "waiting_days")),
            lazy("What it said last. The day is filled by itself when you change the answer."),
        ),
        Section(lazy("Card"), (("confirm",), ("confirmed_on", "rhythm_months"))),
        Section(
            lazy("Closing"),
            (("closed_on", "closed_reason", "successor"),),
            lazy("A service is closed, never deleted: its page says who takes over."),
        ),
    ),
)
REQUESTS = Tab(
    "requests",
    lazy("Requests"),
    (
        Section(
            lazy("Mailbox for requests"),
            (("mailbox", "mailbox_language", "mailbox_verified_on"), ("accepts_requests", "monthly_maximum")),
            lazy("Never shown. A new address has to be verified again before it takes requests."),
        ),
        Section(lazy("Before you send a request"), (three("before_you_send"),)),
    ),
)


class ServiceForm(RecordForm):
    model = Service
    children = {
        "contacts": ContactForm,
        "hours": HoursForm,
        "exceptions": ExceptionForm,
        "notices": ChildForm,
        "prestations": ChildForm,
        "roles": ChildForm,
    }
    tabs = (WHAT, WHOM, WHERE, WHEN, PROGRAMME, ROOM, REQUESTS)

    def arrange(self) -> None:
        for name in ("area", "room", "interpreter"):
            was = cast("Any", self.fields[name])
            was.widget = forms.RadioSelect(choices=was.choices)
        verified = self.fields["mailbox_verified_on"]
        verified.disabled, verified.help_text = True, lazy("Filled by a call: see “Mailboxes to verify”.")
        self.fields["confirm"] = forms.BooleanField(
            label=lazy("Everything on this card was checked today"), required=False
        )

    def check(self) -> None:
        values = self.cleaned_data
        site, organisation = values.get("site"), values["organisation"]
        if site and site.organisation_id != organisation.pk:
            self.add_error("site", _("This site belongs to another organisation."))
        check_area(self, site)
        self._date_what_changed(values)
        self._doubt_a_new_mailbox(values)

    def _date_what_changed(self, values: dict[str, Any]) -> None:
        """A new answer about room was said today unless another day is typed; so was a card that is ticked."""
        today = timezone.localdate()
        if values["room"] in {"", Service.Room.BY_RIGHT}:
            values["room_until"] = None
        elif "room" in self.changed_data and "room_said_on" not in self.changed_data:
            values["room_said_on"] = today
        if values["confirm"]:
            values["confirmed_on"] = today

    def signed(self, by: User) -> Values:
        said = (("room_said_on", "room_said_by"), ("confirmed_on", "confirmed_by"))
        return {who: str(by.pk) for day, who in said if json_of(self.cleaned_data[day]) != self.before.get(day)}

    def _doubt_a_new_mailbox(self, values: dict[str, Any]) -> None:
        was, untouched = self.before.get("mailbox"), "mailbox_verified_on" not in self.changed_data
        if was and was != values["mailbox"] and untouched:
            values["mailbox_verified_on"], values["accepts_requests"] = None, False
            self.doubts.append(_("The mailbox changed: on-line requests are closed until it is verified."))


def check_area(form: RecordForm, site: Site | None) -> None:
    values = form.cleaned_data
    for area, name in (("bassins", "area_bassins"), ("communes", "area_communes")):
        if values["area"] == area and not values[name]:
            form.add_error(name, _("Tick at least one."))
    if geography.told(values["area"], bool(site and site.confidential)) != values["area"]:
        form.add_error("area", _("The site is confidential: choose bassins or the Region, communes say too much."))


class StartForm(forms.Form):
    """Whose service, and what kind of actor: asked first, so that the card starts with the usual values."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=lazy("Organisation"), widget=OrganisationChooser
    )
    category = forms.ModelChoiceField(
        Category.objects.filter(active=True), to_field_name="code", label=lazy("Kind of actor")
    )
    site = forms.CharField(widget=forms.HiddenInput, required=False)
