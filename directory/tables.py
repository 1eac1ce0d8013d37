"""Tables for a spreadsheet: no cell of them is ever taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

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
