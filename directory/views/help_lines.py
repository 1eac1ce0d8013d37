"""Numbers that answer people directly."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directory.models import HelpLine


@require_safe
def help_lines(request: HttpRequest) -> HttpResponse:
    lines = list(HelpLine.objects.filter(active=True).prefetch_related("languages"))
    groups = [(kind.label, [line for line in lines if line.kind == kind]) for kind in HelpLine.Kind]
    return render(request, "directory/help_lines.html", {"groups": [group for group in groups if group[1]]})
