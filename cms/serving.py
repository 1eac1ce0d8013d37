"""Wagtail's pages at the public door: the same for everybody, so each process renders one at most once a minute."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views

from cms.memory import keep, recall


def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """Members and editors always get it fresh; so does a question, and what is not found is never kept."""
    if request.method != "GET" or request.private_door or request.GET:  # type: ignore[attr-defined]
        return _fresh(request, path)
    what, language = f"page {request.get_host()} {path}", get_language() or ""
    body: bytes | None = recall(what, language)
    if body is not None:
        return HttpResponse(body)
    response = _fresh(request, path)
    if response.status_code == 200:
        keep(what, language, response.content)
    return response


def _fresh(request: HttpRequest, path: str) -> HttpResponse:
    response: HttpResponse = views.serve(request, path)
    return response.render() if hasattr(response, "render") else response
