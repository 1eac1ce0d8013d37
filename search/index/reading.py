"""Everything the search rows of a batch of services are made from: a dozen queries, however many services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from directory.models import (
    BibConvention,
    HoursException,
    OpeningHours,
    Service,
    ServicePrestation,
    ServiceRole,
)
from search.text import LANGUAGES

TEXTS = ("description", "conditions", "entry", "neutral_name")
OWNERS = ("organisation__name", "organisation__description", "site__name")
COLUMNS = (
    *("id", "code", "organisation_id", "site_id", "category__code", "area", "residents_only", "takes_non_residents"),
    *("room", "room_said_on", "confirmed_on", "accepts_requests", "answer_share", "answer_days"),
    *("site__confidential", "site__lat", "site__lon", "site__bassin__code", "site__bassin__lat", "site__bassin__lon"),
    *("site__postal_code__code", "site__postal_code__lat", "site__postal_code__lon", "site__postal_code__commune_id"),
    *(f"{name}_{code}" for name in ("name", *TEXTS, *OWNERS) for code in LANGUAGES),
)
SETS = {
    "theme": Service.themes,
    "stage": Service.stages,
    "audience": Service.audiences,
    "language": Service.languages,
    "mode": Service.modes,
    "access": Service.access,
    "bassins": Service.area_bassins,
    "communes": Service.area_communes,
}
Days = tuple[date, date | None]


@dataclass
class Facts:
    """One service: its own columns, and what hangs on it."""

    columns: dict[str, Any]
    sets: dict[str, list[str]]
    prestations: list[tuple[str, Days]] = field(default_factory=list)
    roles: list[tuple[str, Days]] = field(default_factory=list)
    conventions: list[Days] = field(default_factory=list)
    hours: list[tuple[str, int, int, int]] = field(default_factory=list)
    exceptions: list[tuple[date, date, str, int | None, int | None]] = field(default_factory=list)


def read(ids: Sequence[int]) -> list[Facts]:
    """The listed ones among these services."""
    rows = list(Service.objects.listed().filter(pk__in=ids).order_by("pk").values(*COLUMNS))
    listed = [row["id"] for row in rows]
    sets = {facet: _pairs(relation, listed) for facet, relation in SETS.items()}
    found = [Facts(row, {facet: of.get(row["id"], []) for facet, of in sets.items()}) for row in rows]
    by_id = {facts.columns["id"]: facts for facts in found}
    dated = ("service_id", "starts_on", "ends_on")
    for pk, start, end, code in _of(ServicePrestation, listed).values_list(*dated, "prestation__code"):
        by_id[pk].prestations.append((code, (start, end)))
    for pk, start, end, code in _of(ServiceRole, listed).values_list(*dated, "role__code"):
        by_id[pk].roles.append((code, (start, end)))
    for pk, *exception in _of(HoursException, listed).values_list(
        "service_id", "starts_on", "ends_on", "kind", "opens", "closes"
    ):
        by_id[pk].exceptions.append(tuple(exception))
    _add_hours(found, by_id)
    _add_conventions(found)
    return found


def _of(model: Any, ids: list[int]) -> Any:
    return model.objects.filter(service_id__in=ids).order_by("service_id", "pk")


def _pairs(relation: Any, ids: list[int]) -> dict[int, list[str]]:
    through, target = relation.through, relation.field.m2m_reverse_field_name()
    found: dict[int, list[str]] = defaultdict(list)
    for pk, code in through.objects.filter(service_id__in=ids).values_list("service_id", f"{target}__code"):
        found[pk].append(code)
    return found


def _add_hours(found: list[Facts], by_id: dict[int, Facts]) -> None:
    """A service without hours of its own keeps those of its site."""
    columns = ("kind", "weekday", "opens", "closes")
    for pk, *hours in _of(OpeningHours, list(by_id)).values_list("service_id", *columns):
        by_id[pk].hours.append(tuple(hours))
    waiting: dict[int, list[Facts]] = defaultdict(list)
    for facts in found:
        if facts.columns["site_id"] and not facts.hours:
            waiting[facts.columns["site_id"]].append(facts)
    for pk, *hours in OpeningHours.objects.filter(site_id__in=waiting).values_list("site_id", *columns):
        for facts in waiting[pk]:
            facts.hours.append(tuple(hours))


def _add_conventions(found: list[Facts]) -> None:
    """Only of those who state a prestation: a convention alone gives nothing."""
    of: dict[int, list[Facts]] = defaultdict(list)
    for facts in found:
        if facts.prestations:
            of[facts.columns["organisation_id"]].append(facts)
    rows: Any = cast("Any", BibConvention).objects.filter(organisation__in=of).order_by("pk")
    for pk, start, end in rows.values_list("organisation_id", "starts_on", "ends_on"):
        for facts in of[pk]:
            facts.conventions.append((start, end))
