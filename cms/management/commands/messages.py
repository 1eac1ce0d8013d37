"""Catalogues follow the code."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms import catalogues


class Command(BaseCommand):
    help = "Collects the strings to translate from the code into cms/locale."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail when a catalogue is behind")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        behind = []
        for language in catalogues.LANGUAGES:
            path, wanted = catalogues.path_of(language), catalogues.updated(language)
            if path.exists() and path.read_bytes() == wanted:
                continue
            behind.append(language)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(wanted)
        if check and behind:
            raise CommandError(f"Catalogues behind the code: {', '.join(behind)}. Run make messages.")
        self.stdout.write(f"Catalogues written: {', '.join(behind) or 'none, all were up to date'}.")
