"""What a page costs at least: nothing, one SELECT 1, the narrow search by hand; and a card without its cache."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation

from directory.views.service import BODIES, service


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def select(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return HttpResponse(str(cursor.fetchone()[0]))


def sql(request: HttpRequest) -> JsonResponse:
    """Commune, need and two other facets by plain joins: ids, names, and how many."""
    joins, where, values = [], [], []
    for n, (facet, table, column) in enumerate(FACETS):
        if code := request.GET.get(facet):
            joins.append(f"JOIN directory_service_{table} j{n} ON j{n}.service_id = s.id")
            joins.append(f"JOIN directory_{facet} f{n} ON f{n}.id = j{n}.{column}")
            where.append(f"f{n}.code = %s")
            values.append(code)
    with connection.cursor() as cursor:
        asked = f"FROM directory_service s {' '.join(joins)} WHERE {' AND '.join(where)}"
        cursor.execute(f"SELECT s.code, s.name_fr {asked} ORDER BY s.name_fr", values)
        rows = cursor.fetchall()
    return JsonResponse({"total": len(rows), "hits": [{"id": code, "name": name} for code, name in rows[:20]]})


FACETS = [
    ("commune", "area_communes", "commune_id"),
    ("theme", "themes", "theme_id"),
    ("language", "languages", "language_id"),
    ("audience", "audiences", "audience_id"),
    ("stage", "stages", "stage_id"),
    ("access", "access", "access_id"),
]


def uncached_service(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """The service page as it is first made: the kept body is forgotten before."""
    BODIES.clear()
    with translation.override(language):
        return service(request, code)
