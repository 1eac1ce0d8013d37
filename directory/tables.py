"""Tables for a spreadsheet: no cell of them is ever taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO

from django.http import HttpResponse

# A spreadsheet calculates what begins so (full-width signs in East Asian ones), even behind spaces.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def harmless(cell: object) -> str:
    """What somebody typed, with the apostrophe that makes a spreadsheet show it instead of calculating it."""
    text = str(cell)
    return f"'{text}" if text.startswith(STARTS) or text.lstrip().startswith(STARTS) else text


def answer(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Semicolons and a byte order mark, as spreadsheets in Belgium expect them."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow([cell if isinstance(cell, int) else harmless(cell) for cell in row])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("csv", "xlsx")


def file(kind: str, name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """In one of FORMATS; the first row is its header."""
    return answer(f"{name}.csv", rows) if kind == "csv" else workbook(f"{name}.xlsx", rows)


def workbook(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    from openpyxl import Workbook  # noqa: PLC0415  heavy, and seldom asked for

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([cell if isinstance(cell, int) else _without_controls(harmless(cell)) for cell in row])
    content = BytesIO()
    book.save(content)
    response = HttpResponse(content.getvalue(), content_type=EXCEL)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _without_controls(text: str) -> str:
    """XML knows no such signs."""
    return "".join(sign if sign.isprintable() or sign in "\n\t" else " " for sign in text)
