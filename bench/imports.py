"""50,000 records through the command, beside writing the same rows by hand; and 200 saves of staff meanwhile."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.backends.sqlite3._functions import register  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench import network, records, report  # noqa: E402
from bench.report import Goal  # noqa: E402
from bench.saves import Saves, Staff  # noqa: E402
from bench.server import serving  # noqa: E402
from directory.models import Service, User  # noqa: E402
from directory.permissions import DIRECTORY  # noqa: E402
from search.models import Row  # noqa: E402

SAVES = 200
MAIL, PASSWORD = "staff@bench.example", "correct horse battery"
DATABASE = Path(settings.DATABASES["default"]["NAME"])
EMPTY = DATABASE.with_name("empty.sqlite3")
AT_ONCE = 500


def prepare(path: Path, count: int) -> None:
    """The file to import, and a directory that holds what staff will save meanwhile."""
    if not path.exists():
        records.write(path, count)
    for old in DATABASE.parent.glob("*.sqlite3*"):
        old.unlink()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", database="cache", verbosity=0)
    call_command("load_reference_data", verbosity=0)
    call_command("set_up_groups", verbosity=0)
    staff = User.objects.create_user(MAIL, PASSWORD, full_name="Staff")
    staff.groups.add(Group.objects.get(name=DIRECTORY))
    network.build(SAVES)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copy(DATABASE, EMPTY)


def start_again() -> None:
    connection.close()
    for old in DATABASE.parent.glob(f"{DATABASE.name}-*"):
        old.unlink()
    shutil.copy(EMPTY, DATABASE)
    shutil.rmtree(settings.VAR / "import", ignore_errors=True)


# The command ----------------------------------------------------------------------------------------------------------


def imported(path: Path) -> tuple[float, float]:
    """Seconds from the first import of Python to the last row, and the largest proportional set size in MB."""
    command = [sys.executable, "manage.py", "import_directory", str(path), "--format", "social-brussels"]
    started, peak = time.perf_counter(), 0.0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        time.sleep(0.1)
    if process.returncode:
        sys.exit("The import failed.")
    return time.perf_counter() - started, peak


def _memory(pid: int) -> float:
    """Its proportional set size in MB; 0 where the system does not tell."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.M)
    return int(found[1]) / 1024 if found else 0.0


# The floor ------------------------------------------------------------------------------------------------------------


def by_hand(path: Path, *, search: bool) -> float:
    """Seconds to parse the file and to insert the very rows that the import wrote into an empty copy, in batches."""
    started = time.perf_counter()
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("{"):
                json.loads(line.rstrip(",\n"))
    seconds = time.perf_counter() - started
    copy = DATABASE.with_name("floor.sqlite3")
    shutil.copy(EMPTY, copy)
    written, target = sqlite3.connect(DATABASE), sqlite3.connect(copy)
    register(target)  # the constraints use them
    target.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;")
    for table in _tables(written, search=search):
        for statement, rows in _new_rows(written, target, table):
            begun = time.perf_counter()
            target.executemany(statement, rows)
            target.commit()
            seconds += time.perf_counter() - begun
    written.close(), target.close()
    for file_ in DATABASE.parent.glob(f"{copy.name}*"):
        file_.unlink()
    return seconds


def _tables(database: sqlite3.Connection, *, search: bool) -> list[str]:
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    mine = [name for name in names if name.startswith("directory_")]
    return mine + [n for n in names if search and n.startswith("search_") and not n.startswith("search_found")]


def _new_rows(
    written: sqlite3.Connection, target: sqlite3.Connection, table: str
) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """The rows that the import added, a batch at a time."""
    before = (
        target.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0] if _counts(target, table) else 0
    )
    cursor = written.execute(f"SELECT * FROM {table} WHERE rowid > ?", (before,)) if _counts(target, table) else None
    while cursor and (rows := cursor.fetchmany(AT_ONCE)):
        yield f"INSERT OR REPLACE INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows


def _counts(database: sqlite3.Connection, table: str) -> bool:
    """Has the table row numbers?"""
    try:
        database.execute(f"SELECT rowid FROM {table} LIMIT 1")
    except sqlite3.OperationalError:
        return False
    return True


# Staff ----------------------------------------------------------------------------------------------------------------


def saved_during(path: Path) -> tuple[Saves, int, float]:
    """The saves, how many of them were done before the import was, and how long the import took."""
    cards = list(Service.objects.order_by("pk").values_list("pk", flat=True)[:SAVES])
    with serving({}) as (address, _master):
        paths = [reverse("directory_service:edit", args=[pk]) for pk in cards]
        saves = Saves(Staff(address, MAIL, PASSWORD), paths)
        saving = threading.Thread(target=saves.run)
        saving.start()
        seconds, _peak = imported(path)
        during = len(saves.seconds)
        saving.join()
    return saves, during, seconds


def show_saves(saves: Saves, during: int, seconds: float, alone: float) -> None:
    report.line("the same import while staff saves", seconds, "s", ratio=seconds / alone)
    report.line("saves through the form during the import", during, "saves", goal=Goal(at_least=SAVES))
    report.line("saves refused (lock errors and others)", len(saves.refused), "saves", goal=Goal(at_most=0))
    report.line("median save", statistics.median(saves.seconds), "s")
    report.line("slowest save", max(saves.seconds), "s")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=50_000)
    count = parser.parse_args().records
    report.title(f"Import of {count} records of the regional directory, SQLite")
    path = Path(settings.VAR) / f"records-{count}.json"
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    prepare(path, count)
    seconds, peak = imported(path)
    floor, bare = by_hand(path, search=True), by_hand(path, search=False)
    found = Row.objects.count() - SAVES
    report.line("floor: parse, insert the same rows by hand", floor, "s", note=f"without search rows {bare:.1f} s")
    goal = count == 50_000
    limit = Goal(at_most=30) if goal else Goal()
    report.line("import, its search rows included", seconds, "s", ratio=seconds / floor, goal=limit)
    report.line("peak memory (PSS)", peak, "MB", goal=Goal(at_most=150))
    report.line("of them found by search at the end", found, "rows", goal=Goal(at_least=count))
    started = time.perf_counter()
    call_command("rebuild_search", verbosity=0)
    report.line("search rows alone, all made anew", time.perf_counter() - started, "s")
    start_again()
    show_saves(*saved_during(path), seconds)


if __name__ == "__main__":
    main()
