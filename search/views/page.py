"""The search page: a form that posts, a shareable address unless something sensitive was asked, cards, filters, map."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from directory import shortlist
from search.engines import answer as answered
from search.filters import Asked, label_of, read, vocabulary
from search.question import Answer, lists
from search.views import panel
from search.views.beside import beside
from search.views.empty import nowhere, outside
from search.views.keeping import bar, keep
from search.views.rendering import rendered
from search.views.shelf import drawn, lines, listed
from search.views.words import explain

USUAL_RADIUS = "5"
EMPTY = mark_safe('<div id="answer"></div>')  # what htmx puts in the place of an answer that there is not


@require_http_methods(["GET", "HEAD", "POST"])
@lists.steady()
def page(request: HttpRequest) -> HttpResponse:
    """GET answers an address; POST leads to one, or answers at once what may not stand in one."""
    data = _posted(request.POST) if request.method == "POST" else request.GET
    asked = replace(read(data), sheet=shortlist.read(data))
    here = reverse("search:page")
    if request.method == "POST" and not asked.private:
        return HttpResponse(status=303, headers={"Location": f"{here}?{_query(asked)}".rstrip("?")})
    request.sensitive = asked.private  # type: ignore[attr-defined]  # read by the frame of the page
    request.shareable = "" if asked.private else _query(asked)  # type: ignore[attr-defined]
    response = render(
        request, "search/page.html", _context(request, asked, here), status=422 if asked.problems else 200
    )
    return unseen(response) if asked.private or request.method == "POST" else response


def unseen(response: HttpResponse) -> HttpResponse:
    """Kept by no cache, listed by no index; htmx leaves the address as it is."""
    patch_cache_control(response, private=True, no_store=True)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["HX-Push-Url"] = "false"
    return response


def _posted(data: QueryDict) -> QueryDict:
    """Forms without a choice of distance (the home page) mean the usual one. Choosing for the sheet turns no page."""
    data = data.copy()
    if data.get("place") and "radius" not in data:
        data["radius"] = USUAL_RADIUS
    shown = str(data.get("shown", ""))
    if shown.isdecimal() and {shortlist.ADD, shortlist.DROP} & data.keys():
        data["page"] = shown
    return data


def _query(asked: Asked) -> str:
    return asked.query(f"page={asked.page}" if asked.page > 1 else "")


def _context(request: HttpRequest, asked: Asked, here: str) -> dict[str, Any]:
    token = get_token(request) if getattr(request, "private_door", False) else ""
    common: dict[str, Any] = {
        "asked": asked,
        "question": asked.question,
        "here": here,
        "token": token,
        "label_of": label_of,
        **bar(asked.sheet),
    }
    answer = None if asked.problems else _answer(asked)
    common["answer"] = answer
    common["radii"] = panel.radii(asked.question)
    found = _found(asked, answer) if answer else {}
    return {
        "form": rendered("search/ask.html", **common),
        "results": rendered("search/results.html", **common, **found) if answer else EMPTY,
        "answer": answer,
        "asked": asked,
        "chosen": sum(not chip.typed for chip in found.get("chips", ())),
    }


def _answer(asked: Asked) -> Answer:
    """Beyond the last page is the last page."""
    answer = answered(asked.question, asked.page)
    return answered(asked.question, answer.pages) if asked.page > answer.pages > 0 else answer


def _found(asked: Asked, answer: Answer) -> dict[str, Any]:
    terms = vocabulary()
    found = listed(answer, terms)
    explain(found, asked.question, terms)
    keep(found, asked.sheet, "ask")
    points = [{"number": number} | card.mark for number, card in enumerate(found, 1) if card.mark]
    return {
        "terms": terms,
        "cards": found,
        "articles": drawn(found, terms, answer.question.now),
        "chips": panel.chips(asked, terms),
        "groups": panel.groups(answer, terms),
        "sorts": panel.sorts(asked.question),
        "ages": panel.ages(asked.question),
        "points": points,
        "unplaced": len(found) - len(points),
        "tiles": settings.TILE_SERVER,
        "outside": outside(asked.question),
        "lines": lines(asked.question, terms) if answer.total else [],
        "nowhere": None if answer.total else nowhere(answer),
        "beside": beside(answer.question) if answer.page == 1 else [],
    }
