"""The second factors of the login door: a security key, an app's codes, or codes on paper."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cms.accounts import keys
from directory.models import User

KEY, APP, PAPER = Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES
CODES = int(settings.MFA_RECOVERY_CODE_COUNT)  # on paper
NAMES: dict[str, str | Promise] = {
    KEY: lazy("Security key"),
    APP: lazy("Codes of an app"),
    PAPER: lazy("Codes on paper"),
}


class Factors(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": lazy("This code is not right, or has served already. Wait for the next one and type it."),
        "unreadable": lazy("This code cannot be checked any more. Ask for help: see below."),
        "cannot_generate_recovery_codes": lazy("Set up a security key or an app first."),
    }

    def encrypt(self, text: str) -> str:
        return keys.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return keys.decrypt(encrypted_text)
        except keys.Unreadable as error:
            raise self.validation_error("unreadable") from error

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Codes on paper alone are a second factor too: some have neither phone nor key."""
        if types is not None and set(types) == {APP, KEY}:
            types = [*types, PAPER]
        return bool(super().is_mfa_enabled(user, types))

    def build_totp_svg(self, url: str) -> str:
        return segno.make(url, error="m").svg_inline(scale=5, light="#fff", dark="#000")

    def generate_authenticator_name(self, user: User, _type: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=KEY).count() + 1
        return _("Key %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": "Maillage"}


def has_name(request: HttpRequest) -> bool:
    """A security key belongs to a name; of a number, like 127.0.0.1, browsers know none."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return True
    return False


def kept(user: User) -> list[Authenticator]:
    """Hers, keys first."""
    order = [KEY, APP, PAPER]
    return sorted(Authenticator.objects.filter(user=user), key=lambda one: (order.index(one.type), one.pk))


def main(user: User) -> int:
    """How many she has that last; codes on paper are used up."""
    return int(Authenticator.objects.filter(user=user, type__in=[KEY, APP]).count())


def forget(user: User) -> int:
    """All of them: at her next login she sets up new ones."""
    return int(Authenticator.objects.filter(user=user).delete()[0])


def print_codes(user: User) -> list[str]:
    """New codes on paper; those before are worth nothing from now on."""
    Authenticator.objects.filter(user=user, type=PAPER).delete()
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: PLC0415  needs the models

    codes = RecoveryCodes.activate(user)
    codes.mark_as_viewed()
    return list(codes.generate_codes())
