"""Between reading and writing: a file for the rows of one run, so that nothing half-read reaches the directory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson
from django.utils.translation import gettext as _

from directory.actions.shape import Values
from directory.importers.entries import Entry, Managed, fingerprint
from directory.importers.rows import Kind, Remark, Row, shown

TABLES = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE rows (id INTEGER PRIMARY KEY, line INTEGER, external_id TEXT UNIQUE, groups TEXT, fingerprint TEXT,
  payload TEXT);
CREATE TABLE queue (position INTEGER PRIMARY KEY, row INTEGER, groups TEXT);
CREATE TABLE remarks (id INTEGER PRIMARY KEY, kind TEXT, line INTEGER, record TEXT, field TEXT, value TEXT,
  reason TEXT);
CREATE TABLE outcomes (position INTEGER PRIMARY KEY, verdict TEXT, line INTEGER, record TEXT, name TEXT, changes TEXT);
"""
# Rows of one organisation together, its smallest identifier first: that row speaks for the organisation.
QUEUE = """
INSERT INTO queue (row, groups)
  SELECT id, groups FROM rows WHERE payload IS NOT NULL ORDER BY groups, length(external_id), external_id
"""
# What comparing with the directory said, not reading the file.
PLANNED = "(kind IN ('conflicts', 'gone', 'back') OR (kind = 'withheld' AND field = 'site'))"


@dataclass(frozen=True)
class Staged:
    """A checked row on its way."""

    position: int
    line: int
    external_id: str
    fingerprint: str
    group: str
    organisation: Values
    site: Values | None
    service: Values

    @property
    def name(self) -> str:
        return shown(self.service.get("name_fr") or self.service.get("name_nl") or self.service.get("name_en") or "")


@dataclass(frozen=True)
class Outcome:
    """What became, or would become, of a row."""

    position: int
    verdict: str
    line: int
    record: str
    name: str
    changes: list[Any]


