"""XLSX files, opened only once it is sure that they are as small inside as they look outside."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from directory.importers.reading import CHUNK, Unreadable

ZIP = b"PK\x03\x04"
SHEET = "services"
MOST_PARTS, MOST_BYTES, MOST_RATIO = 500, 200_000_000, 200
SMALL = 1_000_000  # a part this small may be packed as well as it likes
MOST_ROWS, MOST_CELLS = 200_000, 250
BROKEN = (zipfile.BadZipFile, InvalidFileException, DefusedXmlException, KeyError, ValueError, OSError, SyntaxError)


class Formula(str):
    """What a cell would compute, or failed to. It is never computed, and never taken for a value."""


def lines(path: Path) -> Iterator[tuple[int, list[Any]]]:
    _weigh(path)
    with path.open("rb") as file:  # by its content: openpyxl refuses a path that does not end as it expects
        try:
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        except BROKEN as problem:
            raise Unreadable(_broken()) from problem
        try:
            yield from _lines(book)
        except BROKEN as problem:
            raise Unreadable(_broken()) from problem
        finally:
            book.close()


def _lines(book: Any) -> Iterator[tuple[int, list[Any]]]:
    sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_CELLS), start=1):
        if number > MOST_ROWS:
            raise Unreadable(_("The sheet has more than %(count)s rows.") % {"count": MOST_ROWS})
        yield number, _values(cells)


def _values(cells: tuple[Any, ...]) -> list[Any]:
    found = [Formula(cell.value) if cell.data_type in {"f", "e"} else cell.value for cell in cells]
    while found and found[-1] is None:
        found.pop()
    return found


def _weigh(path: Path) -> None:
    """Refuses a zip bomb by what it declares, then by what really comes out of it."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                raise Unreadable(_bomb())
            if any(part.file_size > SMALL and part.file_size > MOST_RATIO * part.compress_size for part in parts):
                raise Unreadable(_bomb())
            _unpack(archive, parts)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as problem:
        raise Unreadable(_broken()) from problem


def _unpack(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    total = 0
    for part in parts:
        with archive.open(part) as file:
            while chunk := file.read(CHUNK):
                total += len(chunk)
                if total > MOST_BYTES:
                    raise Unreadable(_bomb())


def _broken() -> str:
    return _("This file cannot be read as XLSX. Save it again in the program it comes from.")


def _bomb() -> str:
    return _("This file is far larger inside than a table of services can be. It was not opened.")
