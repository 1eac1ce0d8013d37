"""The form of an organisation and what recognises it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.forms.children import ChildForm, ContactForm, InamiForm
from directory.forms.layout import Section, Tab, three
from directory.forms.record import RecordForm
from directory.identifiers import enterprise_number, show_enterprise_number
from directory.models import Organisation


class OrganisationForm(RecordForm):
    model = Organisation
    children = {
        "contacts": ContactForm,
        "conventions": ChildForm,
        "inami_accreditations": InamiForm,
        "billing_registrations": ChildForm,
        "accreditations": ChildForm,
    }
    tabs = (
        Tab(
            "what",
            lazy("What"),
            (
                Section(
                    lazy("Name"), (three("name"),), lazy("The official names: institutions are never translated by us.")
                ),
                Section(
                    lazy("Identity"),
                    (("kind", "status", "enterprise_number", "mail_language"),),
                    lazy("Only the cards of verified organisations are shown to the public."),
                ),
                Section(lazy("Description"), (three("description"),)),
            ),
        ),
        Tab(
            "contact",
            lazy("Contact"),
            (
                Section(
                    lazy("Contact points"),
                    child="contacts",
                    help=lazy("Of the organisation as a whole. A service's own numbers stand on its card."),
                ),
            ),
        ),
        Tab(
            "recognition",
            lazy("Programme and recognition"),
            (
                Section(
                    lazy("BIB conventions"),
                    child="conventions",
                    help=lazy("With a stated screening, it is what lets a service screen. Dated: nothing is derived."),
                ),
                Section(
                    lazy("INAMI accreditations"),
                    child="inami_accreditations",
                    help=lazy("Conditions the payment of prestations, nothing else."),
                ),
                Section(lazy("Billing registrations"), child="billing_registrations"),
                Section(
                    lazy("Other accreditations"),
                    child="accreditations",
                    help=lazy("COCOM, COCOF, VGC, ONE, Opgroeien…: they say nothing about the programme."),
                ),
            ),
        ),
    )

    def arrange(self) -> None:
        was = self.fields["enterprise_number"]
        self.fields["enterprise_number"] = forms.CharField(
            label=was.label, help_text=was.help_text, required=False, max_length=30
        )
        if number := self.initial.get("enterprise_number"):
            self.initial["enterprise_number"] = show_enterprise_number(number)

    def clean_enterprise_number(self) -> str | None:
        """Two cards of one organisation are one too many: say which has the number already."""
        if not self.cleaned_data["enterprise_number"]:
            return None
        number = enterprise_number(self.cleaned_data["enterprise_number"])
        other = Organisation.objects.filter(enterprise_number=number).exclude(pk=self.record.pk).first()
        if other:
            raise ValidationError(
                _("“%(name)s” has this enterprise number already (code %(code)s)."),
                params={"name": other.name, "code": other.code},
            )
        return number
