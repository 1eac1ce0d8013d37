"""One record taken over by another, field by field as a person chose, with what belongs to it; and back again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.shape import Values
from directory.actions.snapshots import snapshot
from directory.actions.turns import one_writer
from directory.actions.writing import save, save_many
from directory.models import (
    Likeness,
    Membership,
    Merge,
    Organisation,
    Partnership,
    Proposal,
    Service,
    Site,
    Ticket,
    User,
    Version,
)
from directory.models.duplicates import Kind

R = TypeVar("R", Organisation, Service)
BONDS: Any = cast("Any", Partnership).objects
MODELS: dict[str, type[Organisation | Service]] = {Kind.ORGANISATION: Organisation, Kind.SERVICE: Service}
# Records that point at it, written through `save_many`: the model and the field.
RECORDS: dict[str, tuple[tuple[type[Site | Service], str], ...]] = {
    Kind.ORGANISATION: ((Site, "organisation"), (Service, "organisation")),
    Kind.SERVICE: ((Service, "successor"),),
}
# Other rows that move along, by the name of their relation. What the survivor has already (a member of both) stays.
ROWS: dict[str, tuple[str, ...]] = {
    Kind.ORGANISATION: (
        *("memberships", "invitations", "claims", "call_backs", "proposals"),
        *("tickets", "source_records", "journal"),
    ),
    Kind.SERVICE: ("tickets", "source_records", "confirmations", "call_backs"),
}


def merge(kept: R, gone: R, values: Mapping[str, Any], *, by: User) -> Merge:
    """`values`: what the survivor says from now on, where that changes. Old codes and addresses lead to it."""
    kind = kind_of(kept)
    with one_writer():
        kept.refresh_from_db()
        gone.refresh_from_db()
        _refuse(kept, gone)
        before = snapshot(kept)
        freed: Values = {"merged_into": kept}
        if values.get("enterprise_number") and values["enterprise_number"] == getattr(gone, "enterprise_number", None):
            freed["enterprise_number"] = None  # it stands once; the survivor takes it
        gave = {name: snapshot(gone)[name] for name in freed}
        save(gone, freed, by=by, via=Version.Via.MERGE)
        save(kept, values, by=by, via=Version.Via.MERGE)
        after = snapshot(kept)
        changed = [name for name in values if after[name] != before[name]]
        done = {
            "before": {name: before[name] for name in changed},
            "after": {name: after[name] for name in changed},
            "gave": gave,
            "records": _move_records(kind, gone, kept, by),
            "promoted": _promote(gone, kept) if isinstance(kept, Organisation) else [],
            "rows": {name: _move_rows(kind, name, gone, kept) for name in ROWS[kind]},
            "partnerships": _move_partnerships(gone, kept) if isinstance(kept, Organisation) else [],
            "proposals": _move_proposals(gone, kept),
        }
        _settle_tickets(kept)
        Likeness.objects.of(gone.code).to_look_at().filter(kind=kind).delete()
        return Merge.objects.create(kind=kind, kept=kept.code, gone=gone.code, by=by, done=done)


def _refuse(kept: Organisation | Service, gone: Organisation | Service) -> None:
    """What merging would do unasked: bring back who was suspended, or have a real card removed with the demo."""
    if kept.pk == gone.pk or kept.merged_into_id or gone.merged_into_id:
        raise ValidationError(_("One of these cards was merged already."))
    if kept.is_demo != gone.is_demo:
        raise ValidationError(_("One of these cards is invented, the other is real: they are not merged."))
    if Organisation.Status.SUSPENDED in {getattr(one, "status", None) for one in (kept, gone)}:
        raise ValidationError(_("One of these organisations is suspended: decide about that first, then merge."))


def undo_merge(done: Merge, *, by: User) -> list[str]:
    """Everything back where it still is as the merge left it; the fields that somebody changed since stay so."""
    with one_writer():
        row = Merge.objects.select_for_update().get(pk=done.pk)
        kept, gone = (MODELS[row.kind].objects.get(code=code) for code in (row.kept, row.gone))
        if not row.may_be_undone or gone.merged_into_id != kept.pk:
            raise ValidationError(_("This merging cannot be undone any more."))
        if kept.merged_into_id:
            raise ValidationError(_("The other card was merged itself meanwhile: undo that first."))
        now = snapshot(kept)
        back = {name: value for name, value in row.done["before"].items() if now[name] == row.done["after"][name]}
        save(kept, back, by=by, via=Version.Via.UNDO)
        save(gone, row.done["gave"] | {"merged_into": None}, by=by, via=Version.Via.UNDO)
        _records_back(row, kept, gone, by)
        _rows_back(row, kept, gone)
        _settle_tickets(gone)
        row.undone_at, row.undone_by = timezone.now(), by
        row.save(update_fields=["undone_at", "undone_by"])
    return [name for name in row.done["before"] if name not in back]


def union(mine: Iterable[Any], theirs: Iterable[Any]) -> list[Any]:
    """Both, each once. Children are the same whatever their place in the list."""
    found: dict[str, Any] = {}
    for row in (*mine, *theirs):
        if not isinstance(row, dict):
            found.setdefault(str(row), row)
            continue
        said = {name: value for name, value in row.items() if name != "sort"}
        key = json.dumps({n: said[n] for n in ("kind", "value")} if "value" in said else said, sort_keys=True)
        found.setdefault(key, row | ({"sort": len(found)} if "sort" in row else {}))
    return list(found.values())


def kind_of(record: Organisation | Service) -> str:
    return Kind.ORGANISATION if isinstance(record, Organisation) else Kind.SERVICE


def _move_records(kind: str, gone: models.Model, kept: models.Model, by: User) -> dict[str, list[str]]:
    """Codes by model and field."""
    found = {}
    for model, field in RECORDS[kind]:
        rows = [row for row in cast("Any", model).objects.filter(**{field: gone}) if row != kept]
        save_many([(row, {field: kept}) for row in rows], by=by, via=Version.Via.MERGE)
        found[f"{model._meta.model_name}.{field}"] = [row.code for row in rows]
    return found


def _records_back(row: Merge, kept: models.Model, gone: models.Model, by: User) -> None:
    for model, field in RECORDS[row.kind]:
        codes = row.done["records"][f"{model._meta.model_name}.{field}"]
        rows = cast("Any", model).objects.filter(code__in=codes, **{field: kept})
        save_many([(one, {field: gone}) for one in rows], by=by, via=Version.Via.UNDO)


def _move_rows(kind: str, name: str, gone: models.Model, kept: models.Model) -> list[str]:
    """Keys of the rows that moved; a row that the survivor has already stays where it is."""
    model, field = _relation(kind, name)
    moved = []
    for pk in model._default_manager.filter(**{field: gone}).values_list("pk", flat=True):
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=pk).update(**{field: kept})
        except IntegrityError:
            continue
        moved.append(str(pk))
    return moved


def _rows_back(row: Merge, kept: models.Model, gone: models.Model) -> None:
    for name, keys in row.done["rows"].items():
        model, field = _relation(row.kind, name)
        model._default_manager.filter(pk__in=keys, **{field: kept}).update(**{field: gone})
    for pk in row.done["promoted"]:
        Membership.objects.filter(pk=pk, organisation=cast("Any", kept)).update(role=Membership.Role.MEMBER)
    for pk, one, other in row.done["partnerships"]:
        BONDS.filter(pk=pk).update(one=one, other=other)
    Proposal.objects.of(kept).filter(pk__in=row.done.get("proposals", [])).update(object_id=gone.pk)


def _settle_tickets(record: Organisation | Service) -> None:
    """A report about a service is answered by its own organisation."""
    if isinstance(record, Service):
        Ticket.objects.filter(service=record).update(organisation=record.organisation_id)


def _relation(kind: str, name: str) -> tuple[type[models.Model], str]:
    relation = cast("models.ManyToOneRel", MODELS[kind]._meta.get_field(name))
    return relation.related_model, relation.field.name


def _promote(gone: Organisation, kept: Organisation) -> list[int]:
    """Who managed the one and is a member of the other manages it, too."""
    managers = gone.memberships.filter(role=Membership.Role.MANAGER).values("user")
    members = kept.memberships.filter(role=Membership.Role.MEMBER, user__in=managers)
    found = list(members.values_list("pk", flat=True))
    Membership.objects.filter(pk__in=found).update(role=Membership.Role.MANAGER)
    return found


def _move_proposals(gone: models.Model, kept: models.Model) -> list[int]:
    """What waits to be looked at is about the survivor now, unless something waits about that one already."""
    if Proposal.objects.of(kept).waiting().exists():
        return []
    waiting = Proposal.objects.of(gone).waiting()
    found = list(waiting.values_list("pk", flat=True))
    waiting.update(object_id=kept.pk)
    return found


def _move_partnerships(gone: Organisation, kept: Organisation) -> list[Values]:
    """Each with its two sides as they were. One between the two says nothing any more and stays."""
    moved: list[Any] = []
    for bond in BONDS.filter(models.Q(one=gone) | models.Q(other=gone)):
        partner = bond.other_id if bond.one_id == gone.pk else bond.one_id
        if partner != kept.pk:
            moved.append((bond.pk, bond.one_id, bond.other_id))
            sides = sorted((partner, kept.pk))
            BONDS.filter(pk=bond.pk).update(one=sides[0], other=sides[1])
    return moved
