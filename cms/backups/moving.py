"""A directory moved from SQLite to PostgreSQL: every row as it is, under the same id, or nothing.

Search rows are not moved: each database has its own, and they are written again.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DatabaseError, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from cms.backups.archive import Refused
from cms.backups.counting import counts, main_tables

LEFT = {"sessions", "django_cache", "wagtailsearch", "search"}  # who was logged in; what is made anew
TAKEN = {"search.Street", "search.Address", "search.AddressState"}  # but the address file is not
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"timeout": 20}}
AT_ONCE = 1000  # rows in one statement


def models() -> list[type[Model]]:
    found = apps.get_models(include_auto_created=True)
    taken = [one for one in found if one._meta.app_label not in LEFT or one._meta.label in TAKEN]
    return [one for one in taken if one._meta.managed and not one._meta.proxy]


def open_file(path: Path, alias: str = "moved") -> str:
    """A connection to that file beside those of the settings."""
    if not path.is_file():
        raise Refused(f"There is no file {path}: say where the SQLite database is.")
    known = connections.settings["default"]
    connections.settings[alias] = known | SQLITE | {"NAME": str(path)}
    connections[alias] = connections.create_connection(alias)
    return alias


def move(source: str, target: str = "default") -> dict[str, int]:
    """How many rows each main table has then. What the target holds beside a directory is replaced."""
    _fits(source, target)
    tables = [model._meta.db_table for model in models()]
    with transaction.atomic(using=target):
        connection = connections[target]
        with connection.cursor() as cursor:
            for sql in connection.ops.sql_flush(no_style(), tables, allow_cascade=True):
                cursor.execute(sql)
            for model in models():
                _copy(model, source, target)
            for sql in connection.ops.sequence_reset_sql(no_style(), models()):
                cursor.execute(sql)
        found = _counts(target)
        if found != _counts(source):
            raise Refused("Not every row arrived: nothing was moved. Is the site stopped?")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # who plans a question before the server counts by itself takes minutes for it
    return found


def _fits(source: str, target: str) -> None:
    try:
        theirs, ours = ({*MigrationRecorder(connections[alias]).applied_migrations()} for alias in (source, target))
    except DatabaseError as error:
        raise Refused(f"The file is no database of Maillage: {error}.") from error
    if theirs != ours:
        raise Refused(
            "The two databases are not of the same version: run make upgrade on each (without DATABASE_URL for SQLite)."
        )
    if any(apps.get_model(f"directory.{name}").objects.using(target).exists() for name in ("Organisation", "Service")):
        raise Refused("There is a directory on DATABASE_URL already: name an empty database.")


def _copy(model: type[Model], source: str, target: str) -> None:
    fields, there = model._meta.local_concrete_fields, connections[target]
    columns = ", ".join(there.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {there.ops.quote_name(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    read = model._base_manager.using(source).order_by("pk").values_list(*[field.attname for field in fields])

    def rows() -> Iterator[list[Any]]:
        for row in read.iterator(chunk_size=AT_ONCE):
            yield [field.get_db_prep_save(value, there) for field, value in zip(fields, row, strict=True)]

    try:
        with there.cursor() as cursor:
            waiting = rows()
            while some := list(islice(waiting, AT_ONCE)):
                cursor.executemany(insert, some)
    except (DatabaseError, ValueError) as error:  # a text that is too long, or holds a NUL: SQLite minds neither
        reason = str(error).partition("\n")[0]  # what follows may hold the row
        raise Refused(f"A row of {model._meta.db_table} does not fit: {reason}. Nothing was moved.") from error


def _counts(alias: str) -> dict[str, int]:
    with connections[alias].cursor() as cursor:

        def ask(sql: str) -> int:
            cursor.execute(sql)
            return int(cursor.fetchone()[0])

        return counts(main_tables(), ask)
