"""A network that was made on SQLite, put on an empty PostgreSQL: making it there once more would take an hour."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models

from bench.copies import LEFT_OUT
from directory.models import Service

AT_ONCE = 5_000


def from_sqlite(source: Path) -> None:
    """Rows of the directory as they are; search rows are made by the program."""
    file = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    there = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    tables = [
        name for name in connection.introspection.table_names() if name.startswith("directory_") and name in there
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # keys are right already
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        for name in tables:
            if name not in LEFT_OUT:
                _copy(file, cursor.cursor, name)
        cursor.execute("SET session_replication_role = DEFAULT")
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
    file.close()
    call_command("rebuild_search", verbosity=0)


def _models() -> list[type[models.Model]]:
    return list(Service._meta.apps.get_app_config("directory").get_models(include_auto_created=True))


def _copy(file: sqlite3.Connection, cursor: object, name: str) -> None:
    columns = ", ".join(f'"{row[1]}"' for row in file.execute(f"PRAGMA table_info({name})"))
    rows = file.execute(f"SELECT {columns} FROM {name}")
    with cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:  # type: ignore[attr-defined]
        while some := rows.fetchmany(AT_ONCE):
            for row in some:
                copy.write_row(row)
