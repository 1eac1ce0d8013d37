"""The file itself: a manifest that says what it holds, then the parts, each known by its SHA-256."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = 1
MANIFEST = "manifest.json"
LONGEST_MANIFEST = 64 << 20
PIECE = 1 << 20
COMPRESSION = 6


class Refused(Exception):
    """Nothing was changed; the sentence says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    made_at: str
    maillage: str
    django: str
    engine: str
    server: str
    migrations: list[str]
    counts: dict[str, int]
    parts: dict[str, str]
    format: int = FORMAT

    @property
    def database(self) -> str:
        return next(name for name in self.parts if not name.startswith("media/"))


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(path: Path, manifest: Manifest, parts: Iterable[tuple[str, Path]]) -> None:
    """Readable by this account alone from its first byte on; it takes its name when the disk has all of it."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=COMPRESSION) as tar:
                text = json.dumps(asdict(manifest), indent=1).encode()
                entry = tarfile.TarInfo(MANIFEST)
                entry.size = len(text)
                tar.addfile(entry, BytesIO(text))
                for name, source in parts:
                    tar.add(source, name, recursive=False, filter=_anonymous)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


def read(path: Path, folder: Path) -> Manifest:
    """Everything in `folder`, compared with the manifest to the last byte; or a refusal."""
    try:
        with tarfile.open(path, "r|gz") as tar:
            manifest = _manifest(tar)
            found = {}
            while entry := tar.next():  # iterating would begin with the manifest again
                found[entry.name] = _take(tar, entry, manifest, folder)
            while tar.fileobj and tar.fileobj.read(PIECE):  # to the end, whose own checksum is read too
                pass
    except FileNotFoundError:
        raise Refused(f"There is no file {path}.") from None
    except (tarfile.TarError, EOFError, zlib.error, OSError, ValueError, TypeError, KeyError) as error:
        raise Refused(f"{path} is no whole backup of Maillage ({error}): take another one.") from error
    if wrong := sorted(name for name, known in manifest.parts.items() if found.get(name) != known):
        raise Refused(f"{path} was altered or cut short ({wrong[0]} is not as it was saved): take another one.")
    return manifest


def _manifest(tar: tarfile.TarFile) -> Manifest:
    entry = tar.next()
    file = tar.extractfile(entry) if entry and entry.name == MANIFEST and entry.size < LONGEST_MANIFEST else None
    if file is None:
        raise ValueError("it does not begin with a manifest")
    said = json.loads(file.read())
    if said.get("format") != FORMAT:
        raise ValueError(f"its format is {said.get('format')}, this version reads {FORMAT}")
    manifest = Manifest(**said)
    if len([name for name in manifest.parts if not name.startswith("media/")]) != 1:
        raise ValueError("it does not hold one database")
    return manifest


def _take(tar: tarfile.TarFile, entry: tarfile.TarInfo, manifest: Manifest, folder: Path) -> str:
    """A plain file that the manifest names and that stays inside the folder; its digest."""
    steps = PurePosixPath(entry.name).parts
    file = tar.extractfile(entry) if entry.isreg() else None
    if file is None or entry.name not in manifest.parts or ".." in steps or steps[:1] == ("/",):
        raise ValueError(f"it holds {entry.name!r}, which its manifest does not name")
    path = folder.joinpath(*steps)
    path.parent.mkdir(parents=True, exist_ok=True)
    return _copied(file, path)


def _copied(source: IO[bytes], path: Path) -> str:
    sha = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        while piece := source.read(PIECE):
            sha.update(piece)
            target.write(piece)
    return sha.hexdigest()


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry
