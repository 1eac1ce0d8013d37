"""One contact with an organisation, as Brusano's team writes it down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.identifiers import refuse_national_number
from directory.models import JournalEntry


class JournalForm(forms.ModelForm[JournalEntry]):
    class Meta:
        model = JournalEntry
        fields = ("kind", "day", "text", "next_on")
        widgets = {
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "next_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "text": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"text": _("About the organisation only: nothing about a woman, no name, no situation.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].validators.append(refuse_national_number)
        self.fields["day"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        day, back = said.get("day"), said.get("next_on")
        if day and day > timezone.localdate():
            self.add_error("day", _("This day is still to come: write it under “come back on”."))
        if day and back and back < day:
            self.add_error("next_on", _("This is before the contact itself."))
        return said
