"""Reads a service with everything its page prints.

Building some 25 queries took ten times longer than running them, and was most of the page. So each statement is built
once in a process, and code lists are kept until one of them changes. The rows end up where `prefetch_related` would
have put them: whoever prints a service does not know how it was read.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models

from directory.models import (
    Bassin,
    BibConvention,
    Category,
    Change,
    Commune,
    ContactPoint,
    HoursException,
    Language,
    Notice,
    OpeningHours,
    Organisation,
    PostalCode,
    Prestation,
    PrestationRule,
    Role,
    Service,
    ServicePrestation,
    ServiceRole,
    Site,
    Source,
    SourceRecord,
    Version,
)

M = TypeVar("M", bound=models.Model)
SETS = (
    *("themes", "audiences", "stages", "languages", "reading_languages", "modes", "access"),
    *("area_bassins", "area_communes"),
)
CHILDREN: dict[str, type[models.Model]] = {
    "contacts": ContactPoint,
    "hours": OpeningHours,
    "exceptions": HoursException,
    "notices": Notice,
    "prestations": ServicePrestation,
    "roles": ServiceRole,
}
LINKS: dict[str, type[models.Model]] = {"language": Language, "prestation": Prestation, "role": Role}
MINUTE = 60
NO_ID, NO_CODE = -1, "????????"  # stand for the value asked while a statement is built


class Prepared(Generic[M]):
    """A question to one table whose SQL, columns and conversions are worked out once."""

    def __init__(self, queryset: models.QuerySet[M]) -> None:
        compiler = queryset.query.get_compiler(connection=connection)
        self.model = queryset.model
        self.sql, self.values = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select]
        self.names = [column.target.attname for column in columns]
        self.conversions = list(compiler.get_converters(columns).items())

    def rows(self, asked: int | str) -> list[M]:
        values = [asked if value in (NO_ID, NO_CODE) else value for value in self.values]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return [self._record(list(row)) for row in cursor.fetchall()]

    def row(self, asked: int | str) -> M | None:
        return next(iter(self.rows(asked)), None)

    def _record(self, row: list[Any]) -> M:
        for place, (converters, expression) in self.conversions:
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        return self.model.from_db(connection.alias, self.names, row)


class CodeLists(NamedTuple):
    """Every row of the small tables by its id, the bassins of each commune, the programme's rules."""

    rows: dict[type[models.Model], dict[int, Any]]
    bassins_of: dict[str, set[str]]
    rules: list[PrestationRule]


def read(code: str) -> Service | None:
    """The service of this code if its page may be read."""
    service = _readable().row(code)
    if service is None:
        return None
    lists = code_lists()
    service.category = lists.rows[Category][service.category_id]
    service.site = _site(service.site_id, lists)
    for name, model in CHILDREN.items():
        _keep(service, name, _linked(_owned_by(model, "service").rows(service.pk), lists))
    sets = _sets(service.pk, lists)
    _keep(service, "source_records", [SourceRecord(source=source) for source in sets.pop("sources")])
    for name, rows in sets.items():
        _keep(service, name, rows)
    if service.site and not service.hours.all():  # only then does the page print the site's
        _keep(service.site, "hours", _owned_by(OpeningHours, "site").rows(service.site.pk))
    service.organisation = _organisation(service, lists)
    return service


def changed_at(service: Service) -> datetime | None:
    """When its last version was written."""
    version = _versions().row(service.pk)
    return version.at if version else None


def latest_change() -> int:
    """The number of the last write of the directory, whatever it touched."""
    return _highest(f"SELECT MAX(id) FROM {Change._meta.db_table}")  # noqa: S608


