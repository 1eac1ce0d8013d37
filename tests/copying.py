"""How a migrated database is kept and copied: a file on SQLite, a template on PostgreSQL."""

import os
import shutil
import sqlite3
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

KEPT = 3  # of each name, the newest


class SQLite:
    def __init__(self):
        self.folder = Path(settings.VAR)

    def exists(self, template):
        return self._path(template).exists()

    def make(self, template, base, fill):
        """Fill a draft that begins as a copy of `base`; it takes its name when it is whole."""
        draft, before = self._path(template).with_suffix(".draft"), connection.settings_dict["NAME"]
        draft.unlink(missing_ok=True)
        self.point_to(draft)
        try:
            if base:
                self.use(base)
            fill()
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.execute("PRAGMA journal_mode=DELETE")
        finally:
            self.point_to(before)
        draft.rename(self._path(template))
        self._forget_older(template.split("-")[0])

    def open_copy(self, template, folder):
        self.copy = folder / "test.sqlite3"
        shutil.copy(self._path(template), self.copy)
        self.open_again()

    def open_again(self):
        self.point_to(self.copy)

    def use(self, template):
        """Fill the current database with `template`, whatever it holds."""
        with connection.cursor():  # opens it
            source = sqlite3.connect(self._path(template))
            source.backup(connection.connection)
            source.close()

    @staticmethod
    def point_to(path):
        connection.close()
        # The dictionary is shared with the threads to come (a live server's), each of which opens the file for itself.
        connection.settings_dict["NAME"] = connections.settings["default"]["NAME"] = str(path)

    def _path(self, template):
        return self.folder / f"{template}.sqlite3"

    def _forget_older(self, name):
        by_age = sorted(self.folder.glob(f"{name}-*.sqlite3"), key=lambda path: path.stat().st_mtime)
        for path in by_age[:-KEPT]:
            path.unlink(missing_ok=True)


class PostgreSQL:
    """Databases of one server; the one that settings name is only a door to the others."""

    def exists(self, template):
        return bool(self._server("SELECT 1 FROM pg_database WHERE datname = %s", [template]))

    def make(self, template, base, fill):
        before, draft = connection.settings_dict["NAME"], f"{template}-draft"
        self._create(draft, base)
        self.point_to(draft)
        try:
            fill()
        finally:
            self.point_to(before)
        self._server(f'ALTER DATABASE "{draft}" RENAME TO "{template}"')

    def open_copy(self, template, _folder):
        self.copy = f"test-{os.getpid()}"
        self._create(self.copy, template)
        self.open_again()

    def open_again(self):
        self.point_to(self.copy)

    def use(self, template):
        name = connection.settings_dict["NAME"]
        connections.close_all()
        self._create(name, template)

    @staticmethod
    def point_to(name):
        connections.close_all()
        for alias in connections:
            connections[alias].settings_dict["NAME"] = connections.settings[alias]["NAME"] = name

    def _create(self, name, base):
        self._server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._server(f'CREATE DATABASE "{name}" TEMPLATE "{base or "template0"}"')

    @staticmethod
    def _server(sql, values=()):
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []


@cache
def copies():
    """One a process: tests put other folders in the settings."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()
