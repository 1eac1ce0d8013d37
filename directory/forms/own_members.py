"""Whom a manager invites."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.models import Membership, Tongue


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("Her e-mail address at work"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("What may she do?"),
        choices=[
            (Membership.Role.MEMBER, _("keep the cards true")),
            (Membership.Role.MANAGER, _("manage: also invite, promote and remove people")),
        ],
    )
    language = forms.ChoiceField(label=_("In which language do we write to her?"), choices=Tongue.choices)
