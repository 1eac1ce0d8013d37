"""Words and places while somebody types: posted, because an unfinished word may be sensitive too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from search.engines import suggestions
from search.geocoding.addresses import finished
from search.geocoding.gazetteer import current, key
from search.views.page import unseen

MOST, LONGEST = 7, 60


@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """`{"suggestions": [text, …]}`. What is sensitive is never proposed to somebody who has not typed it whole."""
    text = " ".join(request.POST.get("text", "")[:LONGEST].split())
    found: list[str] = []
    if len(text) >= 2:
        found = _places(text) if request.POST.get("field") == "place" else _words(text)
    return unseen(JsonResponse({"suggestions": found[:MOST]}))


def _words(text: str) -> list[str]:
    return suggestions(text, (get_language() or "fr")[:2], MOST)


def _places(text: str) -> list[str]:
    """Places one of whose names, or a later word of it, begins so."""
    asked, known = key(text), current()
    names = {**{code: [place] for code, place in known.postal.items()}, **known.names}
    begins = [place for name, places in names.items() if name.startswith(asked) for place in places]
    within = [place for name, places in names.items() if f" {asked}" in name for place in places]
    named = list(dict.fromkeys(str(place) for place in (*begins, *within) if asked))[:MOST]
    return [*named, *finished(text, get_language() == "nl", MOST - len(named))] if len(named) < MOST else named
