"""Writes reference rows. What a person changed since the last load stays; `loaded` on each row says what was loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from directory import actions
from directory.actions.turns import one_writer
from directory.importers.reference.files import BrokenData, Row
from directory.models import Bassin, Code, Commune, Source, Version

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """Rows of one model and the fields that recognise a row from one load to the next."""

    model: type[models.Model]
    key: tuple[str, ...]
    rows: list[Row]


@dataclass
class Tally:
    """What a load did, for its last line."""

    created: int = 0
    updated: int = 0
    kept: list[str] = field(default_factory=list)


def load(tables: Iterable[Table], sources: Iterable[Row]) -> Tally:
    """All or nothing; a second run writes nothing."""
    tally = Tally()
    with one_writer():
        for values in sources:
            tally.created += Source.objects.get_or_create(code=values["code"], defaults=values)[1]
        for table in tables:
            try:
                _Writer(table, tally).write()
            except (ValidationError, ValueError) as problem:
                raise BrokenData(f"{table.model._meta.verbose_name_plural}: {problem}") from problem
    return tally


class _Writer:
    """Brings the rows of one model to what its table says, in a constant number of queries."""

    def __init__(self, table: Table, tally: Tally) -> None:
        self.model, self.key, self.rows, self.tally = table.model, table.key, table.rows, tally
        names = list(table.rows[0]) if table.rows else []
        fields: dict[str, Any] = {name: table.model._meta.get_field(name) for name in names}
        self.many = {name: f for name, f in fields.items() if f.many_to_many}
        self.links = {name: f for name, f in fields.items() if f.many_to_one}
        self.plain = {name: f for name, f in fields.items() if not f.is_relation}
        self.codes = cache(_ids_by_code)

    def write(self) -> None:
        existing = dict(self._existing())
        new = [row for row in self.rows if self._key(row) not in existing]
        self._create(new)
        for row in self.rows:
            if found := existing.get(self._key(row)):
                self._update(*found, row)

    def _key(self, row: Row) -> Key:
        return tuple(row[name] for name in self.key)

    def _existing(self) -> Iterator[tuple[Key, tuple[Any, Row]]]:
        many = {name: self._many_now(f) for name, f in self.many.items()}
        codes = {name: {pk: code for code, pk in self.codes(f.related_model).items()} for name, f in self.links.items()}
        for record in self.model._default_manager.all():
            now: Row = {name: _json(getattr(record, name)) for name in self.plain}
            now |= {name: codes[name].get(getattr(record, f.attname)) for name, f in self.links.items()}
            now |= {name: sorted(many[name][record.pk]) for name in self.many}
            yield self._key(now), (record, now)

    def _many_now(self, relation: Any) -> dict[Any, list[str]]:
        codes: dict[Any, list[str]] = defaultdict(list)
        through = relation.remote_field.through._default_manager
        pairs = through.values_list(relation.m2m_column_name(), f"{relation.m2m_reverse_field_name()}__code")
        for pk, code in pairs:
            codes[pk].append(code)
        return codes

    def _create(self, rows: list[Row]) -> None:
        records = [self.model(loaded=row, **self._columns(row)) for row in rows]
        self.model._default_manager.bulk_create(records)
        for name, relation in self.many.items():
            ids, through = self.codes(relation.related_model), relation.remote_field.through
            mine, theirs = relation.m2m_column_name(), relation.m2m_reverse_name()
            through._default_manager.bulk_create(
                through(**{mine: record.pk, theirs: _known(ids, code, name)})
                for record, row in zip(records, rows, strict=True)
                for code in row[name]
            )
        self.tally.created += len(records)

    def _columns(self, row: Row) -> Row:
        """Plain fields cleaned (a bulk write would not), foreign keys as ids, ready for the model's constructor."""
        values = {name: f.clean(row[name], None) for name, f in self.plain.items() if name in row}
        for name, f in self.links.items():
            if name in row:
                values[f.attname] = _known(self.codes(f.related_model), row[name], name)
        return values

    def _update(self, record: Any, now: Row, row: Row) -> None:
        before = record.loaded
        if before == row:
            return
        news = {name: value for name, value in row.items() if name not in before or before[name] != value}
        by_hand = {name for name in news if now[name] not in (before.get(name), row[name])}
        self.tally.kept += [f"{record} ({name})" for name in sorted(by_hand)]
        changes = {name: value for name, value in news.items() if name not in by_hand and now[name] != value}
        record.loaded = row
        if changes:
            self._apply(record, changes)
            self.tally.updated += 1
        else:
            record.save(update_fields=["loaded"])

    def _apply(self, record: Any, changes: Row) -> None:
        for name in self.many.keys() & changes.keys():
            ids = self.codes(self.many[name].related_model)
            getattr(record, name).set([_known(ids, code, name) for code in changes[name]])
        columns = self._columns(changes)
        if isinstance(record, Code | Bassin | Commune):
            actions.rename(record, columns, by=None, via=Version.Via.REFERENCE)
        else:
            for name, value in columns.items():
                setattr(record, name, value)
            record.save()


def _ids_by_code(model: Any) -> dict[str, Any]:
    return dict(model._default_manager.values_list("code", "pk"))


def _known(ids: dict[str, Any], code: Any, name: str) -> Any:
    if code not in ids:
        raise ValueError(f"unknown code « {code} » in {name}")
    return ids[code]


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
