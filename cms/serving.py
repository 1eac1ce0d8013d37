"""Wagtail's pages at the public door: the same for everybody, so each process renders one at most once a minute."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page

from cms.memory import keep, recall


def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """Members and editors always get it fresh; so does a question, and what is not found is never kept."""
    if request.method != "GET" or request.private_door or request.GET:  # type: ignore[attr-defined]
        return _fresh(request, path)
    what, language = f"page {request.get_host()} {path}", get_language() or ""
    kept: tuple[bytes, str] | None = recall(what, language)
    if kept is not None:
        response = HttpResponse(kept[0])
        response.counted_as = kept[1]  # type: ignore[attr-defined]
        return response
    response = _fresh(request, path)
    if response.status_code == 200:
        keep(what, language, (response.content, response.counted_as))  # type: ignore[attr-defined]
    return response


def _fresh(request: HttpRequest, path: str) -> HttpResponse:
    response: HttpResponse = views.serve(request, path)
    page = (getattr(response, "context_data", None) or {}).get("page")
    response.counted_as = f"page:{page.translation_key}" if isinstance(page, Page) else ""  # type: ignore[attr-defined]
    return response.render() if hasattr(response, "render") else response
