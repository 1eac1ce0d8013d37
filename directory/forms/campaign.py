"""What a campaign asks about, and what a call for one of its cards brought."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.identifiers import refuse_national_number
from directory.models import Bassin, CampaignCard, Category

CONFIRMED = "confirmed"


class CampaignForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("For yourselves: “Spring, north”."))
    bassins = forms.ModelMultipleChoiceField(
        Bassin.objects.all(),
        to_field_name="code",
        label=_("Bassins"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them."),
    )
    categories = forms.ModelMultipleChoiceField(
        Category.objects.filter(active=True),
        to_field_name="code",
        label=_("Kinds of actor"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them."),
    )


class CallForm(forms.Form):
    """One of the buttons beside a card, and a note: who said it, when to try again."""

    outcome = forms.ChoiceField(
        choices=[
            (CONFIRMED, _("Confirmed by phone")),
            (CampaignCard.Call.LATER, _("Will do it herself")),
            (CampaignCard.Call.NOBODY, _("Nobody answered")),
        ]
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False, validators=[refuse_national_number])

    @property
    def outcomes(self) -> Any:
        return self.fields["outcome"].choices  # type: ignore[attr-defined]
