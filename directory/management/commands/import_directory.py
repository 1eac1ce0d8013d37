"""The regional directory or our own template into the directory: checked whole first, then written batch by batch."""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _
from tqdm import tqdm

from directory.importers import report, runs
from directory.importers.reading import Unreadable
from directory.importers.staging import Staging
from directory.models import Tongue

SHOWN = 20


class Command(BaseCommand):
    requires_system_checks = []  # they load every page of the site: time and memory
    help = "Imports a file: every row is written whole or not at all; a second run of the same file changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=list(runs.FORMATS), required=True)
        parser.add_argument("--source", default="", help="code or name of the source; the format's own by default")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")
        parser.add_argument("--full", action="store_true", help="mark what this file no longer has as gone")
        parser.add_argument("--report", type=Path, help="where to write the report (JSON)")
        parser.add_argument("--language", choices=Tongue.values, help="language of the report")

    def handle(self, *_args: Any, file: Path, language: str | None, **options: Any) -> None:
        _spare_memory()
        with translation.override(language or translation.get_language()):
            source = runs.source_named(options["source"], options["format"])
            order = runs.Order(file, options["format"], source, full=options["full"])
            try:
                (self.try_out if options["dry_run"] else self.write)(order, options["report"])
            except (Unreadable, runs.Busy) as problem:
                unchanged = _("Nothing was changed.")
                raise CommandError(f"{problem} {unchanged}") from problem

    def try_out(self, order: runs.Order, path: Path | None) -> None:
        with tempfile.TemporaryDirectory() as folder, _bar(_("Reading")) as reading, _bar(_("Comparing")) as comparing:
            staging = runs.try_out(order, Path(folder) / runs.STAGING, _tick(reading), _tick(comparing))
            if path:
                report.write(staging, path, **order.facts, dry_run=True)
            reading.close(), comparing.close()
            self.tell(report.summary(staging), _("Dry run: nothing was written."))
            self.tell_new(staging)
            staging.close()

    def write(self, order: runs.Order, path: Path | None) -> None:
        if order.source.pk:
            runs.abandon_interrupted(order.source)
        with _bar(_("Reading")) as bar:
            run = runs.start(order, _tick(bar))
        with _bar(_("Writing")) as bar:
            for position, total in runs.write(run):
                bar.total = total
                bar.update(position - bar.n)
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(runs.place(run) / runs.REPORT, path)
        self.tell(run.report, _("Import %(number)s is done.") % {"number": run.pk})

    def tell(self, told: report.Report, first: str) -> None:
        self.stdout.write(first)
        for name, count in told["counts"].items():
            self.stdout.write(f"  {report.label(name)}: {count}")
        for kind in report.TOLD:
            for row in told[kind][:SHOWN]:
                self.stdout.write(f"{report.label(kind)} · {report.sentence(row)}")
            if len(told[kind]) > SHOWN:
                self.stdout.write(_("… and more: see the report (--report)."))

    def tell_new(self, staging: Staging) -> None:
        for outcome in staging.outcomes("created", SHOWN):
            self.stdout.write(f"{report.label('created')} · {outcome.record} · {outcome.name}")


def _bar(title: str) -> Any:
    return tqdm(desc=title, disable=not sys.stderr.isatty(), leave=False)


def _tick(bar: Any) -> runs.Tick:
    return lambda count: bar.update(count - bar.n)


def _spare_memory() -> None:
    """A long command, not a web server: few pages of the database in memory, and what was loaded is not garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # rows die with their batch: looking for cycles finds none
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-8000")
            cursor.execute("PRAGMA mmap_size=0")
