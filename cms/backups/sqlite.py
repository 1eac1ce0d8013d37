"""The directory in a file: copied by SQLite itself while people write, put back by exchanging files."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from django.db import connection, connections
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

from cms.backups.archive import Refused
from cms.backups.counting import SESSIONS, counts, main_tables
from cms.privacy import FILE

PART = "database.sqlite3"
BUSY = "The database is in use: stop the web server and the worker, then try again."


def _live() -> Path:
    return Path(connection.settings_dict["NAME"])


def server() -> str:
    return sqlite3.sqlite_version


def refuse_in_use() -> None:
    """The next connection takes the journal up again."""
    connections.close_all()
    _claim(_live())


def dump(path: Path) -> dict[str, int]:
    """One reading of the whole; writers do not wait for it, nor does it see half of what they write."""
    tables = main_tables()
    path.touch(mode=FILE)
    source = f"{_live().absolute().as_uri()}?mode=rw"
    with (
        closing(sqlite3.connect(source, uri=True, timeout=20)) as live,
        closing(sqlite3.connect(path, isolation_level=None)) as copy,
    ):
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608  a name of ours
        _insist(copy)
        return counts(tables, lambda sql: int(copy.execute(sql).fetchone()[0]))


def fill(part: Path, tables: list[str]) -> tuple[str, dict[str, int]]:
    """The extracted file is the draft itself."""
    try:
        with closing(sqlite3.connect(part)) as draft:
            _insist(draft)
            return str(part), counts(tables, lambda sql: int(draft.execute(sql).fetchone()[0]))
    except sqlite3.DatabaseError as error:
        raise Refused(f"The database in the backup cannot be read ({error}): take another one.") from error


def swap(draft: str, aside: Path) -> str:
    """The present file goes aside, the draft takes its place; returns where the present one is."""
    live, kept = _live(), aside / _live().name
    _settle(Path(draft))
    if live.exists():
        with suppress(sqlite3.DatabaseError):  # what is no database any more goes aside as it is
            _claim(live)
    moved = []
    for end in ("", "-wal", "-shm"):
        source = live.with_name(live.name + end)
        if source.exists():
            moved.append((source, source.rename(kept.with_name(kept.name + end))))
    try:
        Path(draft).rename(live)
    except OSError:
        for source, target in moved:
            target.rename(source)
        raise
    return str(kept) if moved else ""


def drop(draft: str) -> None:
    for end in ("", "-wal", "-shm"):
        Path(draft + end).unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """In one file: what its journal holds goes into it."""
    with closing(sqlite3.connect(path)) as draft:
        draft.execute("PRAGMA journal_mode=DELETE")


def _claim(path: Path) -> None:
    """Leaving the journal needs the file for oneself: a running site, which would go on in the old file, is seen so."""
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as live:
        try:
            live.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise Refused(BUSY) from None
            raise


def _insist(database: sqlite3.Connection) -> None:
    """SQLite's own reading of every page."""
    register(database)  # some constraints call functions of Django's
    found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise Refused(f"SQLite finds the database damaged: {found}. Restore the last good backup.")
