"""Browsers in which somebody has come in before. Her tries there have a counter of their own, so that nobody who shares
her address can use them up.

The cookie goes to the login door alone, names nobody and opens nothing: whoever steals it may guess five times.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "__Secure-known" if settings.SESSION_COOKIE_SECURE else "known"
PATH = "/accounts/"
SALT = "maillage known browser"
AGE = 180 * 24 * 60 * 60  # seconds since anybody came in
MOST = 5  # people at one counter's computer


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """She has just come in here: first of those whom this browser knows."""
    mine = _mark(email)
    known = [mine, *(one for one in _marks(request) if one != mine)][:MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps(known, salt=SALT),
        max_age=AGE,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def mark_of(request: HttpRequest, email: str) -> str:
    """Hers, where this browser knows her; nothing elsewhere."""
    known = _marks(request)
    return mine if known and (mine := _mark(email)) in known else ""


def seat(request: HttpRequest) -> str:
    """Of all whom it knows, whatever their order; nothing for a browser in which nobody has come in."""
    return _mark(" ".join(sorted(found))) if (found := _marks(request)) else ""


def _marks(request: HttpRequest) -> list[str]:
    if COOKIE not in request.COOKIES:
        return []
    try:
        return list(signing.loads(request.COOKIES[COOKIE], salt=SALT, max_age=AGE))
    except signing.BadSignature:
        return []


def _mark(text: str) -> str:
    return salted_hmac(SALT, text.strip().lower(), algorithm="sha256").hexdigest()[:32]
