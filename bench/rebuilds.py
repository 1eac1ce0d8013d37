"""Twenty rebuilds of search while people ask without pause: how many answers were empty, short, or none."""

from __future__ import annotations

import argparse
import http.client
import io
import json
import threading
import time
import urllib.request
from dataclasses import dataclass, field

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from bench import report, stand_ins  # noqa: E402
from bench.cluster import elasticsearch, kinds  # noqa: E402
from bench.report import Goal  # noqa: E402
from bench.search import prepare  # noqa: E402
from bench.server import serving  # noqa: E402

REBUILDS, PEOPLE = 20, 4


@dataclass
class People:
    """Each asks one question after the other and compares how much was found with what was found before."""

    site: str
    queries: list[str]
    expected: dict[str, int] = field(default_factory=dict)
    asked: int = 0
    empty: int = 0
    other: int = 0
    failed: int = 0
    slowest: float = 0.0
    done: threading.Event = field(default_factory=threading.Event)

    def total(self, query: str) -> int:
        with urllib.request.urlopen(f"{self.site}/api/v1/search?{query}", timeout=30) as answer:
            return int(json.load(answer)["total"])

    def begin(self) -> list[threading.Thread]:
        found = {query: self.total(query) for query in self.queries}
        self.expected = {query: total for query, total in found.items() if total}
        threads = [threading.Thread(target=self.ask, args=(number,)) for number in range(PEOPLE)]
        for thread in threads:
            thread.start()
        return threads

    def ask(self, first: int) -> None:
        queries, number = list(self.expected), first
        while not self.done.is_set():
            query = queries[number % len(queries)]
            started, number = time.perf_counter(), number + 1
            try:
                total = self.total(query)
            except (OSError, ValueError, http.client.HTTPException):
                self.failed += 1
            else:
                self.empty += not total
                self.other += total != self.expected[query]
            self.asked += 1
            self.slowest = max(self.slowest, time.perf_counter() - started)
            time.sleep(0.05)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("size", type=int)
    parser.add_argument("--seconds", help="not used here")
    size = parser.parse_args().size
    settings.ELASTICSEARCH = {"hosts": []}
    prepare(size, fresh=False)
    with elasticsearch(settings.VAR / "elasticsearch") as address:
        settings.ELASTICSEARCH = {"hosts": [address]}
        call_command("rebuild_search", verbosity=0, stdout=io.StringIO())
        report.title(f"{REBUILDS} rebuilds of {size} services while {PEOPLE} people search")
        with serving({"ELASTICSEARCH_URL": address}) as (site, _master):
            people = People(site, [query for queries in kinds().values() for query in queries])
            threads = people.begin()
            started, before = time.perf_counter(), stand_ins.seen(settings.VAR)
            for _rebuild in range(REBUILDS):
                call_command("rebuild_search", verbosity=0, stdout=io.StringIO())
            taken = (time.perf_counter() - started) / REBUILDS
            people.done.set()
            for thread in threads:
                thread.join()
            reserve = stand_ins.seen(settings.VAR) - before
    report.line("a rebuild, rows and cluster", taken, "s")
    report.line("searches meanwhile", people.asked, "", note=f"slowest {people.slowest:.2f} s")
    report.line("from the reserve, the database", reserve, "", note=f"of {people.asked}")
    report.line("empty answers", people.empty, "", goal=Goal(at_most=0))
    report.line("answers with another total", people.other, "", goal=Goal(at_most=0))
    report.line("no answer", people.failed, "", goal=Goal(at_most=0))


if __name__ == "__main__":
    main()
