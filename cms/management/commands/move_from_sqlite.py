"""From the laptop to the server: the directory of a SQLite file, on the PostgreSQL of DATABASE_URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, connections

from cms.backups import Refused, moving


class Command(BaseCommand):
    help = "Moves a directory from SQLite to the PostgreSQL of DATABASE_URL, all or nothing; stop the site first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=Path(settings.VAR) / "maillage.sqlite3")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Nothing to move to: set DATABASE_URL, run make install, then try again.")
        try:
            source = moving.open_file(file)
            found = moving.move(source)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        except DatabaseError as error:  # a row that names another which is not there, seen at the very end
            raise CommandError(f"Nothing was moved: {str(error).partition(chr(10))[0]}.") from error
        finally:
            connections["moved"].close() if "moved" in connections.settings else None
        cache.clear()
        call_command("rebuild_search", stdout=self.stdout)
        call_command("update_index", verbosity=0)
        self.stdout.write(f"{sum(found.values())} rows in {len(found)} tables are there; everybody logs in again.")
