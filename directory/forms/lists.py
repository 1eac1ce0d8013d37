"""The code lists as choices, each read once for a whole form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django.db import models

from directory.actions.shape import key_of
from directory.models import Code, PostalCode, Sector, Theme

Choices = list[tuple[str, Any]]


class Lists:
    """Rows of the code lists by their codes. An inactive code is offered only to a record that has it already."""

    def __init__(self) -> None:
        self._tables: dict[type[models.Model], dict[str, models.Model]] = {}

    def rows(self, model: type[models.Model]) -> dict[str, models.Model]:
        if model not in self._tables:
            rows = cast("Any", model)._default_manager.all()
            if model in {PostalCode, Sector}:
                rows = rows.select_related("commune")
            if model is Theme:
                rows = rows.select_related("group").order_by("group__sort", "sort", "code")
            self._tables[model] = {key_of(row): row for row in rows}
        return self._tables[model]

    def choices(self, model: type[models.Model], kept: Iterable[str] = ()) -> Choices:
        offered = {
            key: row
            for key, row in self.rows(model).items()
            if not isinstance(row, Code) or row.active or key in set(kept)
        }
        if model is Theme:
            return _grouped({key: str(row.group) for key, row in offered.items()}, offered)  # type: ignore[attr-defined]
        if model is Sector:
            return _grouped({key: str(row.commune) for key, row in offered.items()}, offered)  # type: ignore[attr-defined]
        return [(key, _label(row)) for key, row in offered.items()]

    def label(self, model: type[models.Model], key: str) -> str:
        row = self.rows(model).get(key)
        return key if row is None else _label(row)


def _label(row: models.Model) -> str:
    if isinstance(row, Code):
        return str(row) if row.active else f"{row} (–)"
    return str(row)


def _grouped(groups: dict[str, str], rows: dict[str, models.Model]) -> Choices:
    found: dict[str, Choices] = defaultdict(list)
    for key, row in rows.items():
        found[groups[key]].append((key, _label(row)))
    return [*found.items()]
