"""Writes our own table, empty, with a help sheet in three languages and the codes of every list."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from directory.importers.entries import MODELS, SHAPES
from directory.importers.sheets import SHEET
from directory.importers.template import COLUMNS, TONGUES, Column
from directory.models import Bassin, Category, Commune, Prestation, Role

TEXT_FORMAT = "@"  # so that a spreadsheet leaves 0470… and 3E10 alone
ROWS_TO_FILL = 500


def write_xlsx(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 (a new workbook has one)
    sheet.title = SHEET
    for place, column in enumerate(COLUMNS.values(), start=1):
        cell = sheet.cell(1, place, column.name)
        cell.font = Font(bold=True, underline="single" if column.required else None)
        sheet.column_dimensions[cell.column_letter].width = max(12, len(column.name) + 2)
        sheet.column_dimensions[cell.column_letter].number_format = TEXT_FORMAT
        for line in range(2, ROWS_TO_FILL + 2):
            sheet.cell(line, place).number_format = TEXT_FORMAT
    sheet.freeze_panes = "B2"
    _write_sheet(book, "help", help_lines())
    _write_sheet(book, "codes", code_lines())
    book.save(path)


def write_csv(path: Path) -> Path:
    """The table, and beside it its help, whose path is returned."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerow(COLUMNS)
    beside = path.with_name(f"{path.stem}-help.csv")
    with beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows(help_lines())
        writer.writerow([])
        writer.writerows(code_lines())
    return beside


def _write_sheet(book: Any, title: str, lines: Iterator[list[str]]) -> None:
    sheet = book.create_sheet(title)
    for number, line in enumerate(lines, start=1):
        sheet.append(line)
        for cell in sheet[number]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for letter in "ABCDEF":
        sheet.column_dimensions[letter].width = 40
    sheet.freeze_panes = "A2"


def help_lines() -> Iterator[list[str]]:
    """Column, what it is and how it is written in three languages, an example."""
    yield ["column", "français", "Nederlands", "English", "exemple / voorbeeld / example"]
    for column in COLUMNS.values():
        yield [column.name, *(_explained(column, language) for language in TONGUES), column.example]


def _explained(column: Column, language: str) -> str:
    with override(language):
        needed = _("(required)") if column.required else ""
        part = f"{MODELS[column.part]._meta.verbose_name}:"
        parts = [capfirst(part), str(column.title), needed]
        return " ".join(filter(None, parts)) + (f" — {column.hint}" if column.hint else "")


def code_lines() -> Iterator[list[str]]:
    """Every code a cell may hold, with its labels."""
    yield ["column", "code", "français", "Nederlands", "English"]
    for name, model in _lists():
        for row in model._default_manager.all():
            labels = [getattr(row, f"label_{t}", "") or getattr(row, f"name_{t}", "") for t in TONGUES]
            yield [name, str(getattr(row, "code", row.pk)), *labels]
    for column in COLUMNS.values():
        yield from _choices(column)


def _lists() -> Iterator[tuple[str, Any]]:
    for name, field in SHAPES["service"].sets.items():
        if not name.startswith("area_"):
            yield name, field.related_model
    yield from {"category": Category, "prestations": Prestation, "roles": Role}.items()
    yield from {"bassin, area_bassins": Bassin, "commune, area_communes": Commune}.items()


def _choices(column: Column) -> Iterator[list[str]]:
    try:
        field = SHAPES[column.part].model._meta.get_field(column.field)
    except FieldDoesNotExist:
        return
    if column.kind not in {"yes_no", "rhythm"}:
        for value, label in getattr(field, "choices", None) or ():
            if value:
                labels = []
                for language in TONGUES:
                    with override(language):
                        labels.append(str(label))
                yield [column.name, str(value), *labels]
