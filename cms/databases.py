"""Which database holds what, and whether it keeps what it was told: asked before the first request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections
from django.db.models import Model

FULL = 2  # SQLite's synchronous: a commit waits for the disk
OLDEST = 14_00_00  # PostgreSQL that Django 5.2 speaks to


class CacheRouter:
    """The cache's table lies behind a connection of its own (on SQLite a file), everything else is the directory's."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return "cache" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if app_label == "django_cache":
            return db == "cache"
        return False if db == "cache" else None


def refuse_unsafe() -> None:
    """A database that cannot be reached, is too old, or says a write is kept before it is: one sentence, no start."""
    connection = connections["default"]
    try:
        found = _settings(connection)
    except DatabaseError as error:
        raise ImproperlyConfigured(unreachable(error)) from error
    finally:
        connection.close()  # processes that are forked from this one open their own
    for setting, value, wanted in found:
        if value not in wanted:
            raise ImproperlyConfigured(
                f"The database says {setting} = {value}: what was saved could be lost with the power. "
                f"Set it to {wanted[0]}."
            )


def absent() -> str:
    """One sentence where there is no site at all; asked before SQLite makes an empty file of it."""
    connection = connections["default"]
    on_sqlite = connection.vendor == "sqlite"
    if connection.connection or not on_sqlite or Path(connection.settings_dict["NAME"]).exists():
        try:
            if "django_migrations" in connection.introspection.table_names():
                return ""
        except DatabaseError:  # it is away, and whoever needs it says so
            return ""
    if on_sqlite:
        return f"There is no site in {settings.VAR}: is MAILLAGE_VAR set? make install makes a new one."
    return "There is no site in the database that DATABASE_URL names: is it the right one? make install makes one."


def unreachable(error: Exception) -> str:
    reason = " ".join(str(error).split())
    if connections["default"].vendor == "postgresql":
        return f"PostgreSQL does not answer: {reason}. Look at DATABASE_URL, and whether the server runs."
    return f"The database cannot be opened: {reason}. Look at MAILLAGE_VAR, and who may write there."


def _settings(connection: Any) -> list[tuple[str, Any, list[Any]]]:
    with connection.cursor() as cursor:

        def ask(sql: str) -> Any:
            cursor.execute(sql)
            return cursor.fetchone()[0]

        if connection.vendor == "postgresql":
            if connection.pg_version < OLDEST:
                raise ImproperlyConfigured("This PostgreSQL is too old: Maillage needs 14 or later.")
            kept = ["on", "local", "remote_write", "remote_apply"]
            return [("synchronous_commit", ask("SHOW synchronous_commit"), kept)]
        return [
            ("journal_mode", ask("PRAGMA journal_mode"), ["wal"]),
            ("synchronous", ask("PRAGMA synchronous"), [FULL]),
        ]
