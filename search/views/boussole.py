"""The boussole: one page at one address. Answers are posted, answered at once, and kept nowhere."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from directory import shortlist
from directory.models import Language, Stage, Theme, ThemeGroup
from search.filters import vocabulary
from search.filters.boussole import BoussoleForm
from search.question import PlaceKind, lists
from search.views import lines
from search.views.guidance import Guidance, Guide
from search.views.keeping import bar, keep
from search.views.page import unseen
from search.views.rendering import rendered

ICONS = {
    "language": "languages",
    "rights": "file-text",
    "work_money": "hand-coins",
    "home": "house",
    "support": "users",
    "wellbeing": "heart",
    "safety": "shield",
    "pregnancy": "stethoscope",
    "after_birth": "baby",
    "children": "sprout",
}


@require_http_methods(["GET", "HEAD", "POST"])
@lists.steady()
def boussole(request: HttpRequest) -> HttpResponse:
    """An address never holds an answer: of a GET only the sheet's codes are read. Changing language asks no answer."""
    if request.method != "POST":
        return render(request, "search/boussole.html", _context(request, BoussoleForm()))
    form, unfinished = BoussoleForm(request.POST), "unfinished" in request.POST
    guidance = _guidance(form) if not unfinished and form.is_valid() else None
    request.sensitive = True  # type: ignore[attr-defined]  # read by the frame of the page
    context = _context(request, form, guidance)
    return unseen(render(request, "search/boussole.html", context, status=200 if guidance or unfinished else 422))


def _guidance(form: BoussoleForm) -> Guidance:
    values = form.cleaned_data
    return Guide(values["found"], values["stage"], values["language"], vocabulary()).answer(values["theme"])


def _context(request: HttpRequest, form: BoussoleForm, guidance: Guidance | None = None) -> dict[str, Any]:
    token = get_token(request) if getattr(request, "private_door", False) else ""
    sheet = shortlist.read(request.POST if request.method == "POST" else request.GET)
    common: dict[str, Any] = {"here": reverse("search:boussole"), "token": token, **bar(sheet)}
    for section in guidance.all if guidance else ():
        keep(section.cards, sheet, "questions-inside")
    now, later = lines.today()
    return {
        "today": rendered("search/boussole/today.html", now=now, later=later),
        "questions": rendered("search/boussole/questions.html", **common, **_questions(form), answered=bool(guidance)),
        "answers": rendered("search/boussole/answers.html", **common, **_answers(guidance)) if guidance else "",
        "asking": "questions-inside",
    }


def _questions(form: BoussoleForm) -> dict[str, Any]:
    asked: Any = form.data
    groups: dict[str, list[Theme]] = defaultdict(list)
    themes: Any = Theme.objects.filter(active=True, group__active=True)
    for theme in themes.select_related("group"):
        groups[theme.group.code].append(theme)
    return {
        "errors": {} if "unfinished" in asked else {name: list(said) for name, said in form.errors.items()},
        "choices": getattr(form, "choices", []),
        "where": asked.get("where", ""),
        "place": asked.get("choice") or asked.get("place", ""),
        "stage": asked.get("stage", ""),
        "language": asked.get("language", ""),
        "chosen": set(asked.getlist("theme")) if form.is_bound else set(),
        "stages": Stage.objects.filter(active=True),
        "languages": Language.objects.filter(active=True),
        "groups": [(group, groups[group.code]) for group in ThemeGroup.objects.all() if group.code in groups],
        "icons": ICONS,
    }


def _answers(guidance: Guidance) -> dict[str, Any]:
    needs = (section.theme for section in guidance.sections)
    discreet = guidance.stage.sensitive or any(need and need.sensitive for need in needs)
    outside = guidance.place.kind == PlaceKind.OUTSIDE
    return {"found": guidance, "outside": outside, "discreet": discreet, "day": timezone.localdate()}
