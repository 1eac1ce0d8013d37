"""What this machine keeps of people is readable by the account that runs the site, and by nobody else on it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

FILE, FOLDER = 0o600, 0o700
OTHERS = 0o077
FOLDERS = ("import", "mail")  # rows waiting to be imported, links to choose a new password


def close_files() -> None:
    """Databases that others could read, with what SQLite writes beside them. New ones follow their database's mode."""
    for path in _databases():
        for file in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            _close(file, FILE)
    for name in FOLDERS:
        _close(Path(settings.VAR) / name, FOLDER)


def make_files() -> None:
    """Made empty before SQLite would make them readable by everybody."""
    for name in FOLDERS:
        (Path(settings.VAR) / name).mkdir(mode=FOLDER, parents=True, exist_ok=True)
    for path in _databases():
        path.touch(mode=FILE, exist_ok=True)
    close_files()


def closed() -> list[Path]:
    """What nobody else may read."""
    return [*_databases(), *(Path(settings.VAR) / name for name in FOLDERS)]


def _databases() -> list[Path]:
    databases = [database for database in settings.DATABASES.values() if "sqlite" in str(database["ENGINE"])]
    return [Path(name) for name in (str(database["NAME"]) for database in databases) if ":" not in name]


def _close(path: Path, mode: int) -> None:
    """Another account's file is left as it is: it says so itself when it is opened."""
    try:
        if path.stat().st_mode & OTHERS:
            path.chmod(mode)
    except OSError:
        return
