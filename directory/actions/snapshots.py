"""Records as JSON values, read afresh from the database in a constant number of queries, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django.db import models

from directory.actions.shape import Record, Shape, Values, in_order, json_of, shape_of
from directory.models import PostalCode, User

AT_ONCE = 500  # databases limit how many values one statement takes


def snapshot(record: Record) -> Values:
    """Everything about a saved record in its JSON form; `save(record, snapshot)` writes it back."""
    return snapshots(shape_of(type(record)), [record])[record.pk]


def snapshots(shape: Shape, records: Iterable[Record]) -> dict[int, Values]:
    """By primary key. Not from the instances: a form may have changed them already."""
    ids = sorted({record.pk for record in records})
    found: dict[int, Values] = {}
    for start in range(0, len(ids), AT_ONCE):
        found |= _snapshots(shape, ids[start : start + AT_ONCE])
    return found


def _snapshots(shape: Shape, ids: list[int]) -> dict[int, Values]:
    manager = cast("Any", shape.model)._default_manager
    rows = list(manager.filter(pk__in=ids).values("pk", *shape.plain, *shape.links))
    found = {row["pk"]: {name: json_of(row[name]) for name in shape.plain} for row in rows}
    for name, link in shape.links.items():
        keys = _keys(link.related_model, {row[name] for row in rows})
        for row in rows:
            found[row["pk"]][name] = keys.get(row[name])
    for name, relation in shape.sets.items():
        through = cast("Any", relation.remote_field).through._default_manager
        mine, theirs = relation.m2m_field_name(), f"{relation.m2m_reverse_field_name()}__code"
        codes = _by_owner(through.filter(**{f"{mine}__in": ids}).values_list(mine, theirs))
        for pk, values in found.items():
            values[name] = sorted(codes.get(pk, ()))
    for name, child in shape.children.items():
        children = _children(child, ids)
        for pk, values in found.items():
            values[name] = in_order(children.get(pk, ()))
    return found


def _children(shape: Shape, ids: list[int]) -> dict[int, list[Values]]:
    names = (*shape.plain, *shape.links)
    rows = list(
        cast("Any", shape.model)._default_manager.filter(**{f"{shape.owner}__in": ids}).values(shape.owner, *names)
    )
    keys = {name: _keys(link.related_model, {row[name] for row in rows}) for name, link in shape.links.items()}
    found: dict[int, list[Values]] = defaultdict(list)
    for row in rows:
        values = {name: keys[name].get(row[name]) if name in keys else json_of(row[name]) for name in names}
        found[row[shape.owner]].append({n: v for n, v in values.items() if v not in (None, "")})
    return found


def _keys(model: Any, ids: set[Any]) -> dict[Any, str]:
    """What JSON writes for linked rows: `directory.actions.shape.key_of` without instances."""
    ids = ids - {None}
    if not ids or model is User:
        return {pk: str(pk) for pk in ids}
    rows = model._default_manager.filter(pk__in=ids)
    if model is PostalCode:
        return {pk: f"{code}/{commune}" for pk, code, commune in rows.values_list("pk", "code", "commune__code")}
    return dict(rows.values_list("pk", "code"))


def _by_owner(pairs: models.QuerySet[Any, Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for owner, code in pairs:
        found[owner].append(code)
    return found
