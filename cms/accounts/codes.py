"""Codes that are typed: each serves once, whatever way it is written, and guessing them is slow."""

from __future__ import annotations

import time
import unicodedata
from typing import Any

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as lazy

from cms.accounts import factors, tries
from directory.models import User

STEP = "last_step"  # of an app's codes: the half-minute of the last one that served


def plain(code: str) -> str:
    """Its digits: people write spaces, phones of some countries other digits."""
    return "".join(str(unicodedata.decimal(sign)) for sign in code if sign.isdecimal())


def current_step(secret: str, code: str) -> int | None:
    """The half-minute to which the code belongs: this one, or one beside it."""
    now = int(time.time()) // app_settings.TOTP_PERIOD
    near = [now + shift for shift in range(-app_settings.TOTP_TOLERANCE, app_settings.TOTP_TOLERANCE + 1)]
    fits = [step for step in near if auth.format_hotp_value(auth.hotp_value(secret, step)) == code]
    return fits[0] if fits else None


@transaction.atomic
def use_app_code(kept: Authenticator, code: str) -> bool:
    """Is it right, and newer than every code that served? Of two who type it at once, one is the first."""
    row = Authenticator.objects.select_for_update().get(pk=kept.pk)
    step = current_step(get_adapter().decrypt(row.data["secret"]), code)
    if step is None or step <= row.data.get(STEP, 0):
        return False
    row.data[STEP] = step
    row.save(update_fields=["data"])
    return True


def use(user: User, code: str) -> Authenticator | None:
    """Her app's code, or one of her codes on paper."""
    code = plain(code)
    for kept in Authenticator.objects.filter(user=user, type__in=[factors.APP, factors.PAPER]):
        right = use_app_code(kept, code) if kept.type == factors.APP else kept.wrap().validate_code(code)
        if right:
            kept.refresh_from_db()
            return kept
    return None


class _Typed(forms.Form):
    """A field for a code, and what is done with it."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = lazy("Code")
        self.fields["code"].widget = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        with tries.of_codes(context.request, self.user):
            self.authenticator = use(self.user, code)
            if not self.authenticator:
                raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_Typed, AuthenticateForm):
    """The second step of logging in."""


class AgainForm(_Typed, ReauthenticateForm):
    """Before something that matters, long after logging in."""


class AppForm(ActivateTOTPForm):
    """The first code of an app that has just been told her secret. It does not serve a second time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = lazy("Code that the app shows")
        self.fields["code"].widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})

    def clean_code(self) -> str:
        with tries.of_codes(context.request, self.user):
            self.step = current_step(self.secret, plain(self.cleaned_data["code"]))
            if self.step is None:
                raise get_adapter().validation_error("incorrect_code")
        return str(self.cleaned_data["code"])
