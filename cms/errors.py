"""Error pages: one template fed by small handlers, and a last one that needs nothing at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

LAST_RESORT = Path(__file__).parent / "templates" / "500.html"


def _page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """The page of an error; should even that fail, the one that needs no template engine."""
    request.sensitive = True  # type: ignore[attr-defined]  # no address of it in links to other languages
    try:
        return render(request, "error.html", {"status": status, **context}, status=status)
    except Exception:  # noqa: BLE001 - whatever is broken, the reader gets a page
        return last_resort(status)


def last_resort(status: int = 500) -> HttpResponse:
    return HttpResponse(LAST_RESORT.read_text(encoding="utf-8"), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    return last_resort()


@requires_csrf_token
def csrf_failed(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    return _page(request, 403, csrf=True)
