"""A service's page and its vCard."""

from __future__ import annotations

import zlib
from datetime import datetime

from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from directory import shortlist
from directory.models import Service
from directory.vcard import vcard as vcard_of
from directory.views.card import Card
from directory.views.finding import merged_code
from directory.views.linked_data import linked_data
from directory.views.printing import CARRIED, body
from directory.views.reading import latest_change, read

QUARTER = 15 * 60
# Bodies of the public door, in this process: kept by (code, version, language, quarter of an hour). Squeezed: five
# hundred pages are a tenth of a process's memory otherwise.
BODIES = LocMemCache("service pages", {"timeout": QUARTER, "OPTIONS": {"MAX_ENTRIES": 500}})


@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    if request.private_door:  # type: ignore[attr-defined]
        return _answer(request, *_page(request, code, now))
    key = _key(code, now)
    kept: tuple[bytes, bool, str] | None = BODIES.get(key)
    if kept is None:
        html, sensitive, moved_to = _page(request, code, now)
        BODIES.set(key, (zlib.compress(html.encode(), 1), sensitive, moved_to))
        return _answer(request, html, sensitive, moved_to)
    squeezed, sensitive, moved_to = kept
    return _answer(request, zlib.decompress(squeezed).decode(), sensitive, moved_to)


@require_safe
def vcard(request: HttpRequest, code: str) -> HttpResponse:
    found = read(code)
    if found is None:
        return redirect("directory:vcard", merged_code(Service.objects.readable(), code), permanent=True)
    card = Card(found, timezone.now())
    address = request.build_absolute_uri(request.path.removesuffix("/contact.vcf"))
    response = HttpResponse(vcard_of(found, card.contacts, address), content_type="text/vcard; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="contact.vcf"'
    response.headers["X-Robots-Tag"] = "noindex"
    if card.sensitive:
        response.headers["Cache-Control"] = "no-store"
    return response


def _key(code: str, now: datetime) -> str:
    """Any change of the directory is a new version: names of organisations, communes and code lists are on the page."""
    return f"{code}:{latest_change()}:{get_language()}:{int(now.timestamp()) // QUARTER}"


def _page(request: HttpRequest, code: str, now: datetime) -> tuple[str, bool, str]:
    """The page, whether it must leave no trace, and where a merged code leads instead."""
    found = read(code)
    if found is None:
        return "", False, merged_code(Service.objects.readable(), code)
    card = Card(found, now)
    context = {
        "card": card,
        "body": body("service.html", card=card),
        "linked_data": linked_data(card, request.build_absolute_uri(request.path)),
    }
    return render_to_string("directory/service.html", context, request), card.sensitive, ""


def _answer(request: HttpRequest, html: str, sensitive: bool, moved_to: str) -> HttpResponse:
    if moved_to:
        return redirect("directory:service", moved_to, permanent=True)
    carried = shortlist.query(shortlist.read(request.GET))
    response = HttpResponse(html.replace(CARRIED, escape(f"{carried}&") if carried else ""))
    if sensitive:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response
