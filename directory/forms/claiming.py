"""« This service is ours », and an organisation that is not in the directory yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.identifiers import enterprise_number, phone, refuse_national_number, web
from directory.models import Organisation


class ClaimForm(forms.Form):
    """Who asks. Brusano reads it, nobody else."""

    full_name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    job = forms.CharField(label=_("What you do there"), max_length=120)
    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        help_text=_("We write to it at once: open the link in that mail to confirm."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    note = forms.CharField(
        label=_("Anything else we should know (optional)"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_national_number],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "claim-%s", **options})


class ProposeForm(ClaimForm):
    """The organisation, as far as it takes to find and call it: its cards are written afterwards."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    phone = forms.CharField(
        label=_("Its public telephone"),
        help_text=_("The number that anybody finds on its website: that is where Brusano calls."),
        max_length=32,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    website = forms.CharField(label=_("Its website (optional)"), max_length=200, required=False)
    enterprise_number = forms.CharField(
        label=_("Enterprise number (optional)"),
        help_text=_("10 digits, for example 0212.347.945"),
        max_length=20,
        required=False,
    )

    field_order = ("name", "kind", "phone", "website", "enterprise_number")

    def clean_phone(self) -> str:
        return phone(self.cleaned_data["phone"])

    def clean_website(self) -> str:
        return web(self.cleaned_data["website"]) if self.cleaned_data["website"] else ""

    def clean_enterprise_number(self) -> str:
        number = self.cleaned_data["enterprise_number"]
        return enterprise_number(number) if number else ""
