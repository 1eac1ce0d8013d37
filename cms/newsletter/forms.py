"""The form to subscribe, and the same without an address to change what one gets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.models import Subscription
from directory.models import Bassin


class PreferencesForm(forms.Form):
    """In what language, about where."""

    tongues = forms.ChoiceField(
        label=_("In which language?"), choices=Subscription.Tongues.choices, widget=forms.RadioSelect
    )
    bassins = forms.ModelMultipleChoiceField(
        label=_("About which bassins?"),
        help_text=_("Tick none for all five. What concerns the whole Region always comes along."),
        queryset=Bassin.objects.all(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "newsletter-%s"} | options)

    def choices(self) -> list[forms.BoundField]:
        """What is ticked, as the page prints it."""
        return [self["tongues"], self["bassins"]]


class SubscribeForm(PreferencesForm):
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    field_order = ("email", "tongues", "bassins")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound and "email" in self.errors:
            self.fields["email"].widget.attrs |= {"aria-invalid": "true"}
