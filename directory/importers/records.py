"""A JSON list, record by record, whatever its length: one piece of the file and one record are in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from directory.importers.reading import Unreadable, decoded, encoding_of, opened

LONGEST_RECORD = 2_000_000
LONGEST_INTEGER = 18
SPACE = " \t\r\n"


def _integer(digits: str) -> int | str:
    """A number nobody needs stays a text, so that it is refused in its own record, not with the whole file."""
    return int(digits) if len(digits) <= LONGEST_INTEGER else digits


DECODER = json.JSONDecoder(parse_int=_integer)


class Text:
    """The part of the file that is being read."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self.pieces, self.text, self.at = pieces, "", 0

    def more(self) -> bool:
        """Read on. What was consumed is forgotten."""
        piece = next((piece for piece in self.pieces if piece), "")
        self.text, self.at = self.text[self.at :] + piece, 0
        return bool(piece)

    def next_sign(self) -> str:
        """The next letter that is not space, not consumed; empty at the end of the file."""
        while True:
            while self.at < len(self.text):
                if self.text[self.at] not in SPACE:
                    return self.text[self.at]
                self.at += 1
            if not self.more():
                return ""

    def value(self) -> Any:
        """The next JSON value, consumed."""
        while True:
            try:
                value, end = DECODER.raw_decode(self.text, self.at)
            except ValueError:
                if len(self.text) - self.at > LONGEST_RECORD or not self.more():
                    raise
                continue
            if end == len(self.text) and self.more():  # a number may go on in the next piece
                continue
            self.at = end
            return value


def records(path: Path) -> Iterator[tuple[int, Any]]:
    """Each record with its place in the list, from 1 on."""
    with opened(path) as file:
        encoding = encoding_of(file)
        place = 0
        try:
            for place, record in enumerate(_items(Text(decoded(file, encoding))), start=1):
                yield place, record
        except (ValueError, RecursionError) as problem:
            raise Unreadable(
                _("This is not valid JSON, after record %(place)s: %(why)s") % {"place": place, "why": _why(problem)}
            ) from problem
        if not place:
            raise Unreadable(_("The file has no records."))


def _items(text: Text) -> Iterator[Any]:
    if text.next_sign() != "[":
        raise Unreadable(_("This file is not a list of records: it should begin with “[”."))
    text.at += 1
    if text.next_sign() == "]":
        text.at += 1
    else:
        yield text.value()
        while text.next_sign() == ",":
            text.at += 1
            text.next_sign()
            yield text.value()
        if text.next_sign() != "]":
            raise ValueError(_("a comma or “]” is missing"))
        text.at += 1
    if text.next_sign():
        raise ValueError(_("something follows the end of the list"))


def _why(problem: Exception) -> str:
    if isinstance(problem, RecursionError):
        return _("lists are nested in lists too deep")
    return problem.msg if isinstance(problem, json.JSONDecodeError) else str(problem)[:120]
