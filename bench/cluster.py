"""One size on a real Elasticsearch: what a question costs there beside match_all, and our JSON and page beside that."""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import QueryDict  # noqa: E402

from bench import growth, questions, report, stand_ins  # noqa: E402
from bench.report import Goal  # noqa: E402
from bench.search import prepare  # noqa: E402
from bench.server import free_port, load, serving  # noqa: E402
from search.engines import cluster, from_cluster, rehearse  # noqa: E402
from search.filters import read  # noqa: E402
from search.index import publishing  # noqa: E402

TOOL = Path(__file__).resolve().parent.parent / "tooling" / "elasticsearch"
EVERYTHING = ""
TIMES, WARM, HEAT = 60, 4, 40  # calls; seconds of each question, and of all together before
END_TO_END = 100_000  # services at most


@contextmanager
def elasticsearch(folder: Path) -> Iterator[str]:
    said = subprocess.run(
        [TOOL / "start", folder, "--port", str(free_port()), "--heap", "1g"], check=True, capture_output=True, text=True
    )
    try:
        yield said.stdout.split()[-1]
    finally:
        subprocess.run([sys.executable, TOOL / "cluster.py", "stop", folder], check=True)


def kinds() -> dict[str, list[str]]:
    """Questions about one place, each asked in several ways."""
    themes = list(questions.codes()["theme"][:8])
    bassins = ("nord", "sud", "centre-ouest", "centre-est", "nord-ouest")
    words = ("accompagnement", "logement", "grossesse", "vroedvrouw", "huisvesting")
    return {
        "a word": [urlencode({"q": word}) for word in words],
        "radius and need": [urlencode({"place": "1080", "radius": 5, "theme": code}) for code in themes],
        "bassin and need": [
            urlencode({"bassin": bassin, "theme": code}) for bassin in bassins[:3] for code in themes[:3]
        ],
    }


def median_ms(calls: list[Callable[[], object]]) -> float:
    """Of `TIMES` calls in turn, after some seconds of them."""
    taken, until, number = [], time.perf_counter() + WARM, 0
    while len(taken) < TIMES:
        started = time.perf_counter()
        calls[number % len(calls)]()
        if started > until:
            taken.append((time.perf_counter() - started) * 1000)
        number += 1
    return statistics.median(taken)


def once_ms(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def bare() -> object:
    body = {"query": {"match_all": {}}, "size": 20, "stored_fields": "_none_", "track_total_hits": True}
    return cluster.search([{}, body], until=time.monotonic() + 60)


def whole(query: str) -> Callable[[], object]:
    asked = read(QueryDict(query))
    if asked.problems:
        sys.exit(f"{query}: {asked.problems}")
    return lambda: from_cluster(asked.question)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("size", type=int)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args()
    settings.ELASTICSEARCH = {"hosts": []}
    prepare(options.size, fresh=options.fresh)
    with elasticsearch(settings.VAR / "elasticsearch") as address:
        settings.ELASTICSEARCH = {"hosts": [address]}
        cluster.BUDGET = 60.0
        report.title(f"{options.size} services on one Elasticsearch node, SQLite beside it")
        index(options.size)
        warm_up()
        floor = median_ms([bare])
        report.line("floor: match_all, 20 ids, p50", floor, "ms", ratio=1)
        medians = engine(floor)
        with serving({"ELASTICSEARCH_URL": address}) as (site, _master):
            found, stood_in = served(site, options.seconds, floor)
    growth.remember(settings.VAR, medians | found)
    if stood_in:
        sys.exit(f"The database stood in for the cluster {stood_in} times: those figures are not the cluster's.")


def warm_up() -> None:
    """A server on Java compiles what it does often, for some while: whatever was measured first would pay for it."""
    asked, until = [bare, *(whole(query) for queries in kinds().values() for query in queries)], time.monotonic() + HEAT
    while time.monotonic() < until:
        for one in asked:
            one()


def index(size: int) -> None:
    """From the rows that are there already; then all of the way, where that does not take an hour."""
    goal = Goal(at_least=3000)
    started = time.perf_counter()
    publishing.publish()
    rate = size / (time.perf_counter() - started - publishing.LINGERS)
    report.line("indexed, from the rows to the cluster", rate, "/s", goal=goal)
    if size <= END_TO_END:
        started = time.perf_counter()
        call_command("rebuild_search", verbosity=0, stdout=io.StringIO())
        rate = size / (time.perf_counter() - started - publishing.LINGERS)
        report.line("indexed, end to end: directory, rows, cluster", rate, "/s", goal=goal)


def engine(floor: float) -> dict[str, float]:
    """The medians, by what was asked."""
    medians = {}
    for name, asked in kinds().items():
        found = medians[f"engine: {name}"] = median_ms([whole(query) for query in asked])
        report.line(f"the engine: {name}, p50", found, "ms", ratio=found / floor)
        report.ratio_line(f"  beside match_all: {name}", found / floor, goal=Goal(at_most=3))
    cluster.writing().indices.clear_cache(index=cluster.ALIAS, request=True)
    everything = whole(EVERYTHING)
    counted = once_ms(rehearse)
    report.ratio_line("everything, everywhere: counted after a change", counted / floor, goal=Goal())
    report.ratio_line("everything, everywhere: the first time", once_ms(everything) / floor, goal=Goal(at_most=20))
    report.ratio_line("everything, everywhere: again", median_ms([everything]) / floor, goal=Goal(at_most=3))
    return medians


def served(site: str, seconds: int, floor: float) -> tuple[dict[str, float], int]:
    """The medians, and how many answers among them came from the database, which would flatter or spoil them."""
    select = load(site, ["/floor/select/"], connections=1, seconds=seconds)
    report.line("floor: SELECT 1, p50 at c=1", select.p50, "ms")
    medians, from_database = {}, 0
    for name, asked in kinds().items():
        for what, path in (("JSON", "/api/v1/search"), ("page", questions.search_path())):
            paths = [f"{path}?{query}" for query in asked]
            load(site, paths, connections=2, seconds=2)
            already = stand_ins.seen(settings.VAR)
            seen = load(site, paths, connections=1, seconds=seconds)
            stood_in = stand_ins.seen(settings.VAR) - already
            from_database += stood_in
            goal = Goal(at_most=5) if what == "JSON" else Goal()
            note = f"errors: {seen.errors}" + (f", ANSWERED BY THE DATABASE: {stood_in}" if stood_in else "")
            report.line(f"{what}: {name}, p50 at c=1", seen.p50, "ms", note=note)
            report.ratio_line(f"  beside match_all: {what}, {name}", seen.p50 / floor, goal=goal)
            if not stood_in:
                medians[f"{what}: {name}"] = seen.p50
    return medians, from_database


if __name__ == "__main__":
    main()
