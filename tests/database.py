"""A migrated database with the reference data, made once and copied: migrating takes half a minute, a copy no time.

Templates (of SQLite: files in var/test) are named after a digest of what made them, so that a changed migration or
data file makes a new one. Several runs at once (xdist, two terminals) wait for each other.
"""

import fcntl
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine
from django.conf import settings
from django.core.management import call_command, get_commands

from directory.views import reading
from search.filters.vocabulary import forget as forget_vocabulary
from tests.copying import copies

# A Wednesday morning, when most of the demo network answers.
MOMENT = datetime(2026, 11, 18, 10, 15, tzinfo=ZoneInfo("Europe/Brussels"))
ROOT = Path(__file__).resolve().parent.parent
TABLES = ("requirements/run.txt", "*/migrations/*.py", "tests/database.py", "tests/copying.py")
REFERENCE = (
    *TABLES,
    "directory/data/**/*",
    "directory/importers/reference*.py",
    "*/management/commands/load_reference_data.py",
    "*/management/commands/seed_pages.py",
    "*/management/commands/set_up_groups.py",
    "directory/permissions.py",
    "cms/content/**/*.py",
    "cms/data/**/*",
)
SITE = (*REFERENCE, "directory/**/*.py", "search/**/*.py", "search/data/**/*", "cms/models/**/*.py")


def tables() -> str:
    return _template("tables", TABLES, lambda: call_command("migrate", verbosity=0, interactive=False))


def reference() -> str:
    """The template of every test: tables, code lists, territory, the editorial pages."""
    commands = ("load_reference_data", "load_event_series", "seed_pages", "set_up_groups")
    return _template("reference", REFERENCE, lambda: _run(*commands), tables)


def site() -> str:
    """The template of browser tests: the same with the demo network, found by search, at MOMENT."""

    def fill() -> None:
        with time_machine.travel(MOMENT, tick=True):
            _run("seed_demo", "seed_events", "seed_factors", "rebuild_search")
            call_command("seed_pages", demo=True, verbosity=0, stdout=StringIO())

    return _template("site", SITE, fill, reference)


def use(template: str) -> None:
    """Fill the current database with `template`, whatever it holds.

    What a process keeps is known by the number of the last write, which goes back too.
    """
    copies().use(template)
    reading.forget()
    forget_vocabulary()


def _run(*commands: str) -> None:
    for command in commands:
        if command in get_commands():
            call_command(command, verbosity=0, stdout=StringIO())


def _template(
    name: str, made_of: Iterable[str], fill: Callable[[], object], base: Callable[[], str] | None = None
) -> str:
    folder, template = Path(settings.VAR), f"{name}-{_digest(made_of)}"
    folder.mkdir(parents=True, exist_ok=True)
    if not copies().exists(template):
        with _alone(folder / f"{name}.lock"):
            if not copies().exists(template):
                copies().make(template, base() if base else None, fill)
    return template


def _digest(made_of: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in made_of for path in ROOT.glob(pattern) if path.is_file()}):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
