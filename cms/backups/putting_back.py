"""The way back: everything is verified and tried beside the present site before anything of it is moved."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from cms import memory
from cms.backups import archive, engines
from cms.backups.archive import Manifest, Refused
from cms.privacy import FOLDER, close_files


class Restored(NamedTuple):
    manifest: Manifest
    kept: list[str]  # where what was there before is
    cluster: str = ""  # what the cluster says when it could not be told


def restore(path: Path) -> Restored:
    var = Path(settings.VAR)
    var.mkdir(parents=True, exist_ok=True)
    engine = engines.current()
    with TemporaryDirectory(dir=var, prefix="restore-") as name:
        folder = Path(name)
        manifest = archive.read(path, folder)
        _fits(manifest)
        draft, counts = engine.fill(folder / manifest.database, list(manifest.counts))
        try:
            _same(counts, manifest.counts)
            _try(draft)
            aside = var / f"before-restore-{timezone.now():%Y%m%d-%H%M%S}"
            aside.mkdir(mode=FOLDER)
            kept = _exchange(engine, draft, folder / "media", aside)
        except BaseException:
            engine.drop(draft)
            raise
    close_files()
    return Restored(manifest, kept, _refresh())


def _fits(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise Refused(
            f"This backup is of {manifest.engine}, this installation runs on {connection.vendor}: "
            "look at DATABASE_URL, and set it as it was when the backup was made."
        )
    on_disk = MigrationLoader(None).disk_migrations
    replaced = [key for migration in on_disk.values() for key in migration.replaces]
    known = {".".join(key) for key in [*on_disk, *replaced]}
    ours = {name.partition(".")[0] for name in known}
    if newer := [name for name in manifest.migrations if name not in known and name.partition(".")[0] in ours]:
        raise Refused(
            f"This backup was made by a newer Maillage ({manifest.maillage}; {newer[0]} is not known here): "
            "install that version first."
        )


def _same(found: dict[str, int], wanted: dict[str, int]) -> None:
    if wrong := sorted(table for table in wanted if found.get(table) != wanted[table]):
        raise Refused(
            f"The restored database does not hold what the backup says ({wrong[0]}: {found.get(wrong[0])} "
            f"instead of {wanted[wrong[0]]}): take another one."
        )


def _try(draft: str) -> None:
    """What a start asks for, on the new database."""
    with _pointed_to(draft):
        try:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("check", databases=["default"], verbosity=0)
        except (CommandError, SystemCheckError, DatabaseError) as error:
            said = " ".join(str(error).split())[:300]
            raise Refused(f"The restored database does not pass its checks ({said}). Nothing was changed.") from error


def _exchange(engine: engines.Engine, draft: str, pictures: Path, aside: Path) -> list[str]:
    """Pictures first, for they are easily put back."""
    media, kept = Path(settings.MEDIA_ROOT), []
    if media.exists():
        shutil.move(media, aside / "media")
        kept.append(str(aside / "media"))
    try:
        pictures.mkdir(exist_ok=True)
        shutil.move(pictures, media)
        if database := engine.swap(draft, aside):
            kept.insert(0, database)
    except BaseException:
        shutil.rmtree(media, ignore_errors=True)
        if (aside / "media").exists():
            shutil.move(aside / "media", media)
        if not any(aside.iterdir()):
            aside.rmdir()
        raise
    if not any(aside.iterdir()):
        aside.rmdir()
    return kept


def _refresh() -> str:
    """What is computed from the directory; a cluster that does not answer is told later, by rebuild_search."""
    cache.clear()
    memory.forget()
    try:
        call_command("rebuild_search", verbosity=0)
    except CommandError as refusal:
        return str(refusal)
    return ""


@contextmanager
def _pointed_to(name: str) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
