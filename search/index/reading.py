"""Everything the search rows of a batch of services are made from: a handful of queries, however many services."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any, cast

from django.db import connection
from django.db.models import Case, F, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat
from django.utils import timezone

from directory.models import (
    BibConvention,
    HoursException,
    OpeningHours,
    Service,
    ServicePrestation,
    ServiceRole,
    SourceRecord,
)
from search.index.prepared import LISTS, Prepared, among
from search.text import LANGUAGES

# « Not for » and documents stay out: who reads them there would be sent wrong. Labels are found by their codes.
NAMES = ("name", "organisation__name")
TEXTS = ("description", "conditions", "entry", "neutral_name", "organisation__description", "site__name")
COLUMNS = (
    *("id", "code", "organisation_id", "site_id", "category__code", "area", "residents_only", "takes_non_residents"),
    *(
        "room",
        "room_said_on",
        "room_until",
        "confirmed_on",
        "closed_on",
        "accepts_requests",
        "answer_share",
        "answer_days",
    ),
    *("site__confidential", "site__lat", "site__lon", "site__bassin__code", "site__bassin__lat", "site__bassin__lon"),
    *("site__postal_code__code", "site__postal_code__lat", "site__postal_code__lon", "site__postal_code__commune_id"),
    *(f"name_{code}" for code in LANGUAGES),
)
SETS = {
    "theme": Service.themes,
    "stage": Service.stages,
    "audience": Service.audiences,
    "language": Service.languages,
    "mode": Service.modes,
    "access": Service.access,
    "area_bassin": Service.area_bassins,
    "area_commune": Service.area_communes,
}
JOINED = {"sqlite": "group_concat(key, ' ')", "postgresql": "string_agg(key, ' ')"}
Days = tuple[date, date | None]


@dataclass
class Facts:
    """One service: its own columns, and what hangs on it. `keys` are « theme:housing » and the like."""

    columns: dict[str, Any]
    keys: list[str] = field(default_factory=list)
    prestations: list[tuple[str, Days]] = field(default_factory=list)
    roles: list[tuple[str, Days]] = field(default_factory=list)
    conventions: list[Days] = field(default_factory=list)
    hours: list[tuple[int, int, int, str]] = field(default_factory=list)
    exceptions: list[tuple[date, date, int | None, int | None, str]] = field(default_factory=list)
    may_leave: list[bool] = field(default_factory=list)  # of each source it comes from: may it be republished?


def read(ids: Sequence[int]) -> list[Facts]:
    """The listed ones among these services."""
    by_id = {row["id"]: Facts(row) for row in _listed(timezone.localdate()).named(ids)}
    with connection.cursor() as cursor:
        cursor.execute(_codes(), [json.dumps(list(by_id))])
        for pk, keys in cursor.fetchall():
            by_id[pk].keys = keys.split(" ")
    dated = ("service_id", "starts_on", "ends_on")
    for pk, start, end, code in _of(ServicePrestation, *dated, "prestation__code").rows(by_id):
        by_id[pk].prestations.append((code, (start, end)))
    for pk, start, end, code in _of(ServiceRole, *dated, "role__code").rows(by_id):
        by_id[pk].roles.append((code, (start, end)))
    for pk, *exception in _of(HoursException, *dated, "opens", "closes", "kind").rows(by_id):
        by_id[pk].exceptions.append(tuple(exception))
    for pk, may_leave in _of(SourceRecord, "service_id", "source__may_republish").rows(by_id):
        by_id[pk].may_leave.append(may_leave)
    _add_hours(by_id)
    _add_conventions(list(by_id.values()))
    return list(by_id.values())


@lru_cache(1)
def _listed(_today: date) -> Prepared:
    """What is listed depends on the day."""
    rows = Service.objects.listed().filter(pk__in=among()).order_by("pk")
    return Prepared(rows.values(*COLUMNS, **_texts()))


@cache
def _of(model: Any, *columns: str, owner: str = "service_id") -> Prepared:
    rows = model.objects.filter(**{f"{owner}__in": among()}).order_by(owner, "pk")
    return Prepared(rows.values_list(*columns))


def _texts() -> dict[str, Concat]:
    """`says_n_fr`, `says_t_nl`…: what is read in each tier and language, as one text. A shelter's site is not named."""
    said: dict[str, list[Any]] = {f"says_n_{code}": [F(f"{n}_{code}") for n in NAMES] for code in LANGUAGES}
    said |= {f"says_t_{code}": [_public(f"{name}_{code}") for name in TEXTS] for code in LANGUAGES}
    return {name: Concat(*_spaced(parts), output_field=TextField()) for name, parts in said.items()}


def _public(name: str) -> Combinable:
    if not name.startswith("site__"):
        return F(name)
    return Case(When(site__confidential=False, then=F(name)), default=Value(""))


def _spaced(parts: list[Any]) -> list[Any]:
    return [piece for part in parts for piece in (Value("\n"), part)]


@cache
def _codes() -> str:
    """All many-to-many codes of a service in one row."""
    each = []
    for facet, relation in SETS.items():
        through: Any = cast("Any", relation).through._meta
        target: Any = cast("Any", relation).field.related_model._meta
        column = through.get_field(cast("Any", relation).field.m2m_reverse_field_name()).column
        each.append(
            f"SELECT t.service_id, '{facet}:' || c.code AS key "  # noqa: S608  names of ours
            f"FROM {through.db_table} t JOIN {target.db_table} c ON c.id = t.{column} WHERE t.service_id IN "
            "(SELECT id FROM ids)"
        )
    ids, joined, rows = LISTS[connection.vendor], JOINED[connection.vendor], " UNION ALL ".join(each)
    return f"WITH ids(id) AS ({ids}) SELECT service_id, {joined} FROM ({rows}) x GROUP BY service_id"  # noqa: S608


def _add_hours(by_id: dict[int, Facts]) -> None:
    """A service without hours of its own keeps those of its site."""
    columns = ("weekday", "opens", "closes", "kind")
    for pk, *hours in _of(OpeningHours, "service_id", *columns).rows(by_id):
        by_id[pk].hours.append(tuple(hours))
    waiting: dict[int, list[Facts]] = defaultdict(list)
    for facts in by_id.values():
        if facts.columns["site_id"] and not facts.hours:
            waiting[facts.columns["site_id"]].append(facts)
    for pk, *hours in _of(OpeningHours, "site_id", *columns, owner="site_id").rows(waiting):
        for facts in waiting[pk]:
            facts.hours.append(tuple(hours))


def _add_conventions(found: list[Facts]) -> None:
    """Only of those who state a prestation: a convention alone gives nothing."""
    of: dict[int, list[Facts]] = defaultdict(list)
    for facts in found:
        if facts.prestations:
            of[facts.columns["organisation_id"]].append(facts)
    dated = ("organisation_id", "starts_on", "ends_on")
    for pk, start, end in _of(BibConvention, *dated, owner="organisation_id").rows(of):
        for facts in of[pk]:
            facts.conventions.append((start, end))
