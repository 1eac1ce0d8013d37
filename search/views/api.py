"""The JSON twin of the search page: the same parameters, the same answers."""

from __future__ import annotations

import json
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.cache import patch_cache_control
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from directory.models import Service
from directory.text import best
from search.engines import answer as answered
from search.filters import FACETS, PARAMETERS, SIZE, SWITCHES, Asked, Problem, read, vocabulary
from search.filters.fields import printable
from search.question import Answer, Question, lists
from search.views.further import PREFIX, RESERVE, Place, further, place
from search.views.shelf import facts

NAMES = ("name_fr", "name_nl", "name_en", "organisation__name_fr", "organisation__name_nl", "organisation__name_en")
COLUMNS = ("pk", "code", "site__bassin__code", "site__confidential", "site__lat", "site__lon", *NAMES)
WHOLE = {"confirmed_within"}
LONGEST = 200
NUMBERS = {"lat", "lon", "radius"}
Parameters = QueryDict | MultiValueDict[str, Any]


@csrf_exempt  # changes nothing, reads no cookie
@require_http_methods(["GET", "HEAD", "POST"])
@lists.steady()
def api(request: HttpRequest) -> HttpResponse:
    """Ask by POST: an address is written down on the way."""
    data, wrong = _data(request)
    data, further_on = _further(data, wrong)
    wrong += [_unknown(name) for name in data if name not in PARAMETERS]
    asked = None if wrong else read(data)
    if asked is None or asked.problems:
        return _json({"errors": [_problem(problem) for problem in (asked.problems if asked else wrong)]}, status=400)
    question = asked.question.but(republishable=True)
    found = _answer(question, further_on or Place(asked.page, ()))
    response = _json(_body(asked, found))
    if found.stand_in:
        response.headers[RESERVE] = "1"
    if asked.private:
        patch_cache_control(response, private=True, no_store=True)
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _further(data: Parameters, wrong: list[Problem]) -> tuple[Parameters, Place | None]:
    """A `page` that is the `next` of an answer beyond the last numbered page."""
    page = data.get("page")
    if not isinstance(page, str) or not page.startswith(PREFIX):
        return data, None
    data = data.copy()
    del data["page"]
    if (found := place(page, SIZE)) is None:
        wrong.append(Problem("page", printable(page[:LONGEST]), _("Write what an answer gave as “next”.")))
    return data, found


def _answer(question: Question, where: Place) -> Answer:
    return answered(question, where.page, SIZE, after=where.after)


def _data(request: HttpRequest) -> tuple[Parameters, list[Problem]]:
    """Parameters of the address, of a form, or of one JSON object whose values are values or lists of them."""
    if request.method != "POST":
        return request.GET, []
    if request.content_type != "application/json":
        return request.POST, []
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        return MultiValueDict(), [Problem("", "", _("The body is not a JSON object."))]
    return MultiValueDict({name: _values(value) for name, value in body.items() if value is not None}), []


def _values(value: Any) -> list[Any]:
    """As a form would send them."""
    values = value if isinstance(value, list) else [value]
    return [one if isinstance(one, str) else str(one).lower()[:LONGEST] for one in values]


def _unknown(name: str) -> Problem:
    said = {"name": printable(name), "names": ", ".join(PARAMETERS)}
    return Problem(name, "", _("There is no parameter “%(name)s”. There are: %(names)s.") % said)


def _problem(problem: Problem) -> dict[str, str]:
    return {"parameter": problem.parameter, "value": problem.value, "message": problem.message}


def _body(asked: Asked, answer: Answer) -> dict[str, Any]:
    known = facts([hit.service_id for hit in answer.hits], vocabulary(), answer.question.now, _facts)
    return {
        "total": answer.total,
        "page": answer.page,
        "size": answer.size,
        "next": further(answer),
        "question": {name: _spelt(name, values) for name, values in asked.parameters.items()},
        "hits": [
            known[hit.service_id] | {"distance_m": hit.distance_m, "why": hit.why}
            for hit in answer.hits
            if hit.service_id in known
        ],
        "facets": {facet: answer.facets.get(facet, {}) for facet in FACETS},
    }


def _facts(ids: list[int]) -> dict[int, dict[str, Any]]:
    return {row["pk"]: _fact(row) for row in Service.objects.listed().filter(pk__in=ids).values(*COLUMNS)}


def _fact(row: dict[str, Any]) -> dict[str, Any]:
    placed = not row["site__confidential"]
    return {
        "id": row["code"],
        "name": best({code: row[f"name_{code}"] for code in ("fr", "nl", "en")}),
        "organisation": best({code: row[f"organisation__name_{code}"] for code in ("fr", "nl", "en")}),
        "bassin": row["site__bassin__code"],
        "lat": row["site__lat"] if placed else None,
        "lon": row["site__lon"] if placed else None,
    }


def _spelt(name: str, values: tuple[str, ...]) -> Any:
    if name in FACETS:
        return values
    if name in SWITCHES:
        return True
    if name in NUMBERS:
        return float(values[0])
    return int(values[0]) if name in WHOLE else values[0]


def _json(body: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/json")
