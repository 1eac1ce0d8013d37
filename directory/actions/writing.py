"""The only writer of organisations, sites and services: rows, a Version of each, one Change, then the listeners."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.utils.translation import gettext as _

from directory.actions.batches import Author, Ready, make_ready
from directory.actions.rows import Numbers
from directory.actions.shape import Keys, Record, shape_of
from directory.actions.turns import one_writer
from directory.models import Change, Organisation, Service, Site, Source, User

R = TypeVar("R", bound=Organisation | Site | Service)
# Functions of the ids of the services touched; called last, inside the transaction.
listeners: list[Callable[[list[int]], None]] = []


def save(record: R, values: Mapping[str, Any], *, by: User | None, via: str, source: Source | None = None) -> R:
    """Write `values` on a new or existing record. Raises ValidationError with a message for each wrong field."""
    checked, new = _checked(record, values), record._state.adding
    try:
        save_many([(record, checked)], by=by, via=via, source=source)
    except (IntegrityError, DataError) as error:
        if new:
            record.pk = None
        raise ValidationError(
            _("These values contradict each other or what is already in the directory: %(why)s")
            % {"why": why_refused(error)}
        ) from error
    return record


def save_many(
    pairs: Iterable[tuple[Record, Mapping[str, Any]]], *, by: User | None, via: str, source: Source | None = None
) -> int:
    """The same for a batch: one transaction, one Change, one call of the listeners. Returns how many records changed.

    Values are not cleaned field by field here (importers have done so); database constraints hold all the same.
    """
    with one_writer():
        ready = make_ready(pairs, Author(by, via, source), Keys(), Numbers())
        run(ready)
    return sum(map(len, ready.changed.values()))


def run(ready: Ready) -> None:
    """Write what was made ready; call it inside `one_writer`, if nobody else has written since."""
    ready.run()
    announce(ready.touched())


def announce(service_ids: list[int], *, always: bool = False) -> None:
    """Leave a Change and tell the listeners; call it inside the transaction that wrote. `always`, where no service
    points at what changed, but pages print it: they are kept until the next Change."""
    if service_ids or always:
        Change.objects.create(service_ids=service_ids)
    if service_ids:
        for listener in listeners:
            listener(service_ids)


def _checked(record: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """Each plain value through its field's own validators."""
    shape, wrong, found = shape_of(type(record)), {}, dict(values)
    for name in values.keys() & shape.plain.keys():
        try:
            found[name] = shape.plain[name].clean(values[name], None)
        except ValidationError as error:
            wrong[name] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return found


def why_refused(error: Exception) -> str:
    """The name of the broken constraint in words: they are named as sentences.

    Nothing else of what the database says: PostgreSQL repeats the row, or the value.
    """
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    broken = _broken(error).replace("_", " ")
    return broken or _("a value is too long, too large, or of another kind than its field.")


def _broken(error: Exception) -> str:
    """The name of a constraint, or of the column that must have a value."""
    if says := getattr(error.__cause__, "diag", None):
        return str(says.constraint_name or says.column_name or "")
    kind, sign, name = str(error).rpartition(" constraint failed: ")
    return name if sign and kind in {"CHECK", "UNIQUE", "NOT NULL"} else ""
