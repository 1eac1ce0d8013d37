"""How often somebody may guess. Nobody else can use up a person's tries: her own address has its own counter.

A password is tried so often from one address, and so often for one account from one address: whoever tries from five
hundred addresses at once locks out nobody. In a browser that knows her she has a counter of her own, which nobody
behind her address can use up. A code of six digits needs one more limit, for the whole account; to use
it up one must know her password, and a new password (by mail) clears it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from cms import limits
from cms.accounts import devices
from directory.models import User

FIVE_MINUTES, HOUR = 300, 3600
FROM_ONE_ADDRESS = 30  # in five minutes: a hospital or a CPAS may stand behind it; right ones do not count
FOR_ONE_ACCOUNT = 5  # in five minutes, from one address
CODES_OF_ONE_ACCOUNT = 50  # in an hour, from everywhere: three codes in a million are right at a time


def password_keys(request: HttpRequest, email: str) -> list[tuple[str, int]]:
    if mark := devices.mark_of(request, email):
        return [(f"password known {mark}", FOR_ONE_ACCOUNT)]
    who = limits.visitor(request)
    return [(f"password {who}", FROM_ONE_ADDRESS), (f"password {email} {who}", FOR_ONE_ACCOUNT)]


def take_password(request: HttpRequest, email: str) -> bool:
    return all(limits.take(key, most=most, seconds=FIVE_MINUTES) for key, most in password_keys(request, email))


def give_back_password(request: HttpRequest, email: str) -> None:
    for key, _most in password_keys(request, email):
        limits.give_back(key)


@contextmanager
def of_codes(request: HttpRequest, user: User) -> Iterator[None]:
    """Counts what is tried inside; a right code does not count."""
    here, everywhere = f"code {user.pk} {limits.visitor(request)}", _codes(user)
    allowed = limits.take(here, most=FOR_ONE_ACCOUNT, seconds=FIVE_MINUTES)
    if not (allowed and limits.take(everywhere, most=CODES_OF_ONE_ACCOUNT, seconds=HOUR)):
        raise get_adapter().validation_error("too_many_login_attempts")
    yield
    limits.give_back(here)
    limits.give_back(everywhere)


def clear_codes(user: User) -> None:
    limits.clear(_codes(user))


def _codes(user: User) -> str:
    return f"codes {user.pk}"
