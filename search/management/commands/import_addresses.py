"""The Belgian address file (BeSt) into the tables that typed addresses are looked up in."""

import csv
import os
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from search.importers import Outcome, Refused, import_file
from search.importers.opening import USUAL
from search.importers.reading import LOST, REASONS, Tally

SHOWN = 20


class Command(BaseCommand):
    help = "Read the BeSt address file (CSV, or a zip of one). The old addresses answer until the new ones are whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--encoding", default=USUAL, help="of the file, by default UTF-8")
        parser.add_argument(
            "--accept-errors", action="store_true", help="leave bad lines out, and believe a file that looks cut"
        )
        parser.add_argument("--report", type=Path, help="where the bad lines are listed")

    def handle(self, *args: Any, file: Path, encoding: str, accept_errors: bool, **options: Any) -> None:
        outcome = Outcome(Tally())
        report = options["report"] or Path(settings.VAR) / "import" / "addresses.csv"
        try:
            with tqdm(desc=_("Addresses"), unit=" lines", disable=None, leave=False) as bar:
                import_file(
                    file,
                    encoding,
                    accept_errors=accept_errors,
                    outcome=outcome,
                    tick=lambda lines: bar.update(lines - bar.n),
                )
        except Refused as refusal:
            self._tell_bad(outcome.tally, report)
            kept = _("What was there before was kept.")
            raise CommandError(f"{refusal} {kept}") from refusal
        self._tell_bad(outcome.tally, report)
        self._tell(outcome)

    def _tell_bad(self, tally: Tally, report: Path) -> None:
        if not tally.bad:
            return
        report.parent.mkdir(parents=True, exist_ok=True)
        with report.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("line", "reason"), *((line, REASONS[why]) for line, why in tally.bad)])
        for line, why in tally.bad[:SHOWN]:
            self.stdout.write(_("Line %(line)s: %(why)s.") % {"line": line, "why": REASONS[why]})
        for why, count in Counter(why for _line, why in tally.bad).items():
            self.stdout.write(f"{REASONS[why]}: {count}")
        self.stdout.write(_("All bad lines are in %(file)s.") % {"file": os.fspath(report)})

    def _tell(self, outcome: Outcome) -> None:
        for name in outcome.tally.missing:
            self.stdout.write(_("No column %(name)s: %(lost)s.") % {"name": name, "lost": LOST[name]})
        if outcome.without:
            self.stdout.write(_("No address of %(communes)s.") % {"communes": ", ".join(outcome.without)})
        told = {
            _("Addresses that can be found"): outcome.kept,
            _("Streets, in as many parts as they have postal codes"): outcome.streets,
            _("Addresses whose bassin is to be checked"): outcome.to_check,
            _("Left out, outside the 19 communes"): outcome.elsewhere,
            _("Left out, without the name of a street"): outcome.nameless,
        }
        told |= {_("Left out, “%(status)s”") % {"status": k}: n for k, n in outcome.tally.statuses.items()}
        for what, count in told.items():
            self.stdout.write(f"{what}: {count}")
