"""Undo, renames of the code lists, and removing the demo network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils.translation import gettext as _

from directory.actions.shape import Keys, json_of, key_of, python_of, shape_of
from directory.actions.turns import one_writer
from directory.actions.writing import announce, save
from directory.geography import bassin_of
from directory.models import Bassin, Commune, Organisation, PostalCode, Sector, Service, Site, Source, User, Version


def undo(version: Version, *, by: User | None) -> models.Model:
    """Write back what a version replaced. Refused for the version that created the record: close it instead."""
    row: models.Model = version.content_type.get_object_for_this_type(pk=version.object_id)
    if version.created:
        raise ValidationError(_("The first version cannot be undone: close the record instead."))
    if "merged_into" in version.before:
        raise ValidationError(_("A merging is undone as a whole: see “Duplicates”."))
    if isinstance(row, Organisation | Site | Service):
        return save(row, version.before, by=by, via=Version.Via.UNDO)
    keys = Keys()
    values = {name: _from_json(row, name, value, keys) for name, value in version.before.items()}
    try:
        return rename(row, values, by=by, via=Version.Via.UNDO)
    except IntegrityError as error:
        raise ValidationError(_("Undoing it would contradict what was written since.")) from error


def _from_json(row: models.Model, name: str, value: Any, keys: Keys) -> Any:
    """What `rename` takes, from what a version keeps."""
    field: Any = row._meta.get_field(name)
    if field.many_to_many:
        return [keys.row(field.related_model, key) for key in value]
    if field.is_relation:
        return None if value is None else keys.row(field.related_model, value)
    return python_of(field, value)


def rename(
    row: models.Model, values: Mapping[str, Any], *, by: User | None, via: str = Version.Via.ADMIN
) -> models.Model:
    """Write values on a row of a code list or the territory, of a set its rows; services that use it are announced."""
    new, many = row._state.adding, {field.name for field in row._meta.many_to_many}
    with one_writer():
        before = {name: _json(row, name) for name in values}
        for name in values.keys() - many:
            setattr(row, name, values[name])
        row.save()
        for name in values.keys() & many:
            getattr(row, name).set(values[name])
        after = {name: _json(row, name) for name in values}
        changed = [name for name, value in after.items() if value != before[name]]
        if changed:
            Version.objects.create(
                content_type=ContentType.objects.get_for_model(row),
                object_id=row.pk,
                label=str(row)[:200],
                by=by,
                via=via,
                created=new,
                before={} if new else {name: before[name] for name in changed},
                after={name: after[name] for name in changed},
            )
            if isinstance(row, PostalCode | Sector):
                settle_bassins(row)
            if isinstance(row, PostalCode) and row.default_commune and "default_commune" in changed:
                _one_default(row, by, via)
            announce(services_using(row), always=True)
    return row


def _one_default(row: PostalCode, by: User | None, via: str) -> None:
    """A postal code has one usual commune."""
    for other in PostalCode.objects.filter(code=row.code, default_commune=True).exclude(pk=row.pk):
        rename(other, {"default_commune": False}, by=by, via=via)


def _json(row: models.Model, name: str) -> Any:
    if row._meta.get_field(name).many_to_many:
        return sorted(key_of(other) for other in getattr(row, name).all()) if row.pk else []
    return json_of(getattr(row, name))


def settle_bassins(key: PostalCode | Sector) -> None:
    """The bassin kept on a site follows the postal code or sector it came from."""
    asked = {"sector": key} if isinstance(key, Sector) else {"postal_code": key}
    sites = Site.objects.filter(**asked).select_related("bassin_override", "sector__bassin", "postal_code__bassin")
    for site in sites:
        bassin, to_check = bassin_of(site.bassin_override, site.sector, site.postal_code)
        Site.objects.filter(pk=site.pk).update(bassin=bassin, bassin_to_check=to_check)


def services_using(row: models.Model) -> list[int]:
    """Ids of the services that point at this row, directly, through a child, or through their site."""
    shape, model = shape_of(Service), type(row)
    paths = [name for name, field in (shape.sets | shape.links).items() if field.related_model is model]
    paths += [
        f"{name}__{link}"
        for name, child in shape.children.items()
        for link, f in child.links.items()
        if f.related_model is model
    ]
    through_site: dict[type[models.Model], list[str]] = {
        Bassin: ["site__bassin", "site__postal_code__commune__bassins"],
        Commune: ["site__postal_code__commune"],
        PostalCode: ["site__postal_code"],
        Sector: ["site__sector"],
        Source: ["source_records__source"],
    }
    paths += through_site.get(model, [])
    found: set[int] = set()
    for path in paths:
        found.update(Service.objects.filter(**{path: row}).values_list("pk", flat=True))
    return sorted(found)


def remove_demo() -> int:
    """Delete every demo row with its history; returns how many services went."""
    with one_writer():
        services = list(Service.objects.demo().values_list("pk", flat=True))
        for model in (Service, Site, Organisation):
            ids = list(cast("Any", model)._default_manager.filter(is_demo=True).values_list("pk", flat=True))
            Version.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=ids).delete()
            cast("Any", model)._default_manager.filter(pk__in=ids).delete()
        announce(services)
    return len(services)
