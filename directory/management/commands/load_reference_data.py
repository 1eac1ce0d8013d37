"""Territory, code lists, programme and help lines, from `directory/data`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.importers import reference


class Command(BaseCommand):
    help = "Loads territory, code lists, programme and help lines. Changes made by hand are kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=reference.DATA, help="where the files are")

    def handle(self, *_args: Any, folder: Path, verbosity: int = 1, **_options: Any) -> None:
        try:
            tables = reference.tables(folder)
            tally = reference.load(tables, reference.sources(folder))
        except reference.BrokenData as problem:
            raise CommandError(f"Reference data: {problem}. Nothing was changed.") from problem
        if verbosity:
            self.report(tally, sum(len(table.rows) for table in tables))

    def report(self, tally: reference.Tally, rows: int) -> None:
        if not (tally.created or tally.updated or tally.kept):
            self.stdout.write(f"Reference data: nothing changed ({rows} rows).")
            return
        self.stdout.write(f"Reference data: {tally.created} rows new, {tally.updated} changed, of {rows}.")
        for name in tally.kept:
            self.stdout.write(f"  kept as edited by hand: {name}")