class Staging:
    """The staged rows of one run. One process at a time writes it."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        self.path = path
        if new:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
        self.db = sqlite3.connect(path if new else f"file:{path}?mode=rw", uri=not new, timeout=20)
        self.db.execute("PRAGMA synchronous=NORMAL")  # lost with the power at worst, and then read again
        if new:
            self.db.executescript(TABLES)

    def close(self) -> None:
        self.db.commit()
        self.db.close()

    def delete(self) -> None:
        for end in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    # Reading the file ------------------------------------------------------------------------------------------------

    def add(self, row: Row, entry: Entry | None, managed: Managed) -> None:
        """One row of the file, with its remarks. A second row with the same identifier is refused."""
        payload = entry.payload if entry else None
        mark = fingerprint(payload, managed) if payload else ""
        values = (row.line, row.record or None, entry.group if entry else "", mark, payload)
        try:
            self.db.execute(
                "INSERT INTO rows (line, external_id, groups, fingerprint, payload) VALUES (?,?,?,?,?)", values
            )
        except sqlite3.IntegrityError:
            first = self.db.execute("SELECT line FROM rows WHERE external_id = ?", (row.record,)).fetchone()[0]
            reason = _("This identifier stands twice in the file; it was first at %(line)s.") % {"line": first}
            row.remark(Kind.REJECTED, "id", row.record, reason)
        self.remark(*row.remarks)

    def remark(self, *remarks: Remark) -> None:
        self.db.executemany(
            "INSERT INTO remarks (kind, line, record, field, value, reason) VALUES (?,?,?,?,?,?)",
            [(r.kind, r.line, r.record, r.column, r.value, r.reason) for r in remarks],
        )

    def finish(self, **facts: Any) -> None:
        """The file was read to its end: put the rows in the order in which they are written."""
        self.db.execute(QUEUE)
        self.db.execute("ANALYZE")
        self.db.execute("CREATE INDEX remark_kind ON remarks (kind, id)")
        self.note(**facts)
        self.db.execute("PRAGMA journal_mode=WAL")  # from here on a killed process leaves it whole

    def note(self, **facts: Any) -> None:
        self.db.executemany("REPLACE INTO facts VALUES (?,?)", [(n, json.dumps(v)) for n, v in facts.items()])
        self.db.commit()

    def fact(self, name: str, default: Any = None) -> Any:
        found = self.db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return json.loads(found[0]) if found else default

    # Writing the directory -------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return int(self.db.execute("SELECT coalesce(max(position), 0) FROM queue").fetchone()[0])

    def _end_of_group(self, position: int) -> int:
        sql = (
            "SELECT position - 1 FROM queue WHERE position > ?1 "
            "AND groups != (SELECT groups FROM queue WHERE position = ?1) ORDER BY position LIMIT 1"
        )
        found = self.db.execute(sql, (position,)).fetchone()
        return int(found[0]) if found else len(self)

    def batch(self, after: int, size: int) -> list[Staged]:
        """The next rows, up to the end of an organisation: it is never written by halves."""
        end = self._end_of_group(min(after + size, len(self)))
        rows = self.db.execute(
            "SELECT position, line, external_id, fingerprint, payload FROM queue JOIN rows ON rows.id = row "
            "WHERE position > ? AND position <= ? ORDER BY position",
            (after, end),
        )
        return [Staged(*fields, *orjson.loads(payload)) for *fields, payload in rows]

    def holds(self, external_ids: list[str]) -> set[str]:
        """Which of these the file has, rejected rows included."""
        marks = ",".join("?" * len(external_ids))
        sql = f"SELECT external_id FROM rows WHERE external_id IN ({marks})"  # noqa: S608
        return {found for (found,) in self.db.execute(sql, external_ids)}

    def add_outcomes(self, outcomes: list[Outcome]) -> None:
        self.db.executemany(
            "REPLACE INTO outcomes VALUES (?,?,?,?,?,?)",
            [(o.position, o.verdict, o.line, o.record, o.name, orjson.dumps(o.changes).decode()) for o in outcomes],
        )

    # What is told about it -------------------------------------------------------------------------------------------

    def counts(self) -> dict[str, int]:
        found = dict(self.db.execute("SELECT verdict, count(*) FROM outcomes GROUP BY verdict"))
        found |= dict(self.db.execute("SELECT kind, count(*) FROM remarks WHERE kind != 'rejected' GROUP BY kind"))
        sql = "SELECT count(DISTINCT line) FROM remarks WHERE kind = 'rejected'"
        return found | {"rejected": self.db.execute(sql).fetchone()[0]}

    def remarks(self, kind: str, limit: int = -1) -> Iterator[Remark]:
        sql = "SELECT kind, line, record, field, value, reason FROM remarks WHERE kind = ? ORDER BY line, id LIMIT ?"
        return (Remark(*fields) for fields in self.db.execute(sql, (kind, limit)))

    def outcomes(self, verdict: str, limit: int = -1) -> Iterator[Outcome]:
        sql = "SELECT * FROM outcomes WHERE verdict = ? ORDER BY line LIMIT ?"
        for position, verdict_, line, record, name, changes in self.db.execute(sql, (verdict, limit)):
            yield Outcome(position, verdict_, line, record, name, json.loads(changes))

    def plan_digest(self) -> str:
        """The same for the same plan."""
        digest = blake2b(digest_size=16)
        for outcome in self.db.execute("SELECT verdict, record, changes FROM outcomes ORDER BY position"):
            digest.update(json.dumps(outcome).encode())
        sql = f"SELECT kind, record, field, value, reason FROM remarks WHERE {PLANNED} ORDER BY kind, line, id"  # noqa: S608
        for remark in self.db.execute(sql):
            digest.update(json.dumps(remark).encode())
        return digest.hexdigest()

    def forget_plan(self) -> None:
        """What a preview said holds no longer: the rows are compared again when they are written."""
        self.db.execute("DELETE FROM outcomes")
        self.db.execute(f"DELETE FROM remarks WHERE {PLANNED}")  # noqa: S608
        self.db.commit()

    def forget_addresses(self, external_ids: set[str]) -> None:
        """What these rows say of their place goes, and nothing that was told of them is kept."""
        for external_id in external_ids:
            sql = "SELECT id, payload FROM rows WHERE external_id = ? AND payload IS NOT NULL"
            for row, payload in self.db.execute(sql, (external_id,)).fetchall():
                group, organisation, _site, service = orjson.loads(payload)
                kept = orjson.dumps([group, organisation, None, service]).decode()
                self.db.execute("UPDATE rows SET payload = ? WHERE id = ?", (kept, row))
            self.db.execute("UPDATE remarks SET value = '', reason = '' WHERE record = ?", (external_id,))
            self.db.execute("UPDATE outcomes SET changes = '[]' WHERE record = ?", (external_id,))
        self.db.commit()
        self.db.execute("VACUUM")
