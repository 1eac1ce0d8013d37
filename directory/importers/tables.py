"""A table of services, CSV or XLSX: its header, then its rows with the line they stand on."""

from __future__ import annotations

import csv
import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from directory.importers import sheets
from directory.importers.reading import Unreadable, decoded, encoding_of, opened

Cells = list[Any]
Line = tuple[int, Cells]
MOST_COLUMNS = 200
DELIMITERS = ",;\t|"


@dataclass
class Table:
    header: list[str]
    lines: Iterator[Line]

    def rows(self) -> Iterator[tuple[int, dict[str, Any], bool]]:
        """Line, cells by column, and whether it has more cells than there are columns. Empty lines are skipped."""
        some = False
        for number, cells in self.lines:
            if any(not _blank(cell) for cell in cells):
                some = True
                too_many = any(not _blank(cell) for cell in cells[len(self.header) :])
                yield number, dict(zip_longest(self.header, cells[: len(self.header)])), too_many
        if not some:
            raise Unreadable(_("The file has a header but no rows."))


def table(path: Path, known: Collection[str]) -> Table:
    """The table of a file; its columns must be among `known`, each once."""
    with opened(path) as file:
        zipped = file.read(4) == sheets.ZIP
    lines = sheets.lines(path) if zipped else _csv_lines(path)
    _number, first = next(lines, (1, []))
    header = [_name(cell) for cell in first]
    while header and not header[-1]:
        header.pop()
    _check(header, known)
    return Table(header, lines)


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _name(cell: Any) -> str:
    return re.sub(r"\W+", "_", str(cell or "").strip().lower())[:60].strip("_")


def _check(header: list[str], known: Collection[str]) -> None:
    if not header:
        raise Unreadable(_("The first line should name the columns; it is empty."))
    if len(header) > MOST_COLUMNS:
        raise Unreadable(_("The file has %(count)s columns: far too many.") % {"count": len(header)})
    twice = [name for name, count in Counter(header).items() if count > 1 and name]
    if twice:
        raise Unreadable(_("The column “%(name)s” stands twice in the first line.") % {"name": twice[0]})
    for name in header:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            if near:
                raise Unreadable(
                    _("There is no column “%(name)s”: is it “%(near)s”?") % {"name": name, "near": near[0]}
                )
            raise Unreadable(_("There is no column “%(name)s” in the template.") % {"name": name})


def _csv_lines(path: Path) -> Iterator[Line]:
    """Lines may end in any way, even mixed. An unclosed quotation mark is told by the line that opens it."""
    with opened(path) as file:
        encoding = encoding_of(file)
        delimiter = _delimiter(next((line for line in _text_lines(decoded(file, encoding)) if line.strip()), ""))
        file.seek(0)
        encoding_of(file)
        reader = csv.reader(_text_lines(decoded(file, encoding)), delimiter=delimiter, strict=True)
        start = 1
        try:
            for cells in reader:
                yield start, list(cells)
                start = reader.line_num + 1
        except csv.Error as problem:
            raise Unreadable(
                _("Line %(line)s: a quotation mark is opened and not closed, or stands in the middle of a cell.")
                % {"line": start}
            ) from problem


def _text_lines(pieces: Iterator[str]) -> Iterator[str]:
    """Lines with their ends. A line that never ends is cut: no cell is that long."""
    rest = ""
    for piece in pieces:
        lines = (rest + piece).splitlines(keepends=True) if piece else []
        lines = _rejoined(lines)
        rest = lines.pop() if lines else rest
        if len(rest) > csv.field_size_limit():
            lines, rest = [*lines, rest], ""
        yield from lines
    if rest:
        yield rest


def _rejoined(lines: list[str]) -> list[str]:
    """`splitlines` also cuts at signs that are no line ends in a CSV file (form feeds, U+2028…)."""
    found: list[str] = []
    for line in lines:
        if found and not found[-1].endswith(("\n", "\r")):
            found[-1] += line
        else:
            found.append(line)
    return found


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=header.count)
