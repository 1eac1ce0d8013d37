"""What a batch of staged rows changes in the directory: compared, not yet written. Previews and writing share it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from directory.actions.rows import fresh
from directory.actions.shape import Record, Values
from directory.importers.entries import Managed, empty
from directory.importers.known import OWN_KEY, Known, site_key
from directory.importers.merging import merge, remembered
from directory.importers.rows import Kind, Remark, shown
from directory.importers.staging import Outcome, Staged
from directory.models import Organisation, Service, Site, SourceRecord

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
LINKS = ("organisation", "site")


@dataclass
class Step:
    """One row: the records it feeds, the values to write on each, and what is to be told."""

    staged: Staged
    record: SourceRecord
    organisation: Organisation
    site: Site | None = None
    service: Service | None = None
    writes: list[tuple[Record, Values]] = field(default_factory=list)
    changes: list[tuple[str, str, Any, Any]] = field(default_factory=list)  # part, field, before, after
    remarks: list[Remark] = field(default_factory=list)
    said: Values = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)  # what new rows are called before they can be looked up

    def __post_init__(self) -> None:
        self.new = self.record.service_id is None  # before the service is written

    @property
    def verdict(self) -> str:
        if self.new:
            return CREATED
        return UPDATED if self.writes else UNCHANGED

    @property
    def outcome(self) -> Outcome:
        s = self.staged
        changes = [[part, name, before, after] for part, name, before, after in self.changes]
        return Outcome(s.position, self.verdict, s.line, s.external_id, s.name, changes)

    def remark(self, kind: Kind, column: str = "", value: Any = "", reason: str = "") -> None:
        said = Remark(kind.value, self.staged.line, self.staged.external_id, column, value, reason)
        self.remarks.append(said)


class Plan:
    """Steps for rows that change something; `untouched` are the records that are as they were."""

    def __init__(self, batch: list[Staged], managed: Managed, known: Known) -> None:
        self.batch, self.managed, self.known = batch, managed, known
        self.steps: list[Step] = []
        self.untouched: list[SourceRecord] = []
        for _group, rows in groupby(batch, key=lambda staged: staged.group):
            self._group(list(rows))

    def _group(self, rows: list[Staged]) -> None:
        """The rows of one organisation; the first may speak for it."""
        if all(self.known.is_untouched(row) for row in rows):
            self.untouched += [self.known.records[row.external_id] for row in rows]
            return
        organisation = self.known.organisation(rows)
        speaker = self.known.speaker(organisation, rows)
        for row in rows:
            if self.known.is_untouched(row):
                self.untouched.append(self.known.records[row.external_id])
                continue
            step = Step(row, self.known.record(row), organisation)
            if row is speaker:
                self._organisation(step)
            if row.group.startswith(OWN_KEY):
                step.said["group"] = row.group
            self._site(step)
            self._service(step)
            self._came_back(step)
            self.steps.append(step)

    def _organisation(self, step: Step) -> None:
        organisation, values = step.organisation, step.staged.organisation
        if organisation.pk is None:
            step.writes.append((organisation, values | {"status": Organisation.Status.VERIFIED}))
            step.said["organisation"] = remembered(values)
        else:
            if organisation.is_demo:
                step.writes.append((organisation, {"is_demo": False}))
            said = self.known.said_of_organisation(organisation, step.record)
            self._merge(step, "organisation", organisation, said, self._whole("organisation", values))

    def _site(self, step: Step) -> None:
        """The place: kept, changed, shared with a sister service, or new. A confidential one is left alone."""
        values, site, said = step.staged.site, step.record.site, step.record.values
        if values is not None and values.get("confidential"):
            self._hide(step, values, site)
        elif (site is not None and site.confidential) or (site is None and self.known.hides_a_site(step.organisation)):
            self._withhold(step, site)
        elif values is None:
            return
        elif site is None and "site" in said:
            step.said["site"] = said["site"]  # a person took the site away
        elif site is not None and not self.known.is_shared(site, step.record):
            step.site = site
            self._merge(step, "site", site, said.get("site", {}), self._whole("site", values))
        else:
            self._find_or_make_site(step, values)

    def _find_or_make_site(self, step: Step, values: Values) -> None:
        key = site_key(self._whole("site", values))
        step.site = self.known.site_like(step.organisation, key)
        step.said["site"] = remembered(values)
        if step.site is None:
            step.site = fresh(Site)
            step.writes.append((step.site, values | {"organisation": step.organisation}))
            step.named[step.site.code] = values.get("street_fr") or values.get("street_nl") or _("a new site")
            self.known.add_site(step.organisation, key, step.site)

    def _hide(self, step: Step, values: Values, site: Site | None) -> None:
        """The file says that the address is secret: what we hold of it is purged. Without a bassin there is no site."""
        step.said["site"] = {}
        if site is not None and site.confidential:
            step.site = site
            return
        bassin = values.get("bassin_override") or (site.bassin.code if site is not None and site.bassin else None)
        if bassin is None:
            return
        step.site = site or Site()
        hidden = values | {"bassin_override": bassin, "organisation": step.organisation}
        step.writes.append((step.site, hidden))
        step.changes.append(("site", "confidential", False, True))

    def _withhold(self, step: Step, site: Site | None) -> None:
        step.site = site
        step.said["site"] = {}
        if step.staged.site and site is not None:
            step.remark(Kind.WITHHELD, "site", "", _("The address was not kept: the site is confidential."))
        elif step.staged.site:
            reason = _(
                "The address was not kept: this organisation has a confidential site. Is this one public? Type it in."
            )
            step.remark(Kind.WITHHELD, "site", "", reason)

    def _service(self, step: Step) -> None:
        values = step.staged.service
        service = step.record.service
        if service is None:
            links = {"organisation": step.organisation} | ({"site": step.site} if step.site else {})
            step.service = fresh(Service)
            step.writes.append((step.service, values | links))
            links_said = {name: row.code for name, row in links.items()}
            step.said["service"] = remembered(values) | links_said
            return
        step.service = service
        if service.merged_into_id:
            step.said["service"] = step.record.values.get("service", {})
            step.remark(Kind.CONFLICT, "", "", _("This card was merged into another one: it was not changed."))
            return
        codes = {"organisation": step.organisation.code, "site": step.site.code if step.site else None}
        whole = self._whole("service", values) | codes
        self._merge(step, "service", service, step.record.values.get("service", {}), whole)

    def _merge(self, step: Step, part: str, row: Record, said: Values, new: Values) -> None:
        current = self.known.current(part, row)
        merged = merge(part, current, said, new)
        if merged.write:
            rows: dict[Any, Record] = {step.organisation.code: step.organisation}
            rows |= {step.site.code: step.site} if step.site else {}
            write = {n: rows.get(v, v) if n in LINKS else v for n, v in merged.write.items()}
            step.writes.append((row, write))
            step.changes += [
                (part, n, current.get(n), step.named.get(v, v) if n in LINKS else v) for n, v in merged.write.items()
            ]
        for name, ours, theirs in merged.conflicts:
            reason = _("A person wrote “%(ours)s”; it was kept.") % {"ours": shown(ours)}
            step.remark(Kind.CONFLICT, f"{part}.{name}", shown(theirs), reason)
        step.said[part] = merged.said

    def _whole(self, part: str, values: Values) -> Values:
        """Every field the file speaks of: what it leaves out is empty."""
        return {name: empty(part, name) for name in self.managed[part]} | values

    def _came_back(self, step: Step) -> None:
        if step.record.gone_since is not None:
            step.remark(Kind.BACK)


def writes_of(steps: Iterable[Step]) -> list[tuple[Record, Values]]:
    return [pair for step in steps for pair in step.writes]
