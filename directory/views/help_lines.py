"""Numbers that answer people directly."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from directory.answering import by_kind


@require_safe
def help_lines(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/help_lines.html", {"groups": by_kind((get_language() or "fr")[:2])})
