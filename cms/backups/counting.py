"""What a database holds, in figures that tell whether a copy of it is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

MAIN = {"directory", "referrals", "cms", "wagtailcore", "wagtailimages", "wagtaildocs"}
SESSIONS = "django_session"
CACHE = str(settings.CACHES["default"].get("LOCATION") or "cache")
# Who was logged in is no part of a copy: an old one would let people in again.
EMPTY = (SESSIONS, CACHE)


def main_tables() -> list[str]:
    """Of those the code knows, the ones that are there: a migration may wait."""
    there = set(connection.introspection.table_names())
    known = {model._meta.db_table for model in apps.get_models() if model._meta.app_label in MAIN}
    return sorted(known & there)


def counts(tables: Iterable[str], ask: Callable[[str], int]) -> dict[str, int]:
    return {table: ask(f'SELECT count(*) FROM "{table}"') for table in tables}  # noqa: S608  names of our own tables


def migrations() -> list[str]:
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())
