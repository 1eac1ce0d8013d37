"""One size: JSON narrow searches, whole pages with counts, service pages, memory; beside three floors."""

from __future__ import annotations

import argparse
import math
import os
import time
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench import copies, network, questions, report  # noqa: E402
from bench.report import Goal  # noqa: E402
from bench.server import Load, load, serving, worker_memory  # noqa: E402
from directory.models import Service  # noqa: E402

P50 = {5_000: Goal(at_most=3), 50_000: Goal(at_most=6)}
RATE = {5_000: Goal(at_least=520), 50_000: Goal(at_least=350)}
PAGE = {10_000: Goal(at_most=12), 200_000: Goal(at_most=30)}
CONNECTIONS = (1, 8, 32)
WORKERS = 2  # as gunicorn.conf.py says


def prepare(size: int, *, fresh: bool) -> None:
    """A database of that size, made once: in this data folder, or on the PostgreSQL of DATABASE_URL, which is empty."""
    made = settings.VAR / "made"
    if not made.exists() or fresh:
        for old in Path(settings.VAR).glob("*.sqlite3*"):
            old.unlink()
    call_command("migrate", verbosity=0)
    if made.exists() and Service.objects.exists():
        return
    call_command("createcachetable", database="cache", verbosity=0)
    call_command("load_reference_data", verbosity=0)
    started = time.perf_counter()
    if size > copies.WHOLE:
        connection.close()
        file = Path(connection.settings_dict["NAME"])
        copies.copy_from(settings.VAR.parent / str(copies.WHOLE) / file.name, file, size // copies.WHOLE)
        made.touch()
        return
    made_on_sqlite = settings.VAR.parent.parent / str(size)
    if connection.vendor == "postgresql" and (made_on_sqlite / "made").exists():
        call_command("move_from_sqlite", made_on_sqlite / "maillage.sqlite3")
        made.touch()
        return
    network.build(size)
    call_command("rebuild_search", verbosity=0)
    report.line(f"made {size} services", time.perf_counter() - started, "s")
    made.touch()


def warm(address: str, paths: list[str]) -> None:
    """Until each worker has very likely answered each address: what a process keeps is then kept in both."""
    wanted = math.ceil(WORKERS * len(paths) * math.log(100 * WORKERS * len(paths)))
    asked = 0.0
    while asked < wanted:
        asked += 2 * load(address, paths, connections=8, seconds=2).rate


def measured(address: str, paths: list[str], seconds: int) -> dict[int, Load]:
    warm(address, paths)
    return {c: load(address, paths, connections=c, seconds=seconds) for c in CONNECTIONS}


def show(what: str, found: dict[int, Load], floor: dict[int, Load], p50: Goal, rate: Goal) -> None:
    for c, seen in found.items():
        note = f"errors: {seen.errors}" if seen.errors else ""
        report.line(
            f"{what}, p50 at c={c}",
            seen.p50,
            "ms",
            ratio=seen.p50 / floor[c].p50,
            goal=p50 if c == 1 else None,
            note=note,
        )
    for c, seen in found.items():
        report.line(
            f"{what}, at c={c}", seen.rate, "req/s", ratio=floor[c].rate / seen.rate, goal=rate if c == 8 else None
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("size", type=int)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args()
    size, seconds = options.size, options.seconds
    report.title(
        f"{size} services, {connection.vendor}, gunicorn with {WORKERS} workers, wrk on the same {os.cpu_count()} cores"
    )
    prepare(size, fresh=options.fresh)
    asked, page = questions.narrow(size), questions.search_path()
    codes = questions.services()
    print(f"{len(asked)} narrow questions of 15 to 30 hits; {Service.objects.listed().count()} services listed")
    with serving({}) as (address, master):
        bare = measured(address, ["/floor/"], seconds)
        floor = measured(address, ["/floor/select/"], seconds)
        show("floor: a bare view", bare, bare, Goal(), Goal())
        show("floor: SELECT 1", floor, floor, Goal(), Goal())
        by_hand = measured(address, [f"/floor/sql/?{q}" for q in asked], seconds)
        show("floor: the narrow search by hand-written SQL", by_hand, floor, Goal(), Goal())
        api = measured(address, [f"/api/v1/search?{q}" for q in asked], seconds)
        show("JSON narrow search", api, floor, P50.get(size, Goal()), RATE.get(size, Goal()))
        report.ratio_line("JSON narrow search beside hand-written SQL, c=8", by_hand[8].rate / api[8].rate, goal=Goal())
        whole = measured(address, [f"{page}?{q}" for q in questions.pages(size)], seconds)
        show("whole page with facet counts", whole, floor, Goal(), Goal())
        report.ratio_line(
            "whole page beside SELECT 1, req/s at c=8", floor[8].rate / whole[8].rate, goal=PAGE.get(size, Goal())
        )
        first = measured(address, [f"/floor/fr/fiche/{code}" for code in codes[:100]], seconds)
        show("service page, nothing kept", first, floor, Goal(), Goal(at_least=200))
        kept = measured(address, [f"/fr/fiche/{code}" for code in codes], seconds)
        show("service page, body kept", kept, floor, Goal(), Goal(at_least=600))
        report.line(
            "memory of a worker (PSS)", worker_memory(master), "MB", goal=Goal(at_most=120) if size == 5_000 else None
        )


if __name__ == "__main__":
    main()
