"""A cluster that fails in seven ways while people search: how many are answered, how late, when it answers again."""

from __future__ import annotations

import argparse
import http.client
import http.server
import json
import statistics
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import django

django.setup()

from django.conf import settings  # noqa: E402

from bench import questions, report  # noqa: E402
from bench.cluster import elasticsearch, kinds  # noqa: E402
from bench.report import Goal  # noqa: E402
from bench.search import prepare  # noqa: E402
from bench.server import free_port, serving  # noqa: E402
from search.index import publishing  # noqa: E402

WAYS = ("refused", "hanging", "an error", "slow", "rubbish", "empty replies", "half an index")
RATE, TIMEOUT = 20, 10.0  # searches a second; seconds that a person would wait at most
WATCHED, PATIENCE = 5.0, 90.0  # seconds at once without a fault, and until it is given up, when it is mended
CALM, USUAL = 9, 0.5  # loads of 20 s that are waited for, and the p95 (s) of a site that is well
RESERVE = "depuis sa réserve"  # what the page says while the database stands in


def halved(found: bytes) -> bytes:
    """All that was asked is answered, and each reply says that a part of the index did not take part."""
    said = json.loads(found)
    for reply in said["responses"]:
        reply["_shards"] = {"total": 2, "successful": 1, "skipped": 0, "failed": 1}
    return json.dumps(said).encode()


def emptied(found: bytes) -> bytes:
    """Well formed, as many replies as questions, and nothing in them."""
    return json.dumps({"took": 1, "responses": [{} for _reply in json.loads(found)["responses"]]}).encode()


SPOILT = {"half an index": halved, "empty replies": emptied}


class Gate:
    """Stands before the cluster and passes on what comes, or does not."""

    def __init__(self, behind: str) -> None:
        self.behind, self.way, self.port = urlsplit(behind), "", free_port()
        self.server: http.server.ThreadingHTTPServer | None = None
        self.open()

    def open(self) -> None:
        gate = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if gate.way == "refused":  # the port is closed; connections that were open before end too
                    self.close_connection = True
                    return
                status, found = gate.answer(self.command, self.path, dict(self.headers), body)
                self.send_response(status)
                self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8")
                self.send_header("X-Elastic-Product", "Elasticsearch")
                self.send_header("Content-Length", str(len(found)))
                self.end_headers()
                with suppress(OSError):  # who asked may have gone
                    self.wfile.write(found)

            do_GET = do_PUT = do_HEAD = do_DELETE = do_POST  # noqa: N815  the library's names

            def log_message(self, *_arguments: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        way = self.way
        if way == "hanging":
            time.sleep(30)
        if way == "slow":
            time.sleep(0.6)
        told = {"an error": (500, b'{"error":"no"}'), "rubbish": (200, b"\x00\xff<")}
        if way in told:
            return told[way]
        status, found = self.passed_on(method, path, headers, body)
        return status, SPOILT[way](found) if way in SPOILT and urlsplit(path).path.endswith("/_msearch") else found

    def passed_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        there = http.client.HTTPConnection(self.behind.hostname or "", self.behind.port, timeout=30)
        kept = {name: value for name, value in headers.items() if name.lower() in {"content-type", "accept"}}
        there.request(method, path, body, kept)
        reply = there.getresponse()
        return reply.status, reply.read()

    @contextmanager
    def failing(self, way: str) -> Iterator[None]:
        if way == "refused":
            self.close()
        self.way = way
        yield
        self.way = ""
        if not self.server:
            self.open()


@dataclass
class Seen:
    """Seconds of each answer; None for one that did not come, not wholly, or was no page."""

    times: list[float | None] = field(default_factory=list)
    reserve: list[float] = field(default_factory=list)  # when those were asked that the database answered
    failed: list[float] = field(default_factory=list)  # when those were asked that nobody answered

    def ask(self, address: str) -> None:
        started = time.perf_counter()
        try:
            with urllib.request.urlopen(address, timeout=TIMEOUT) as answer:
                text = answer.read().decode()
        except (OSError, http.client.HTTPException, ValueError):
            self.times.append(None)
            self.failed.append(started)
            return
        self.times.append(time.perf_counter() - started)
        if RESERVE in text:
            self.reserve.append(started)


def load(addresses: list[str], seconds: float) -> Seen:
    """`RATE` searches each second, whether or not those before were answered."""
    seen, started = Seen(), time.perf_counter()
    with ThreadPoolExecutor(100) as people:
        for number in range(int(seconds * RATE)):
            time.sleep(max(0.0, started + number / RATE - time.perf_counter()))
            people.submit(seen.ask, addresses[number % len(addresses)])
    return seen


def drill(gate: Gate, addresses: list[str], way: str, seconds: float) -> None:
    with gate.failing(way):
        seen = load(addresses, seconds)
    answered = [taken for taken in seen.times if taken is not None]
    back = until_back(addresses)
    p95 = statistics.quantiles(answered, n=20)[-1] if len(answered) > 1 else TIMEOUT
    report.line(f"{way}: answered", 100 * len(answered) / len(seen.times), "%", goal=Goal(at_least=99.9))
    note = f"{len(seen.reserve)} of {len(seen.times)} from the reserve"
    report.line(f"{way}: p95", p95, "s", goal=Goal(at_most=1.5), note=note)
    report.line(f"{way}: back after", back, "s", goal=Goal(at_most=60))


def until_back(addresses: list[str]) -> float:
    """Seconds from the end of the failure to the last question that the cluster's answer did not come to."""
    mended, last = time.perf_counter(), 0.0
    while time.perf_counter() - mended < PATIENCE:
        seen = load(addresses, WATCHED)
        late = [*seen.reserve, *seen.failed]
        if not late:
            break
        last = max(late) - mended
    return last


def settled(addresses: list[str]) -> float:
    """The usual p95, s: a cluster that was filled a moment ago is still busy with it, and our processes are cold."""
    for _time in range(CALM):
        times = [taken or TIMEOUT for taken in load(addresses, 20).times]
        p95 = statistics.quantiles(times, n=20)[-1]
        if p95 < USUAL:
            break
    return p95


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("size", type=int)
    parser.add_argument("--seconds", type=float, default=120, help="how long each failure lasts")
    options = parser.parse_args()
    settings.ELASTICSEARCH = {"hosts": []}
    prepare(options.size, fresh=False)
    with elasticsearch(settings.VAR / "elasticsearch") as address:
        settings.ELASTICSEARCH = {"hosts": [address]}
        publishing.publish()
        gate = Gate(address)
        page = questions.search_path()
        asked = [query for queries in kinds().values() for query in queries]
        vendor = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
        report.title(f"{options.size} services on {vendor}, {RATE} searches a second, {options.seconds:g} s each way")
        with serving({"ELASTICSEARCH_URL": f"http://127.0.0.1:{gate.port}"}) as (site, _master):
            addresses = [f"{site}{page}?{query}" for query in asked]
            report.line("before: p95", settled(addresses), "s")
            for way in WAYS:
                drill(gate, addresses, way, options.seconds)


if __name__ == "__main__":
    main()
