"""Error pages: one template fed by small handlers, and a last one that needs nothing at all."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from cms.finding import instead_of

API = "/api/"
FROM_ELSEWHERE = "The form was sent from another site."
LAST_RESORT = Path(__file__).parent / "templates" / "500.html"


def _page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """The page of an error; should even that fail, the one that needs no template engine."""
    if request.path.startswith(API):
        return _json(request, status)
    request.resolver_match = None  # the language switch leads to the home pages: this address may say too much
    try:
        with translation.override(_language(request)):
            return render(request, "error.html", {"status": status, **context}, status=status)
    except Exception:  # noqa: BLE001 - whatever is broken, the reader gets a page
        return last_resort(status)


def _json(request: HttpRequest, status: int) -> HttpResponse:
    """Programs are answered as they ask, in the shape of the API's own refusals."""
    with translation.override(_language(request)):
        says = {
            400: _("This request cannot be read."),
            403: _("This is not open to you."),
            404: _("There is nothing at this address. The API is described at %(address)s.") % {"address": "/api/v1/"},
            414: _("This address is too long: ask by POST."),
            429: _("Too many requests at once: wait a minute."),
        }
        problem = {"parameter": "", "value": "", "message": says.get(status, _("This did not work"))}
    return JsonResponse({"errors": [problem]}, status=status, json_dumps_params={"ensure_ascii": False})


def _language(request: HttpRequest) -> str:
    """Some errors come before the language is known."""
    known: str = getattr(request, "LANGUAGE_CODE", "")
    return known or translation.get_language_from_request(request, check_path=True)


def last_resort(status: int = 500) -> HttpResponse:
    """One file with its style inside, which this answer's own policy allows by its digest, and nothing else."""
    page = LAST_RESORT.read_text(encoding="utf-8")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(sha256(style[1].encode()).digest()).decode() if style else ""
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return HttpResponse(page, status=status, headers={"Content-Security-Policy": policy})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, meant=lambda: instead_of(request.path))  # asked once the page is drawn


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 429)


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """More posts a minute than `cms.limits` lets through; unlike `too_many`, this has nothing to do with accounts."""
    response = _page(request, 429, often=True)
    response.headers["Retry-After"] = str(seconds)
    return response


def too_long(request: HttpRequest) -> HttpResponse:
    return _page(request, 414)


def server_error(request: HttpRequest) -> HttpResponse:
    return _json(request, 500) if request.path.startswith(API) else last_resort()


@requires_csrf_token
def csrf_failed(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    """Where no session counts there is no cookie to speak of: the browser said that the form came from elsewhere."""
    return _page(request, 403, csrf=True, elsewhere=reason == FROM_ELSEWHERE)