def code_lists() -> CodeLists:
    """As they are now; what is edited outside `directory.actions` is seen within a minute."""
    return _code_lists(_highest(_vocabulary_version()), int(time.time()) // MINUTE)


def forget() -> None:
    """For tests, where the database goes back in time."""
    _code_lists.cache_clear()
    _vocabulary_version.cache_clear()


def _organisation(service: Service, lists: CodeLists) -> Organisation:
    """With its contacts only where the service has none of its own."""
    organisation: Organisation = _by_id(Organisation).rows(service.organisation_id)[0]
    borrowed = [] if service.contacts.all() else _owned_by(ContactPoint, "organisation").rows(organisation.pk)
    _keep(organisation, "contacts", _linked(borrowed, lists))
    _keep(organisation, "conventions", _owned_by(BibConvention, "organisation").rows(organisation.pk))
    return organisation


def _site(pk: int | None, lists: CodeLists) -> Site | None:
    site = _by_id(Site).row(pk) if pk else None
    if site:
        site.bassin = lists.rows[Bassin].get(site.bassin_id or 0)
        site.postal_code = lists.rows[PostalCode].get(site.postal_code_id or 0)
    return site


def _sets(pk: int, lists: CodeLists) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {name: [] for name in (*SETS, "sources")}
    tables = {name: lists.rows[model] for name, model in _models_of_sets().items()}
    with connection.cursor() as cursor:
        cursor.execute(_sets_sql(), [pk] * len(found))
        for name, row in cursor.fetchall():
            found[name].append(tables[name][row])
    for name in SETS:
        found[name].sort(key=_order)
    return found


def _linked(rows: Iterable[Any], lists: CodeLists) -> list[Any]:
    """Children with the rows of the code lists they point at."""
    rows = list(rows)
    for row in rows:
        for name, model in LINKS.items():
            if pk := getattr(row, f"{name}_id", None):
                setattr(row, name, lists.rows[model][pk])
    return rows


def _keep(record: models.Model, name: str, rows: list[Any]) -> None:
    """Where Django looks for related rows that were fetched before."""
    vars(record).setdefault("_prefetched_objects_cache", {})[name] = rows


def _order(row: Any) -> tuple[int, str]:
    return getattr(row, "sort", 0), row.code


# Built once -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _code_lists(_version: int, _minute: int) -> CodeLists:
    rows = {model: model._default_manager.in_bulk() for model in _small()}
    bassins_of: dict[str, set[str]] = defaultdict(set)
    for commune, bassin in Commune.bassins.through.objects.values_list("commune__code", "bassin__code"):
        bassins_of[commune].add(bassin)
    for postal_code in rows[PostalCode].values():
        postal_code.commune = rows[Commune][postal_code.commune_id]
    return CodeLists(rows, bassins_of, list(PrestationRule.objects.all()))


@cache
def _models_of_sets() -> dict[str, Any]:
    linked = {name: Service._meta.get_field(name).related_model for name in SETS}
    return linked | {"sources": Source}


@cache
def _small() -> list[Any]:
    return list(dict.fromkeys([*_models_of_sets().values(), *LINKS.values(), Category, PostalCode]))


def _highest(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0] or 0)


@cache
def _readable() -> Prepared[Service]:
    return Prepared(Service.objects.readable().filter(code=NO_CODE))


@cache
def _by_id(model: type[M]) -> Prepared[M]:
    return Prepared(model._default_manager.filter(pk=NO_ID))


@cache
def _owned_by(model: type[M], owner: str) -> Prepared[M]:
    return Prepared(model._default_manager.filter(**{f"{owner}_id": NO_ID}))


@cache
def _versions() -> Prepared[Version]:
    kind = ContentType.objects.get_for_model(Service)
    return Prepared(
        Version.objects.filter(content_type=kind, object_id=NO_ID).order_by("-id").defer("before", "after")[:1]
    )


@cache
def _vocabulary_version() -> str:
    """Which asks for the number of the last write of a code list."""
    types = ContentType.objects.get_for_models(*_small(), PrestationRule).values()
    numbers = ",".join(str(kind.pk) for kind in types)
    return f"SELECT MAX(id) FROM {Version._meta.db_table} WHERE content_type_id IN ({numbers})"  # noqa: S608


@cache
def _sets_sql() -> str:
    """The ids of everything many-to-many of a service at once, and of its sources: name, id."""
    fields: dict[str, Any] = {name: Service._meta.get_field(name) for name in SETS}
    parts = [
        f"SELECT '{name}', {f.m2m_reverse_name()} FROM {f.m2m_db_table()} WHERE {f.m2m_column_name()} = %s"  # noqa: S608
        for name, f in fields.items()
    ]
    parts.append(f"SELECT 'sources', source_id FROM {SourceRecord._meta.db_table} WHERE service_id = %s")  # noqa: S608
    return " UNION ALL ".join(parts)
