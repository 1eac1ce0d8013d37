"""Where requests and reminders for a service arrive, and the code that proves it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.models import Service


class MailboxForm(forms.Form):
    mailbox = forms.EmailField(
        label=_("Shared mailbox"),
        help_text=_("One that several of you read, never shown to the public. Empty: none."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of its readers"), choices=[("fr", "Français"), ("nl", "Nederlands")])

    def __init__(self, data: Any = None, *, service: Service) -> None:
        first = {"mailbox": service.mailbox, "language": service.mailbox_language}
        super().__init__(data, initial=first, auto_id=f"{service.code}-%s")
