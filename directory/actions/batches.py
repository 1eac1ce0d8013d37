"""What writing records means: made ready by reading alone, so that the lock is held for the writing only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.actions import rows
from directory.actions.confidential import forget_address, withheld, without_address
from directory.actions.rows import Numbers, Statement
from directory.actions.shape import (
    Keys,
    Record,
    Shape,
    Values,
    clean_child,
    in_order,
    json_of,
    key_of,
    python_of,
    shape_of,
)
from directory.actions.snapshots import snapshots
from directory.actions.streets import streets_in
from directory.geography import bassin_of
from directory.models import Organisation, Service, Site, Source, User, Version

ORDER: tuple[type[models.Model], ...] = (Organisation, Site, Service)
Pairs = list[tuple[Record, Mapping[str, Any]]]


@dataclass
class Ready:
    """Statements to run in one transaction, and what follows from them."""

    statements: list[Statement] = field(default_factory=list)
    new: list[Record] = field(default_factory=list)
    changed: dict[type[models.Model], list[int]] = field(default_factory=lambda: defaultdict(list))
    hidden: list[tuple[Site, set[str]]] = field(default_factory=list)  # with the streets they were known by

    def run(self) -> None:
        for statement in self.statements:
            statement.run()
        for record in self.new:
            record._state.adding, record._state.db = False, connection.alias
        for site, streets in self.hidden:
            forget_address(site, streets)

    def touched(self) -> list[int]:
        """The services whose search row this may change."""
        found = set(self.changed[Service])
        new = {(type(record), record.pk) for record in self.new}
        for model, name in ((Organisation, "organisation_id__in"), (Site, "site_id__in")):
            if ids := [pk for pk in self.changed[model] if (model, pk) not in new]:
                found.update(Service.objects.filter(**{name: ids}).values_list("pk", flat=True))
        return sorted(found)


@dataclass(frozen=True)
class Author:
    """Who writes, from where."""

    by: User | None
    via: str
    source: Source | None = None

    @property
    def columns(self) -> Values:
        source = self.source.pk if self.source else None
        return {"at": timezone.now(), "by_id": self.by.pk if self.by else None, "via": self.via, "source_id": source}


def make_ready(
    pairs: Iterable[tuple[Record, Mapping[str, Any]]], author: Author, keys: Keys, numbers: Numbers
) -> Ready:
    """Everything that writing these values takes. Reads the records as they are now."""
    groups: dict[type[models.Model], Pairs] = defaultdict(list)
    for record, values in pairs:
        groups[type(record)].append((record, values))
    ready, versions = Ready(), []
    for model in ORDER:
        if model in groups:
            versions += Batch(shape_of(model), groups[model], keys, numbers).make_ready(ready)
    columns = author.columns
    names = ["content_type_id", "object_id", "label", "created", "before", "after", *columns]
    ready.statements.append(rows.inserting(Version, names, (version | columns for version in versions)))
    return ready


class Batch:
    """Records of one model with the values to write on them."""

    def __init__(self, shape: Shape, pairs: Pairs, keys: Keys, numbers: Numbers) -> None:
        self.shape, self.keys, self.pairs, self.numbers = shape, keys, pairs, numbers
        self.befores = snapshots(shape, [record for record, _values in pairs if not record._state.adding])
        self.type = ContentType.objects.get_for_model(shape.model).pk
        self.language = get_language()

    def make_ready(self, ready: Ready) -> list[Values]:
        """Adds the statements; returns the versions."""
        fresh = [record for record, _values in self.pairs if record._state.adding]
        self.numbers.give(fresh)
        afters = [(record, self.assign(record, values)) for record, values in self.pairs]
        changed = [(r, a) for r, a in afters if r._state.adding or self.differs(r, a)]
        old = [(r, self.columns(r, a)) for r, a in changed if not r._state.adding]
        ready.statements += [*rows.inserting_records(fresh), *rows.updating(self.shape.model, old)]
        ready.statements += [*self.sets(changed), *self.children(changed)]
        ready.new += fresh
        ready.changed[self.shape.model] += [record.pk for record, _after in changed]
        sites = [(record, after) for record, after in changed if isinstance(record, Site)]
        ready.hidden += [(s, streets_in(self.befores[s.pk])) for s, after in sites if self.hides(s, after)]
        return [self.version(record, after) for record, after in changed]

    def differs(self, record: Record, after: Values) -> bool:
        before = self.befores[record.pk]
        return any(value != before.get(name) for name, value in after.items())

    def assign(self, record: Record, values: Mapping[str, Any]) -> Values:
        """Set fields and links on the instance; return the JSON form of everything to be written."""
        if unknown := set(values) - self.shape.names:
            raise ValidationError(_("Unknown field: %(names)s") % {"names": ", ".join(sorted(unknown))})
        if isinstance(record, Site):
            values = without_address(record, values)
        after: Values = {}
        texts = self.shape.texts
        for name, value in values.items():
            if type(value) is str and name in texts:
                record.__dict__[name] = after[name] = value.replace("\x00", "")
            else:
                after[name] = self.assign_one(record, name, value)
        if isinstance(record, Site):
            _settle_bassin(record)
        return after

    def assign_one(self, record: Record, name: str, value: Any) -> Any:
        if field := self.shape.plain.get(name):
            setattr(record, name, python_of(field, value))
            return json_of(getattr(record, name))
        if link := self.shape.links.get(name):
            row = None if value in (None, "") else self.keys.row(link.related_model, value)
            rows.link(record, name, row)
            return row and key_of(row)
        if relation := self.shape.sets.get(name):
            return self.keys.codes(relation.related_model, value)
        return in_order(clean_child(self.shape.children[name], child) for child in value)

    def columns(self, record: Record, after: Values) -> set[str]:
        """The attributes to write: what differs, and what follows from it."""
        before = self.befores[record.pk]
        fields = self.shape.plain | self.shape.links
        names = {fields[n].attname for n, value in after.items() if n in fields and value != before.get(n)}
        return names | ({"bassin_id", "bassin_to_check"} if isinstance(record, Site) else set())

    def sets(self, changed: list[tuple[Record, Values]]) -> list[Statement]:
        found = []
        for name, relation in self.shape.sets.items():
            through = cast("Any", relation.remote_field).through
            mine, theirs = relation.m2m_column_name(), relation.m2m_reverse_name()
            writing = [(r, a[name]) for r, a in changed if name in a]
            found.append(rows.deleting(through, mine, (r.pk for r, _codes in writing if not r._state.adding)))
            used = {code for _r, codes in writing for code in codes}
            ids = {code: self.keys.row(relation.related_model, code).pk for code in used}
            pairs: list[Sequence[Any]] = [(r.pk, ids[code]) for r, codes in writing for code in codes]
            found.append(rows.inserting_values(through, (mine, theirs), pairs))
        return found

    def children(self, changed: list[tuple[Record, Values]]) -> list[Statement]:
        found = []
        for name, shape in self.shape.children.items():
            writing = [(r, a[name]) for r, a in changed if name in a]
            owner, blank = f"{shape.owner}_id", shape.blank
            found.append(rows.deleting(shape.model, owner, (r.pk for r, _c in writing if not r._state.adding)))
            children = (blank | self.child(shape, r, child) for r, children in writing for child in children)
            found.append(rows.inserting(shape.model, [*blank], children))
        return found

    def child(self, shape: Shape, record: Record, values: Values) -> Values:
        """The row of a child, by attribute names."""
        row: Values = {f"{shape.owner}_id": record.pk}
        for name, value in values.items():
            if type(value) is str and name in shape.texts:
                row[name] = value.replace("\x00", "")
            elif field := shape.plain.get(name):
                row[name] = python_of(field, value)
            else:
                link = shape.links[name]
                row[link.attname] = self.keys.row(link.related_model, value).pk
        return row

    def version(self, record: Record, after: Values) -> Values:
        created = record._state.adding
        before = {} if created else {n: self.befores[record.pk].get(n) for n in after}
        if created:
            after = {n: v for n, v in after.items() if v or v not in (None, "", [])}
        else:
            after = {n: v for n, v in after.items() if v != before.get(n)}
        if isinstance(record, Site) and record.confidential:
            before, after = withheld(before), withheld(after)
        return {
            "content_type_id": self.type,
            "object_id": record.pk,
            "label": _label(record, self.language)[:200],
            "created": created,
            "before": {n: before[n] for n in after if n in before},
            "after": after,
        }

    def hides(self, site: Site, after: Values) -> bool:
        """Does this make an address confidential that was known?"""
        known = not site._state.adding and not self.befores[site.pk].get("confidential")
        return known and bool(after.get("confidential"))


def _settle_bassin(site: Site) -> None:
    override = site.bassin_override if site.bassin_override_id else None
    sector = site.sector if site.sector_id else None
    postal_code = site.postal_code if site.postal_code_id else None
    bassin, site.bassin_to_check = bassin_of(override, sector, postal_code)
    rows.link(site, "bassin", bassin)


def _label(record: Record, language: str | None) -> str:
    """What history calls it; a site never by its street, which may have to be forgotten."""
    named = type(record).name.read(record, language)
    return named or (_label(record.organisation, language) if isinstance(record, Site) else "")
