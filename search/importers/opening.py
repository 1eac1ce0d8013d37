"""The file as lines of text: plain or the one CSV of a zip, and exact about what cannot be read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from django.utils.translation import gettext as _

USUAL = "utf-8-sig"
BROKEN = "\ufffd"  # what an unreadable byte becomes

Tick = Callable[[int], object]  # told how many bytes were read


class Refused(Exception):
    """The file is not imported, and why; what was there before is still answered from."""


@contextmanager
def opened(path: Path, encoding: str) -> Iterator[IO[str]]:
    """Its text; every error of disk, zip or encoding becomes a sentence."""
    try:
        with _bytes(path) as raw, io.TextIOWrapper(raw, encoding, newline="\n") as text:
            yield text
    except UnicodeError as error:
        raise Refused(_undecodable(path, encoding)) from error
    except LookupError as error:
        raise Refused(_("There is no encoding “%(name)s”.") % {"name": encoding}) from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise Refused(_("The zip file is damaged or incomplete: download it again.")) from error
    except OSError as error:
        raise Refused(_("The file cannot be read: %(why)s.") % {"why": error.strerror or error}) from error


def size(path: Path) -> int:
    """How many bytes there will be to read; 0 when it cannot be told."""
    try:
        if not zipfile.is_zipfile(path):
            return path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            return sum(info.file_size for info in archive.infolist() if _is_table(info))
    except (OSError, zipfile.BadZipFile):
        return 0


@contextmanager
def _bytes(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            file.seek(0)
            yield file
            return
        with zipfile.ZipFile(file) as archive:
            tables = [info for info in archive.infolist() if _is_table(info)]
            if len(tables) != 1:
                raise Refused(_("The zip file must hold one CSV; it holds %(count)s.") % {"count": len(tables)})
            with archive.open(tables[0]) as inside:
                yield inside  # type: ignore[misc]  # an IO[bytes] that is a BinaryIO in all that is asked of it


def _is_table(info: zipfile.ZipInfo) -> bool:
    return info.filename.lower().endswith(".csv") and not info.filename.startswith("__MACOSX")


def _undecodable(path: Path, encoding: str) -> str:
    """Read again, where the first byte that is none of this encoding stands."""
    with _bytes(path) as raw, io.TextIOWrapper(raw, encoding, errors="replace", newline="\n") as text:
        found = ((n, line.find(BROKEN) + 1) for n, line in enumerate(text, 1) if BROKEN in line)
        line, column = next(found, (1, 1))
    told = {"name": "utf-8" if encoding == USUAL else encoding, "line": line, "column": column}
    return (
        _("Line %(line)s, column %(column)s is not %(name)s. Say which encoding it is: --encoding cp1252, for one.")
        % told
    )
