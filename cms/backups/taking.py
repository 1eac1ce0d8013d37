"""Making a backup: the database at one moment, the pictures and documents, in one file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import django
from django.conf import settings
from django.db import connection
from django.utils import timezone

from cms.backups import archive, engines
from cms.backups.counting import migrations
from cms.privacy import FOLDER

NAME = "maillage-*.tar.gz"


class Last(NamedTuple):
    path: Path
    made_at: datetime


def take(folder: Path | None = None) -> Path:
    """Written beside its name first; what a run cut short leaves is never taken for a backup."""
    folder = folder or Path(settings.VAR) / "backups"
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    now, engine = timezone.now(), engines.current()
    path = folder / f"maillage-{now:%Y%m%d-%H%M%S}.tar.gz"
    if path.exists():
        raise archive.Refused(f"{path} is there already: wait a second.")
    with TemporaryDirectory(dir=folder, prefix=".maillage-") as name:
        database = Path(name) / engine.PART
        parts = [(engine.PART, database)]
        known = engine.dump(database), migrations()
        parts += _media()
        manifest = archive.Manifest(
            made_at=now.isoformat(timespec="seconds"),
            maillage=version(),
            django=django.__version__,
            engine=connection.vendor,
            server=engine.server(),
            migrations=known[1],
            counts=known[0],
            parts={part: archive.digest(source) for part, source in parts},
        )
        archive.write(path, manifest, parts)
    _memory().write_text(json.dumps({"path": str(path.absolute()), "made_at": manifest.made_at}))
    return path


def refuse_in_use() -> None:
    """Of a site that has to stand still from before its backup: as far as connections to its database show."""
    engines.current().refuse_in_use()


def last() -> Last | None:
    """The last one that was made whole, wherever it went."""
    try:
        said = json.loads(_memory().read_text())
        return Last(Path(said["path"]), datetime.fromisoformat(said["made_at"]))
    except (OSError, ValueError, KeyError):
        return None


def forget_older(folder: Path, days: int) -> int:
    """Backups of that folder that are older; the newest stays in any case."""
    limit = (timezone.now() - timedelta(days=days)).timestamp()
    by_age = sorted(folder.glob(NAME), key=lambda path: path.stat().st_mtime)
    old = [path for path in by_age[:-1] if path.stat().st_mtime < limit]
    for path in old:
        path.unlink()
    return len(old)


def version() -> str:
    with (settings.BASE / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _memory() -> Path:
    return Path(settings.VAR) / "backup.json"


def _media() -> Iterator[tuple[str, Path]]:
    """Plain files alone; a link would lead out of the folder."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"media/{path.relative_to(root).as_posix()}", path
