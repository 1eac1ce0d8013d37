"""A file somebody hands over: may it be opened, and in which encoding is it written?"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

CHUNK = 64 * 1024
UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Unreadable(Exception):
    """A file that cannot be read at all: nothing was changed. Its text says why, to the person who chose it."""


def opened(path: Path) -> BinaryIO:
    try:
        file = path.open("rb")
    except OSError as problem:
        raise Unreadable(
            _("“%(file)s” cannot be opened: %(why)s") % {"file": path.name, "why": problem.strerror or ""}
        ) from problem
    if path.stat().st_size == 0:
        file.close()
        raise Unreadable(_("The file is empty."))
    return file


def encoding_of(file: BinaryIO) -> str:
    """UTF-8, UTF-16 or Windows-1252: by its first bytes, then by reading it whole. Leaves it at its first letter."""
    start = file.read(CHUNK)
    file.seek(0)
    if start.startswith(codecs.BOM_UTF8):
        file.seek(len(codecs.BOM_UTF8))
        return _first_that_reads(file, "utf-8")
    for mark, name in UTF_16.items():
        if start.startswith(mark):
            file.seek(len(mark))
            return _first_that_reads(file, name)
    if name := _unmarked_utf_16(start):
        return _first_that_reads(file, name)
    if b"\0" in start:
        raise Unreadable(_("This is not a text file. Export it again as JSON, CSV or XLSX."))
    return _first_that_reads(file, "utf-8", "cp1252")


def _unmarked_utf_16(start: bytes) -> str:
    """Latin letters in UTF-16 are every second byte zero."""
    odd, even = start[1:400:2], start[0:400:2]
    if odd and odd.count(0) > 0.8 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even and even.count(0) > 0.8 * len(even) and not odd.count(0):
        return "utf-16-be"
    return ""


def _first_that_reads(file: BinaryIO, *names: str) -> str:
    begin = file.tell()
    for name in names:
        try:
            for _text in decoded(file, name):
                pass
        except UnicodeDecodeError:
            continue
        finally:
            file.seek(begin)
        return name
    raise Unreadable(_("The letters of this file cannot be read: save it again as UTF-8."))


def decoded(file: BinaryIO, encoding: str) -> Iterator[str]:
    """The rest of the file as text, piece by piece. Raises UnicodeDecodeError."""
    decoder = codecs.getincrementaldecoder(encoding)()
    while chunk := file.read(CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)
