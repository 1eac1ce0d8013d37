"""Writes staged rows in batches, each whole or absent, none holding the database for more than a quarter second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import actions
from directory.actions import rows
from directory.actions.batches import Author, make_ready
from directory.actions.rows import Numbers
from directory.actions.shape import Keys
from directory.actions.turns import one_writer
from directory.actions.writing import why_refused
from directory.importers.entries import Managed
from directory.importers.known import Known
from directory.importers.planning import UNCHANGED, Plan, Step, writes_of
from directory.importers.rows import Kind, Remark
from directory.importers.staging import Outcome, Staged, Staging
from directory.models import Source, SourceRecord, User, Version

FIRST_BATCH, SMALLEST, LARGEST = 100, 100, 500
TARGET_S = 0.15  # aimed at; the promise is 0.25
REMEMBERED = ("organisation_id", "site_id", "service_id", "fingerprint", "values", "seen_at", "gone_since")
PATIENCE = 10  # times the connection's own waiting
AHEAD = 2000  # keys drawn at once
BREATH_S = 0.002  # the next batch is made ready without the lock: whoever waits to save gets her turn then


@dataclass
class Applier:
    """Writes the rows of one staging file. Begun again after an interruption, it goes on where it was."""

    staging: Staging
    source: Source
    managed: Managed
    by: User | None = None
    keys: Keys = field(default_factory=Keys)
    numbers: Numbers = field(default_factory=lambda: Numbers(AHEAD))

    def preview(self, size: int = 500) -> Iterator[int]:
        """Says what would change; writes nothing. Yields how many rows were looked at."""
        position = 0
        while batch := self.staging.batch(position, size):
            self._tell(self._plan(batch))
            position = batch[-1].position
            yield position

    def apply(self) -> Iterator[int]:
        """Yields the position reached after each batch."""
        position, size = self.staging.fact("done", 0), FIRST_BATCH
        while batch := self.staging.batch(position, size):
            seconds = self._write_patiently(batch)
            position = batch[-1].position
            self.staging.note(done=position)
            yield position
            size = min(LARGEST, max(SMALLEST, int(size * min(2.0, TARGET_S / max(seconds, 0.001)))))
            time.sleep(BREATH_S)

    def _plan(self, batch: list[Staged]) -> Plan:
        return Plan(batch, self.managed, Known(batch, self.source, self.managed))

    def _write_patiently(self, batch: list[Staged]) -> float:
        """Others may hold the database for longer than a connection waits: an import can wait on."""
        for _attempt in range(PATIENCE):
            try:
                return self._write_or_split(batch)
            except OperationalError:
                time.sleep(BREATH_S)
        return self._write_or_split(batch)

    def _write_or_split(self, batch: list[Staged]) -> float:
        """Writes a batch; one that the database refuses is halved, down to the row that is at fault. Seconds locked."""
        try:
            plan, seconds = self._write(batch)
        except OperationalError:
            raise
        except (DatabaseError, ValidationError) as problem:
            if len(batch) == 1:
                self._refuse(batch[0], problem)
                return 0.0
            half = len(batch) // 2
            return max(self._write_or_split(batch[:half]), self._write_or_split(batch[half:]))
        self._tell(plan)
        return seconds

    def _write(self, batch: list[Staged]) -> tuple[Plan, float]:
        """Made ready before the database is locked; again under the lock if anybody wrote in between."""
        seen = last_version()
        plan, write = self._make_ready(batch)
        with one_writer():
            start = time.monotonic()
            if last_version() != seen:
                plan, write = self._make_ready(batch)
            write()
        return plan, time.monotonic() - start

    def _refuse(self, row: Staged, problem: Exception) -> None:
        reason = _("The database refuses this row: %(why)s") % {"why": why_refused(problem)}
        self.staging.remark(Remark(Kind.REJECTED.value, row.line, row.external_id, "", row.name, reason))

    def _make_ready(self, batch: list[Staged]) -> tuple[Plan, Callable[[], None]]:
        plan = self._plan(batch)
        author = Author(self.by, Version.Via.IMPORT, self.source)
        ready = make_ready(writes_of(plan.steps), author, self.keys, self.numbers)
        now = timezone.now()
        for step in plan.steps:
            _bring_up_to_date(step, now)
        records = [step.record for step in plan.steps]
        new = [record for record in records if record.pk is None]
        self.numbers.give(new)
        ready.statements += rows.inserting_records(new)
        ready.statements += rows.updating(SourceRecord, [(r, REMEMBERED) for r in records if not r._state.adding])
        same = [record.pk for record in plan.untouched]

        def write() -> None:
            actions.run(ready)
            SourceRecord.objects.filter(pk__in=same).update(seen_at=now)

        return plan, write

    def _tell(self, plan: Plan) -> None:
        self.staging.add_outcomes([step.outcome for step in plan.steps])
        self.staging.remark(*(remark for step in plan.steps for remark in step.remarks))
        by_id = {staged.external_id: staged for staged in plan.batch}
        same = [by_id[record.external_id] for record in plan.untouched]
        self.staging.add_outcomes([Outcome(r.position, UNCHANGED, r.line, r.external_id, r.name, []) for r in same])

    # What the source has no more -------------------------------------------------------------------------------------

    def gone(self, *, write: bool, size: int = 500) -> None:
        """Marks the records that a full file does not have. Nothing is deleted."""
        present = SourceRecord.objects.filter(source_id=self.source.pk, gone_since=None).order_by("pk")
        last = 0
        while batch := list(present.filter(pk__gt=last).select_related("service").defer("values")[:size]):
            last = batch[-1].pk
            held = self.staging.holds([record.external_id for record in batch])
            missing = [record for record in batch if record.external_id not in held]
            if write and missing:
                ids = [record.pk for record in missing]
                SourceRecord.objects.filter(pk__in=ids).update(gone_since=timezone.now())
            self.staging.remark(*(_gone(record) for record in missing))


def _gone(record: SourceRecord) -> Remark:
    name = str(record.service.name) if record.service else ""
    reason = _("The source has this card no more: check whether the service still exists.")
    return Remark(Kind.GONE.value, 0, record.external_id, "", name[:80], reason)


def _bring_up_to_date(step: Step, now: object) -> None:
    record = step.record
    for name in ("organisation", "site", "service"):
        rows.link(record, name, getattr(step, name))
    record.fingerprint, record.values = step.staged.fingerprint, step.said
    record.seen_at, record.gone_since = now, None  # type: ignore[assignment]


def last_version() -> int | None:
    return Version.objects.order_by("-pk").values_list("pk", flat=True).first()
