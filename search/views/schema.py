"""The API described for machines (OpenAPI 3.1) and for people, from the same declarations that read the parameters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.filters import FACETS, SIZE, SWITCHES, QuestionFilter, Vocabulary, label_of, vocabulary
from search.filters.fields import written
from search.filters.form import Number, OneOf
from search.views.further import PREFIX, RESERVE

ASK_BY_POST = (
    "Ask by POST (a form or one JSON object): addresses are written down on the way, in logs and histories. "
    "A GET that carries something sensitive is answered with “no-store”."
)
REQUESTS = "Only services that take on-line requests. Until the first one does, this finds nothing."
STRING: dict[str, Any] = {"type": "string"}
NULLABLE_NUMBER = {"type": ["number", "null"]}


@dataclass(frozen=True)
class Parameter:
    """One line of the table that people read."""

    name: str
    label: str
    kind: str
    codes: list[tuple[str, str]]


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """In English whoever asks; the labels of parameters and codes in all languages."""
    with translation.override("en"):
        return JsonResponse(description(vocabulary()), json_dumps_params={"ensure_ascii": False})


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Its address has no language: the switch asks by a parameter, the browser by its header."""
    asked = request.GET.get("language", "")
    with translation.override(asked if asked in dict(settings.LANGUAGES) else get_language()):
        return render(request, "search/api.html", {"parameters": list(_parameters(vocabulary())), "size": SIZE})


def _parameters(terms: Vocabulary) -> Iterator[Parameter]:
    for name, one in QuestionFilter.base_filters.items():
        codes = [(term.code, str(term.label)) for term in terms[name].values() if term.asked] if name in FACETS else []
        if name in FACETS:
            kind = _("codes, repeatable")
        elif name in SWITCHES:
            kind = _("1 or 0")
        elif isinstance(one, Number):
            kind = _("a number from %(low)s to %(high)s") % {
                "low": written(one.extra["low"]),
                "high": written(one.extra["high"]),
            }
        elif isinstance(one, OneOf):
            kind = ", ".join(one.extra["words"])
        else:
            kind = _("text")
        yield Parameter(name, label_of(name), kind, codes)


def description(terms: Vocabulary) -> dict[str, Any]:
    """The whole document; codes are those of today."""
    names = list(QuestionFilter.base_filters)
    body = {"schema": {"$ref": "#/components/schemas/Question"}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Maillage",
            "version": "1",
            "description": f"Who can help a pregnant woman or a young family in Brussels. {ASK_BY_POST}",
            "contact": {"email": settings.CONTACT_MAIL},
        },
        "servers": [{"url": settings.SITE_ADDRESS}],
        "paths": {
            reverse("search_api:api"): {
                "get": {
                    "operationId": "search",
                    "summary": "Search (prefer POST)",
                    "parameters": [_query(name, terms) for name in names],
                    "responses": _responses(),
                },
                "post": {
                    "operationId": "searchByPost",
                    "summary": "Search",
                    "description": ASK_BY_POST,
                    "requestBody": {
                        "content": {"application/json": body, "application/x-www-form-urlencoded": body},
                    },
                    "responses": _responses(),
                },
            }
        },
        "components": {"schemas": _schemas(terms, names)},
    }


def _query(name: str, terms: Vocabulary) -> dict[str, Any]:
    described = {"description": label_of(name), "x-labels": _labels(name)}
    return {"name": name, "in": "query", **described, "schema": _type(name, terms), "required": False}


def _labels(name: str) -> dict[str, str]:
    """What the pages call a parameter, by language."""
    found = {}
    for language in dict(settings.LANGUAGES):
        with translation.override(language):
            found[language] = label_of(name)
    return found


def _code_labels(name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for language in dict(settings.LANGUAGES):
        with translation.override(language):
            for code, term in vocabulary()[name].items():
                if term.asked and not term.label.foreign:
                    found[code][language] = str(term.label)
    return found


ABOUT_PAGE = {"description": "A number, or the “next” of the answer before, which goes on beyond the last number."}


def _type(name: str, terms: Vocabulary) -> dict[str, Any]:
    one = QuestionFilter.base_filters[name]
    if name in FACETS:
        codes = [term.code for term in terms[name].values() if term.asked]
        return {"type": "array", "items": {"type": "string", "enum": codes}, "x-labels": _code_labels(name)}
    if name in SWITCHES:
        return {"type": "boolean"} | ({"description": REQUESTS} if name == "accepts_requests" else {})
    if isinstance(one, Number):
        kind = "integer" if one.extra.get("whole") else "number"
        number = {"type": kind, "minimum": one.extra["low"], "maximum": one.extra["high"]}
        return number if name != "page" else {"anyOf": [number, STRING | {"pattern": f"^{PREFIX}"}]} | ABOUT_PAGE
    return (
        {"type": "string", "enum": list(one.extra["words"])} if isinstance(one, OneOf) else STRING | {"maxLength": 200}
    )


def _responses() -> dict[str, Any]:
    def answer(text: str, name: str) -> dict[str, Any]:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        return {"description": text, "content": content}

    return {
        "200": answer("The services that answer", "Answer")
        | {"headers": {RESERVE: {"description": "Present while the reserve answers", "schema": {"type": "string"}}}},
        "400": answer("Parameters that were not understood, each with its value", "Problems"),
        "414": answer("An address that is too long: ask by POST", "Problems"),
        "429": answer("Too many requests by POST within a minute", "Problems")
        | {"headers": {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}}},
    }


def _schemas(terms: Vocabulary, names: list[str]) -> dict[str, Any]:
    counts = {"type": "object", "additionalProperties": {"type": "integer"}}
    question = {
        "type": "object",
        "properties": {name: _type(name, terms) for name in names},
        "additionalProperties": False,
    }
    return {
        "Question": question,
        "Answer": _object(
            total={"type": "integer"},
            page={"type": "integer"},
            size={"type": "integer"},
            next={
                "type": ["string", "null"],
                "description": "What to send as “page” for more; null when there is no more.",
            },
            question={"$ref": "#/components/schemas/Question"},
            hits={"type": "array", "items": {"$ref": "#/components/schemas/Hit"}},
            facets=_object(**dict.fromkeys(FACETS, counts)),
        ),
        "Hit": _object(
            id=STRING | {"description": "The public code of the service"},
            name=STRING,
            organisation=STRING,
            bassin={"type": ["string", "null"]},
            lat=NULLABLE_NUMBER | {"description": "Null when the address is confidential or there is none"},
            lon=NULLABLE_NUMBER,
            distance_m={"type": ["integer", "null"]},
            why={"type": "array", "items": STRING},
        ),
        "Problems": _object(errors={"type": "array", "items": _object(parameter=STRING, value=STRING, message=STRING)}),
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
