"""The way back to a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms import backups


class Command(BaseCommand):
    help = "Puts back what a backup holds; stop the web server and the worker first. What is there now is kept aside."
    requires_system_checks: list[str] = []  # what is there now may be what is wrong

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            restored = backups.restore(file)
        except backups.Refused as refusal:
            raise CommandError(str(refusal)) from None
        for kept in restored.kept:
            self.stdout.write(f"What was there before is kept: {kept}")
        self.stdout.write(f"Restored as of {restored.manifest.made_at}: everybody logs in again.")
        if restored.cluster:
            self.stdout.write(f"{restored.cluster} Search answers from the database; then run rebuild_search.")
