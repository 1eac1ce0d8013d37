"""What a record consists of, read from its model: plain fields, links, sets, children, and the JSON form of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from directory.models import Organisation, PostalCode, Sector, Service, Site, User

Values = dict[str, Any]
Record = Organisation | Site | Service

# Derived, or never changed by writing values.
SKIPPED = {"id", "code", "bassin", "bassin_to_check"}
CHILDREN: dict[type[models.Model], tuple[str, ...]] = {
    Organisation: ("contacts", "conventions", "inami_accreditations", "billing_registrations", "accreditations"),
    Site: ("hours",),
    Service: ("contacts", "hours", "exceptions", "notices", "prestations", "roles"),
}
OWNERS = {"organisation", "site", "service"}
AS_JSON = frozenset({str, int, float, bool})


@dataclass(frozen=True)
class Shape:
    """Names and fields of one model: `sets` are many-to-many, `children` are rows that belong to the record alone."""

    model: type[models.Model]
    plain: dict[str, models.Field[Any, Any]]
    links: dict[str, models.ForeignKey[Any, Any]]
    sets: dict[str, models.ManyToManyField[Any, Any]]
    children: dict[str, Shape]
    owner: str = ""

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset((*self.plain, *self.links, *self.sets, *self.children))

    @cached_property
    def texts(self) -> frozenset[str]:
        """Plain fields whose values are texts and nothing else: most of what an import writes."""
        kinds = (models.CharField, models.TextField)
        return frozenset(name for name, field in self.plain.items() if isinstance(field, kinds))

    @cached_property
    def defaults(self) -> tuple[tuple[str, models.Field[Any, Any]], ...]:
        """Plain fields that say something even when nobody did."""
        return tuple((name, field) for name, field in self.plain.items() if field.has_default())

    @property
    def blank(self) -> Values:
        """The attributes of a new row with their first values, but for its key."""
        fields = (field for field in self.model._meta.concrete_fields if not field.primary_key)
        return {field.attname: field.get_default() for field in fields}


@cache
def shape_of(model: type[models.Model], owner: str = "") -> Shape:
    skipped = SKIPPED | (OWNERS if owner else set())
    concrete = [f for f in model._meta.concrete_fields if f.name not in skipped]
    links = {f.name: cast("models.ForeignKey[Any, Any]", f) for f in concrete if f.is_relation}
    children = {}
    for name in CHILDREN.get(model, ()):
        relation = cast("models.ManyToOneRel", model._meta.get_field(name))
        children[name] = shape_of(relation.related_model, relation.field.name)
    plain = {f.name: f for f in concrete if not f.is_relation}
    return Shape(model, plain, links, {f.name: f for f in model._meta.many_to_many}, children, owner)


def key_of(row: models.Model) -> str:
    """What JSON writes for a linked row: its code, where it has one."""
    if isinstance(row, PostalCode):
        return f"{row.code}/{row.commune.code}"
    return str(row.pk) if isinstance(row, User) else cast("Any", row).code


class Keys:
    """Rows by their keys, read once: code lists whole, records (organisations, sites, services, users) one by one."""

    def __init__(self) -> None:
        self.tables: dict[type[models.Model], dict[str, models.Model]] = {}
        self.sets: dict[tuple[Any, ...], list[str]] = {}

    def codes(self, model: type[models.Model], keys: Iterable[Any]) -> list[str]:
        """What JSON writes for several rows. Imports name the same few sets again and again."""
        asked = model, *keys
        if asked not in self.sets:
            self.sets[asked] = sorted({key_of(self.row(model, key)) for key in asked[1:]})
        return list(self.sets[asked])

    def row(self, model: type[models.Model], key: Any) -> models.Model:
        if isinstance(key, models.Model):
            return key
        table = self.tables.setdefault(model, {})
        if type(key) is str and (found := table.get(key)):
            return found
        if not table and model not in {Organisation, Site, Service, User}:
            table.update(_whole(model))
        if str(key) not in table:
            table[str(key)] = self._one(model, str(key))
        return table[str(key)]

    @staticmethod
    def _one(model: type[models.Model], key: str) -> models.Model:
        found = None
        if model in {Organisation, Site, Service}:
            found = cast("Any", model).objects.filter(code=key).first()
        elif model is User:
            found = User.objects.filter(pk=key).first()
        if found is None:
            raise ValidationError(
                _("“%(value)s” is not in the list “%(list)s”.")
                % {"value": key[:60], "list": model._meta.verbose_name_plural}
            )
        return cast("models.Model", found)


def _whole(model: type[models.Model]) -> dict[str, models.Model]:
    rows = cast("Any", model).objects.all()
    if model is PostalCode:
        rows = rows.select_related("commune", "bassin")
    if model is Sector:  # a site's bassin is asked of it
        rows = rows.select_related("bassin")
    return {key_of(row): row for row in rows}


def json_of(value: Any) -> Any:
    """A value as JSON keeps it; what `python_of` reads back."""
    if isinstance(value, models.Model):
        return key_of(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def python_of(field: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(value, str) and isinstance(field, models.DateField):
        return parse_date(value)
    if isinstance(value, str) and isinstance(field, models.CharField | models.TextField):
        return value.replace("\x00", "")
    return value


def clean_child(shape: Shape, values: Mapping[str, Any]) -> Values:
    """The JSON form of a child as typed, without its empty values, so that it compares with `child_values`."""
    if unknown := values.keys() - shape.names:
        raise ValidationError(_("Unknown field: %(names)s") % {"names": ", ".join(sorted(unknown))})
    full = {name: field.get_default() for name, field in shape.defaults if name not in values} | dict(values)
    return {n: v if type(v) in AS_JSON else json_of(v) for n, v in full.items() if v not in (None, "")}


def in_order(children: Iterable[Values]) -> list[Values]:
    """Children compare as a list whatever order the database gives them."""
    rows = list(children)
    sorts = [str(child.get("sort", "")) for child in rows]
    if len(set(sorts)) == len(rows):  # the usual case, and what comes after would not be looked at
        return [child for _sort, child in sorted(zip(sorts, rows, strict=True), key=itemgetter(0))]
    return sorted(rows, key=lambda child: [str(child.get("sort", "")), *map(str, sorted(child.items()))])
