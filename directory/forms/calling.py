"""A call to a public number, as Brusano writes it down."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.actions.callbacks import Call
from directory.identifiers import phone_or_short, refuse_national_number
from directory.models import CallBack


class CallForm(forms.Form):
    number = forms.CharField(
        label=_("Number called"),
        help_text=_("A public number of the organisation, never one that the person herself gave."),
        max_length=32,
    )
    found_at = forms.CharField(
        label=_("Where this number is public"),
        help_text=_("Its website, its card, the telephone book…"),
        max_length=200,
        validators=[refuse_national_number],
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=[("", _("Choose…")), *CallBack.Outcome.choices])
    note = forms.CharField(
        label=_("Note (optional)"), max_length=400, required=False, validators=[refuse_national_number]
    )

    def clean_number(self) -> str:
        return phone_or_short(self.cleaned_data["number"])[1]

    def said(self) -> Call:
        """Only of a valid form."""
        return Call(**self.cleaned_data)


class RefuseForm(forms.Form):
    answer = forms.CharField(
        label=_("Why, as she reads it"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_national_number],
    )
