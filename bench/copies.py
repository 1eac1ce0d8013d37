"""A network of a million services on SQLite: one of 200,000, copied in SQL under other ids.

Making each through the directory's own writes, as the smaller ones are, would take an hour.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from search.models import Bits

WHOLE = 200_000  # services of the network that is copied
LEFT_OUT = ("directory_version",)
BY_SERVICE = ("search_row", "search_tokens", "search_hours", "search_span", "search_exceptional")
GROWS = 1_000  # a table with as many rows belongs to the network, not to the reference data


def copy_from(source: Path, target: Path, times: int) -> None:
    """`times` networks in one: the first as it is, the others under ids that begin where the last ended."""
    if not source.exists():
        raise SystemExit(f"Make the network of {WHOLE} services first: --sizes {WHOLE}")
    shutil.copy(source, target)
    with sqlite3.connect(target) as database:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA ignore_check_constraints=ON;")
        Copies(database).make(times)
        database.execute("ANALYZE")
    database.close()


class Copies:
    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        mine = [name for name in names if name.startswith("directory_") and name not in LEFT_OUT]
        self.last = {name: last for name in mine if (last := self._last(name)) >= GROWS and self._grown(name)}
        # Bitmaps are copied whole: services move by whole chunks of them.
        chunks = self.last["directory_service"] // Bits.SPAN + 1
        self.last["directory_service"] = chunks * Bits.SPAN

    def make(self, times: int) -> None:
        for number in range(1, times):
            for name in self.last:
                self._copy(name, number)
            self._rows(number * self.last["directory_service"], number)

    def _copy(self, name: str, number: int) -> None:
        columns = [row[1] for row in self.database.execute(f"PRAGMA table_info({name})")]
        keys = {row[3]: row[2] for row in self.database.execute(f"PRAGMA foreign_key_list({name})")} | {"id": name}
        moved = {column: number * self.last[table] for column, table in keys.items() if table in self.last}
        values = [f"{column} + {moved[column]}" if column in moved else column for column in columns]
        if "code" in columns:
            values[columns.index("code")] = f"printf('zz%06x', id + {moved['id']})"
        copied = f"SELECT {', '.join(values)} FROM {name} WHERE id <= ?"
        self.database.execute(f"INSERT INTO {name} ({', '.join(columns)}) {copied}", [self.last[name]])

    def _rows(self, moved: int, number: int) -> None:
        first = self.last["directory_service"]
        for name in BY_SERVICE:
            columns = [row[1] for row in self.database.execute(f"PRAGMA table_info({name})")]
            values = [f"{column} + {moved}" if column == "service_id" else column for column in columns]
            if name == "search_exceptional":
                values[columns.index("id")] = "NULL"
            if name == "search_row":
                by = number * self.last["directory_organisation"]
                values[columns.index("organisation_id")] = f"organisation_id + {by}"
            copied = f"SELECT {', '.join(values)} FROM {name} WHERE service_id <= ?"
            self.database.execute(f"INSERT INTO {name} ({', '.join(columns)}) {copied}", [first])
        chunks = moved // Bits.SPAN
        self.database.execute(
            "INSERT INTO search_bits (chunk, key, bits) SELECT chunk + ?, key, bits FROM search_bits WHERE chunk < ?",
            [chunks, first // Bits.SPAN],
        )
        self.database.execute(
            "INSERT INTO search_found (rowid, tokens) SELECT service_id, tokens FROM search_tokens"
            " WHERE service_id > ? AND service_id <= ?",
            [moved, moved + first],
        )

    def _last(self, name: str) -> int:
        columns = [row[1] for row in self.database.execute(f"PRAGMA table_info({name})")]
        if "id" not in columns:
            return 0
        try:
            return int(self.database.execute(f"SELECT coalesce(max(id), 0) FROM {name}").fetchone()[0])
        except ValueError:  # a code
            return 0

    def _grown(self, name: str) -> bool:
        return bool(self.database.execute(f"SELECT count(*) >= {GROWS} FROM {name}").fetchone()[0])
