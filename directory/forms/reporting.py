"""« Something on this card is wrong »: what anybody may fill in, and what answers it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.actions.tickets import Said
from directory.identifiers import refuse_national_number
from directory.lifecycle.tickets import Outcome, Reason
from directory.models.tickets import LONGEST


class ReportForm(forms.Form):
    """No account; a reason is enough."""

    reason = forms.ChoiceField(label=_("What is wrong?"), choices=[("", _("Choose…")), *Reason.choices])
    text = forms.CharField(
        label=_("In your words (optional)"),
        help_text=_(
            "For example the right number, or where the service has moved. Write nothing about a woman or anybody "
            "else: no name, no situation. The organisation and Brusano read it."
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_national_number],
    )
    email = forms.EmailField(
        label=_("Your e-mail address (optional)"),
        help_text=_("Only if you want to read the answer: it serves for that one mail and is erased 30 days after it."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "report-%s", **options})

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("reason") == Reason.OTHER and not said.get("text", "?"):
            self.add_error("text", _("Say in a few words what is wrong."))
        return said

    def said(self, language: str) -> Said:
        """Only of a valid form."""
        return Said(language=language, **self.cleaned_data)


class AnswerForm(forms.Form):
    """What a member or Brusano did about a report."""

    outcome = forms.ChoiceField(label=_("Your answer"), choices=Outcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("A word for whoever reported it (optional)"),
        help_text=_("It is mailed if she left an address. Write nothing about a woman."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_national_number],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "answer-%s", **options})
