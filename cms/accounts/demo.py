"""Second factors of demo accounts: everybody may know their secrets, and `make code` prints what an app would show."""

from __future__ import annotations

import time
from base64 import b32encode
from hashlib import sha1
from typing import NamedTuple

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from cms.accounts import factors, keys
from directory.models import User


class Code(NamedTuple):
    email: str
    now: str
    next: str


def secret_of(user: User) -> str:
    """The same wherever the demo network is made."""
    return b32encode(sha1(f"maillage demo {user.email}".encode(), usedforsecurity=False).digest()).decode()


def seed() -> int:
    """An app for every demo account that has no factor yet."""
    without = User.objects.filter(is_demo=True, is_active=True).exclude(authenticator__type=factors.APP)
    made = [
        Authenticator(user=user, type=factors.APP, data={"secret": keys.encrypt(secret_of(user))}) for user in without
    ]
    return len(Authenticator.objects.bulk_create(made))


def codes() -> list[Code]:
    """Of accounts whose app still holds the demo secret; whoever set up her own keeps it to herself."""
    rows = Authenticator.objects.filter(user__is_demo=True, type=factors.APP).select_related("user")
    step = int(time.time()) // app_settings.TOTP_PERIOD
    found = [row.user for row in rows.order_by("user__joined_at") if _is_demo(row)]
    return [Code(user.email, _code(user, step), _code(user, step + 1)) for user in found]


def seconds_left() -> int:
    return int(app_settings.TOTP_PERIOD - time.time() % app_settings.TOTP_PERIOD)


def _is_demo(row: Authenticator) -> bool:
    try:
        return keys.decrypt(row.data["secret"]) == secret_of(row.user)
    except keys.Unreadable:
        return False


def _code(user: User, step: int) -> str:
    return str(format_hotp_value(hotp_value(secret_of(user), step)))
