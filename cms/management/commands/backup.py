"""One file from which the site can be put back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms import backups, databases

NOT_BEGUN = 69  # how it ends before anything is made; tooling/upgrade knows it


class Command(BaseCommand):
    help = "Saves database, pictures and documents in one file, while people work. The secret key is not in it."
    requires_system_checks: list[str] = []  # of a site that is not well, too

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="where to; var/backups if not said")
        parser.add_argument("--keep-days", type=int, help="then forget backups of this folder that are older")
        parser.add_argument("--stopped", action="store_true", help="refuse while the site runs: an upgrade follows")

    def handle(self, *_args: Any, folder: Path | None, keep_days: int | None, stopped: bool, **_options: Any) -> None:
        if absent := databases.absent():
            raise CommandError(absent, returncode=NOT_BEGUN)
        if stopped:
            try:
                backups.refuse_in_use()
            except backups.Refused as refusal:
                raise CommandError(str(refusal), returncode=NOT_BEGUN) from None
        try:
            path = backups.take(folder)
        except backups.Refused as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"The backup cannot be written: {error}. Look at the folder and the disk.") from error
        self.stdout.write(f"{path} ({path.stat().st_size / 1e6:.1f} MB)")
        if keep_days is not None:
            self.stdout.write(f"{backups.forget_older(path.parent, keep_days)} older backups forgotten.")
