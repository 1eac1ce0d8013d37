"""One page for each role, in French or Dutch: docs/roles. Whoever reads English gets it in French.

They hold nothing that is secret, so that somebody may be shown hers before she has an account.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from cms.desk.guide import Chapter, read

FOLDER = settings.BASE / "docs" / "roles"
ROLES = ("member", "manager", "coordinator", "editor", "actor")


@cache
def guide(role: str, language: str) -> Chapter:
    return read(FOLDER / language / f"{role}.md")


def role_guide(request: HttpRequest, role: str) -> HttpResponse:
    if role not in ROLES:
        raise Http404
    language = "nl" if get_language() == "nl" else "fr"
    return render(request, "cms/role_guide.html", {"guide": guide(role, language), "spoken": language})
