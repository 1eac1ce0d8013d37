"""The only writer of organisations, sites and services: rows, a Version of each, one Change, then the listeners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from directory.actions.confidential import forget_address, withheld, without_address
from directory.actions.shape import (
    Keys,
    Record,
    Shape,
    Values,
    child_values,
    clean_child,
    json_of,
    key_of,
    python_of,
    shape_of,
)
from directory.geography import bassin_of
from directory.models import Change, Organisation, Service, Site, Source, User, Version

R = TypeVar("R", bound=Organisation | Site | Service)
# Functions of the ids of the services touched; called last, inside the transaction.
listeners: list[Callable[[list[int]], None]] = []
ORDER: tuple[type[models.Model], ...] = (Organisation, Site, Service)


def save(record: R, values: Mapping[str, Any], *, by: User | None, via: str, source: Source | None = None) -> R:
    """Write `values` on a new or existing record. Raises ValidationError with a message for each wrong field."""
    checked = _checked(record, values)
    try:
        save_many([(record, checked)], by=by, via=via, source=source)
    except IntegrityError as error:
        raise ValidationError(
            _("These values contradict each other or what is already in the directory: %(why)s")
            % {"why": _constraint(error)}
        ) from error
    return record


def save_many(
    pairs: Iterable[tuple[Record, Mapping[str, Any]]], *, by: User | None, via: str, source: Source | None = None
) -> int:
    """The same for a batch: one transaction, one Change, one call of the listeners. Returns how many records changed.

    Values are not cleaned field by field here (importers have done so); database constraints hold all the same.
    """
    groups: dict[type[models.Model], list[tuple[Record, Mapping[str, Any]]]] = defaultdict(list)
    for record, values in pairs:
        groups[type(record)].append((record, values))
    with transaction.atomic():
        keys, versions = Keys(), []
        for model in ORDER:
            if model in groups:
                versions += Batch(shape_of(model), groups[model], keys).write()
        for version in versions:
            version.by, version.via, version.source = by, via, source
        Version.objects.bulk_create(versions, batch_size=500)
        announce(touched_by(versions))
    return len(versions)


def announce(service_ids: list[int]) -> None:
    """Leave a Change and tell the listeners; call it inside the transaction that wrote."""
    if service_ids:
        Change.objects.create(service_ids=service_ids)
        for listener in listeners:
            listener(service_ids)


def touched_by(versions: list[Version]) -> list[int]:
    """The services whose search row these versions may change."""
    ids: dict[type[models.Model] | None, list[int]] = defaultdict(list)
    for version in versions:
        ids[version.content_type.model_class()].append(version.object_id)
    found = set(ids[Service])
    for model, name in ((Organisation, "organisation_id__in"), (Site, "site_id__in")):
        if ids[model]:
            found.update(Service.objects.filter(**{name: ids[model]}).values_list("pk", flat=True))
    return sorted(found)


class Batch:
    """Records of one model with the values to write on them."""

    def __init__(self, shape: Shape, pairs: list[tuple[Record, Mapping[str, Any]]], keys: Keys) -> None:
        self.shape, self.keys, self.pairs = shape, keys, pairs
        self.befores = snapshots(shape, [record for record, _values in pairs if record.pk])
        self.type = ContentType.objects.get_for_model(shape.model)

    def write(self) -> list[Version]:
        fresh = [record for record, _values in self.pairs if not record.pk]
        afters = [(record, self.assign(record, values)) for record, values in self.pairs]
        changed = [(r, a) for r, a in afters if r.pk is None or a != {n: self.befores[r.pk].get(n) for n in a}]
        manager = cast("Any", self.shape.model)._default_manager
        manager.bulk_create(fresh, batch_size=200)
        new = {id(record) for record in fresh}
        for record, _after in changed:
            if id(record) not in new:
                record.save()
        self.write_sets(changed, new)
        self.write_children(changed, new)
        versions = [self.version(record, after, created=id(record) in new) for record, after in changed]
        self.forget_addresses(changed)
        return versions

    def assign(self, record: Record, values: Mapping[str, Any]) -> Values:
        """Set fields and links on the instance; return the JSON form of everything to be written."""
        if unknown := set(values) - self.shape.names:
            raise ValidationError(_("Unknown field: %(names)s") % {"names": ", ".join(sorted(unknown))})
        if isinstance(record, Site):
            values = without_address(record, values)
        after: Values = {}
        for name, value in values.items():
            after[name] = self.assign_one(record, name, value)
        if isinstance(record, Site):
            record.bassin, record.bassin_to_check = bassin_of(record.bassin_override, record.sector, record.postal_code)
        return after

    def assign_one(self, record: Record, name: str, value: Any) -> Any:
        if field := self.shape.plain.get(name):
            setattr(record, name, python_of(field, value))
            return json_of(getattr(record, name))
        if link := self.shape.links.get(name):
            row = None if value in (None, "") else self.keys.row(link.related_model, value)
            setattr(record, name, row)
            return None if row is None else key_of(row)
        if relation := self.shape.sets.get(name):
            return sorted({key_of(self.keys.row(relation.related_model, key)) for key in value})
        return _in_order(clean_child(self.shape.children[name], child) for child in value)

    def write_sets(self, changed: list[tuple[Record, Values]], new: set[int]) -> None:
        for name, field in self.shape.sets.items():
            through = cast("Any", field.remote_field).through
            mine, theirs = f"{field.m2m_column_name()}", f"{field.m2m_reverse_name()}"
            writing = [(r, a[name]) for r, a in changed if name in a]
            old = [r.pk for r, _codes in writing if id(r) not in new]
            if old:
                through.objects.filter(**{f"{mine}__in": old}).delete()
            through.objects.bulk_create(
                [
                    through(**{mine: r.pk, theirs: self.keys.row(field.related_model, code).pk})
                    for r, codes in writing
                    for code in codes
                ],
                batch_size=5000,
            )

    def write_children(self, changed: list[tuple[Record, Values]], new: set[int]) -> None:
        for name, shape in self.shape.children.items():
            manager = cast("Any", shape.model)._default_manager
            writing = [(r, a[name]) for r, a in changed if name in a]
            old = [r.pk for r, _children in writing if id(r) not in new]
            if old:
                manager.filter(**{f"{shape.owner}__in": old}).delete()
            manager.bulk_create(
                [self.child(shape, r, child) for r, children in writing for child in children], batch_size=500
            )

    def child(self, shape: Shape, record: Record, values: Values) -> models.Model:
        row = shape.model(**{shape.owner: record})
        for name, value in values.items():
            if field := shape.plain.get(name):
                setattr(row, name, python_of(field, value))
            else:
                setattr(row, name, self.keys.row(shape.links[name].related_model, value))
        return row

    def version(self, record: Record, after: Values, *, created: bool) -> Version:
        before = {} if created else {n: self.befores[record.pk].get(n) for n in after}
        after = (
            {n: v for n, v in after.items() if v != before.get(n)}
            if before
            else {n: v for n, v in after.items() if v not in (None, "", [])}
        )
        if isinstance(record, Site) and record.confidential:
            before, after = withheld(before), withheld(after)
        return Version(
            content_type=self.type,
            object_id=record.pk,
            label=str(record)[:200],
            created=created,
            before={n: before[n] for n in after if n in before},
            after=after,
        )

    def forget_addresses(self, changed: list[tuple[Record, Values]]) -> None:
        for record, after in changed:
            if (
                isinstance(record, Site)
                and after.get("confidential")
                and not self.befores.get(record.pk, {}).get("confidential")
            ):
                forget_address(record)


def snapshot(record: Record) -> Values:
    """Everything about a saved record in its JSON form; `save(record, snapshot)` writes it back."""
    return snapshots(shape_of(type(record)), [record])[record.pk]


def snapshots(shape: Shape, records: list[Record]) -> dict[int, Values]:
    """By primary key, read afresh from the database: a form may have changed the instances already."""
    manager = cast("Any", shape.model)._default_manager
    prefetched = [
        *shape.sets,
        *(f"{name}__{link}" for name, child in shape.children.items() for link in child.links),
        *shape.children,
    ]
    rows = (
        manager.filter(pk__in=[r.pk for r in records]).select_related(*shape.links).prefetch_related(*prefetched)
        if records
        else []
    )
    return {row.pk: _snapshot(shape, row) for row in rows}


def _snapshot(shape: Shape, row: models.Model) -> Values:
    values = {name: json_of(getattr(row, name)) for name in (*shape.plain, *shape.links)}
    values |= {name: sorted(key_of(other) for other in getattr(row, name).all()) for name in shape.sets}
    return values | {
        name: _in_order(child_values(child, c) for c in getattr(row, name).all())
        for name, child in shape.children.items()
    }


def _in_order(children: Iterable[Values]) -> list[Values]:
    """Children compare as a list whatever order the database gives them."""
    return sorted(children, key=lambda child: [str(child.get("sort", "")), *map(str, sorted(child.items()))])


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


def _constraint(error: IntegrityError) -> str:
    """The name of the broken constraint in words: they are named as sentences."""
    return str(error).rsplit(":", 1)[-1].strip().replace("_", " ")
