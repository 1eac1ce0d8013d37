"""Statements that write many rows at once, past the ORM's work on each: imports write tens of thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from operator import itemgetter
from typing import Any, TypeVar, cast

import orjson
from django.db import connection, models, transaction
from django.db.models.base import ModelState

# Every name in these statements is a table or column of ours; values are bound.
AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BooleanField)
JSON_EMPTY: dict[type, str] = {dict: "{}", list: "[]"}
Row = dict[str, Any]  # attribute names to values
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Statement:
    sql: str
    values: list[Sequence[Any]]

    def run(self) -> None:
        if self.values:
            with connection.cursor() as cursor:
                cursor.executemany(self.sql, self.values)


def inserting(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> Statement:
    """New rows; the database gives a key that is not among `names`."""
    ready = _ready(model, names)
    return inserting_values(model, names, [ready(row) for row in rows])


def inserting_values(model: type[models.Model], names: Sequence[str], values: list[Sequence[Any]]) -> Statement:
    """The same for values that the database takes as they are, in the order of `names`."""
    columns, marks = ", ".join(map(_columns(model).__getitem__, names)), ", ".join(["%s"] * len(names))
    sql = f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    return Statement(sql, values)


def inserting_records(records: Sequence[models.Model]) -> list[Statement]:
    """New instances of one model, whose keys were given already."""
    if not records:
        return []
    model = type(records[0])
    for record in records:
        _follow_links(record)
    return [inserting(model, [*_columns(model)], [record.__dict__ for record in records])]


def fresh(model: type[M]) -> M:
    """A new instance as `model()` makes it, without looking at each of its seventy fields again."""
    row = model.__new__(model)
    row._state = ModelState()
    blank, made = _blank(model)
    row.__dict__.update(blank)
    for name, make in made:
        row.__dict__[name] = make()
    return row


@cache
def _blank(model: type[models.Model]) -> tuple[Row, list[tuple[str, Callable[[], Any]]]]:
    """First values that are the same for all, and how to make the others (codes, moments, dictionaries)."""
    fields = model._meta.concrete_fields
    made = [(field.attname, field.default) for field in fields if field.has_default() and callable(field.default)]
    return {field.attname: field.get_default() for field in fields}, made


def link(record: models.Model, name: str, row: models.Model | None) -> None:
    """What `setattr` does, without its questions."""
    record.__dict__[f"{name}_id"] = row and row.pk
    record._state.fields_cache[name] = row


def _follow_links(record: models.Model) -> None:
    """A link may have been set before the other row had its key."""
    columns = _columns(type(record))
    for name, other in record._state.fields_cache.items():
        if isinstance(other, models.Model) and f"{name}_id" in columns:
            record.__dict__[f"{name}_id"] = other.pk


def updating(model: type[models.Model], changes: Iterable[tuple[models.Model, Iterable[str]]]) -> list[Statement]:
    """The named attributes of instances; those with the same names go together."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for record, names in changes:
        groups[tuple(sorted(names))].append(record.__dict__)
    return [_updating(model, names, rows) for names, rows in groups.items() if names]


def _updating(model: type[models.Model], names: tuple[str, ...], rows: list[Row]) -> Statement:
    sets = ", ".join(f"{_columns(model)[name]} = %s" for name in names)
    ready = _ready(model, (*names, "id"))
    return Statement(
        f"UPDATE {_quoted(model._meta.db_table)} SET {sets} WHERE {_quoted('id')} = %s",  # noqa: S608
        [ready(row) for row in rows],
    )


def deleting(model: type[models.Model], name: str, keys: Iterable[int]) -> Statement:
    table, column = _quoted(model._meta.db_table), _columns(model)[name]
    return Statement(f"DELETE FROM {table} WHERE {column} = %s", [(key,) for key in keys])  # noqa: S608


class Numbers:
    """Keys for new rows, drawn `ahead` at a time, so that rows can be made ready before the database is locked."""

    def __init__(self, ahead: int = 1) -> None:
        self.ahead = ahead
        self.left: dict[type[models.Model], list[int]] = defaultdict(list)

    def take(self, model: type[models.Model], count: int) -> list[int]:
        left = self.left[model]
        if count > len(left):
            left += _draw(model, max(self.ahead, count - len(left)))
        taken, self.left[model] = left[:count], left[count:]
        return taken

    def give(self, records: Sequence[models.Model]) -> None:
        if records:
            for record, key in zip(records, self.take(type(records[0]), len(records)), strict=True):
                record.__dict__["id"] = key


def _draw(model: type[models.Model], count: int) -> Sequence[int]:
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            drawn = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(drawn, [table, count])
            return [key for (key,) in cursor.fetchall()]
        moved = "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq"
        cursor.execute(moved, [count, table])
        if (last := cursor.fetchone()) is None:  # the table never had a row
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
            last = (count,)
        return range(last[0] - count + 1, last[0] + 1)


@cache
def _columns(model: type[models.Model]) -> dict[str, str]:
    """Attribute names to quoted columns."""
    return {field.attname: _quoted(cast("str", field.column)) for field in model._meta.concrete_fields}


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


@cache
def _prepared(model: type[models.Model]) -> dict[str, Callable[[Any], Any]]:
    """How to hand over the fields that the database does not take as they are (days, moments, JSON, UUIDs)."""
    found: dict[str, Callable[[Any], Any]] = {}
    for field in model._meta.concrete_fields:
        target = field.target_field if isinstance(field, models.ForeignKey) else field
        if isinstance(target, models.JSONField) and connection.vendor == "sqlite":
            found[field.attname] = _json
        elif not isinstance(target, AS_THEY_ARE):
            prepare = partial(field.get_db_prep_save, connection=connection)
            found[field.attname] = lru_cache(256)(prepare) if isinstance(target, models.DateField) else prepare
    return found


def _json(value: Any) -> str:
    return (not value and JSON_EMPTY.get(type(value))) or orjson.dumps(value).decode()


def _ready(model: type[models.Model], names: Sequence[str]) -> Callable[[Row], Sequence[Any]]:
    """Turns a row into the values of a statement."""
    take = itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
    prepared = [(place, _prepared(model)[name]) for place, name in enumerate(names) if name in _prepared(model)]

    def ready(row: Row) -> Sequence[Any]:
        values = take(row)
        if not prepared:
            return cast("Sequence[Any]", values)
        found = list(values)
        for place, prepare in prepared:
            if found[place] is not None:
                found[place] = prepare(found[place])
        return found

    return ready
