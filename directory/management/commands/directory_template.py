"""The empty table that organisations fill to be imported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.importers.template_file import write_csv, write_xlsx


class Command(BaseCommand):
    help = "Writes the import template: XLSX with a help sheet, or CSV with the help in a second file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="ends with .xlsx or .csv")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix.lower() == ".xlsx":
                write_xlsx(file)
                self.stdout.write(f"{file}: fill the sheet « services »; « help » and « codes » explain it.")
            elif file.suffix.lower() == ".csv":
                beside = write_csv(file)
                self.stdout.write(f"{file}: fill it; {beside} explains it.")
            else:
                raise CommandError("The file should end with .xlsx or .csv.")
        except OSError as problem:
            raise CommandError(f"{file} cannot be written: {problem.strerror}.") from problem
