"""What may come into the library: a file is what its name says, harmless to whoever opens it, and without a trace of
who made it where. Each refusal is one sentence for the editor. Nothing is unpacked: archives are judged by their list.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePath
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cms.desk.pictures import cleaned

MEGA = 1024 * 1024
HEAVIEST = 20 * MEGA
# A spreadsheet of many alike rows packs a hundred to one; a bomb thousands to one.
UNPACKED, SOME, PACKED_TIMES, ENTRIES = 300 * MEGA, 50 * MEGA, 100, 5000
LINKS, LINKS_SIZE = 300, MEGA  # relation lists of an Office document that are read, and how much of each

OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OPEN_DOCUMENT = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}
ACTIVE_PDF = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia)\b")
LOCKED_PDF = re.compile(rb"/Encrypt\b")
PROGRAMS = re.compile(r"vbaProject|\.(exe|dll|js|vbs|bat|cmd|ps1|jar|zip|7z|rar|hta|lnk|scr|html?)$", re.IGNORECASE)
RELATION = re.compile(rb"<Relationship\b[^>]*>")


def admitted(file: UploadedFile[bytes]) -> UploadedFile[bytes]:
    """The document itself, or a clean copy of a picture; else ValidationError."""
    _weighed(file)
    kind = extension(file)
    if kind in PICTURES:
        return admitted_picture(file)
    look = LOOKS.get(kind)
    if look is None:
        kinds = ", ".join(sorted({*LOOKS, *PICTURES}))
        raise ValidationError(_("Files of this kind are not taken: choose one of %(kinds)s.") % {"kinds": kinds})
    file.seek(0)
    try:
        look(file, kind)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        raise _not_what_it_says(kind) from None
    file.seek(0)
    return file


def admitted_picture(file: UploadedFile[bytes]) -> UploadedFile[bytes]:
    _weighed(file)
    kind = PICTURES.get(extension(file))
    if kind is None:
        kinds = ", ".join(sorted(PICTURES))
        raise ValidationError(_("Images of this kind are not taken: choose one of %(kinds)s.") % {"kinds": kinds})
    return cleaned(file, kind)


def extension(file: UploadedFile[bytes]) -> str:
    return PurePath(file.name or "").suffix[1:].lower()


def _weighed(file: UploadedFile[bytes]) -> None:
    if not file.size:
        raise ValidationError(_("This file is empty."))
    if file.size > HEAVIEST:
        weight = number_format(file.size / MEGA, 1)
        raise ValidationError(_("This file weighs %(weight)s MB: the most is 20 MB.") % {"weight": weight})


def _not_what_it_says(kind: str) -> ValidationError:
    return ValidationError(_("This file is not what its name says: it is no %(kind)s.") % {"kind": kind.upper()})


def _pdf(file: IO[bytes], kind: str) -> None:
    content = file.read(HEAVIEST)
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise _not_what_it_says(kind)
    if zipfile.is_zipfile(file):
        raise ValidationError(_("This file is two kinds of file at once."))
    if ACTIVE_PDF.search(content):
        raise ValidationError(_("This PDF holds a program or another file: export it again without."))
    if LOCKED_PDF.search(content):
        raise ValidationError(_("This PDF is protected: export it again without a password, so that all can read it."))


def _office(file: IO[bytes], kind: str) -> None:
    archive = _listed(file, kind)
    names = set(archive.namelist())
    if not {"[Content_Types].xml", OFFICE[kind]} <= names:
        raise _not_what_it_says(kind)
    links = [entry for entry in archive.infolist() if entry.filename.endswith(".rels")][:LINKS]
    for entry in links:
        with archive.open(entry) as relations:
            if any(_fetches(found) for found in RELATION.findall(relations.read(LINKS_SIZE))):
                raise ValidationError(_("This document fetches something elsewhere when it is opened: put it inside."))


def _open_document(file: IO[bytes], kind: str) -> None:
    archive = _listed(file, kind)
    first = archive.infolist()[0]
    expected = f"application/vnd.oasis.opendocument.{OPEN_DOCUMENT[kind]}"
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED or first.file_size > len(expected) + 2:
        raise _not_what_it_says(kind)
    if archive.read(first).strip() != expected.encode():
        raise _not_what_it_says(kind)


def _fetches(relation: bytes) -> bool:
    """Opening the document would ask another machine; a link that somebody clicks does not."""
    return b'"External"' in relation.replace(b"'", b'"') and b"/hyperlink" not in relation


def _listed(file: IO[bytes], kind: str) -> zipfile.ZipFile:
    """The archive, once its own list is harmless; what its entries hold is not unpacked."""
    packed = file.seek(0, 2)
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        raise _not_what_it_says(kind)
    archive = zipfile.ZipFile(file)
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES or unpacked > min(UNPACKED, max(SOME, PACKED_TIMES * packed)):
        raise ValidationError(_("This file would unpack to much more than it seems."))
    if not entries or any(_astray(entry) for entry in entries):
        raise _not_what_it_says(kind)
    if any(PROGRAMS.search(entry.filename) for entry in entries):
        raise ValidationError(_("This document holds a program or another file: save it without macros."))
    return archive


def _astray(entry: zipfile.ZipInfo) -> bool:
    path = PurePath(entry.filename)
    return path.is_absolute() or ".." in path.parts or bool(entry.flag_bits & 0x1)  # the last: encrypted


LOOKS: dict[str, Callable[[IO[bytes], str], None]] = {
    "pdf": _pdf,
    **dict.fromkeys(OFFICE, _office),
    **dict.fromkeys(OPEN_DOCUMENT, _open_document),
}
