"""Is it well? In one word for a proxy, in figures for a monitoring system; nothing of anybody, nothing per question."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms import backups
from cms.doctor import beat
from directory import notifications
from directory.freshness import overdue
from directory.models import Letter, Service
from search.engines import choosing, cluster
from search.models import Waiting

Metric = tuple[str, str, float]
KEPT = 5.0  # seconds


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """503 without a database; « degraded » and 200 while search answers from its reserve, for it answers."""
    word, status = "ok", 200
    if cluster.configured() and (choosing.breaker.resting or not said.well()):
        word = "degraded"
    if not _database_answers():
        word, status = "degraded", 503
    answer = HttpResponse(word, status=status, content_type="text/plain")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def metrics() -> str:
    """In the words of Prometheus. A database that is away is a figure, too."""
    try:
        figures = [*_of_the_database(), ("maillage_database_up", "Whether the database answers", 1.0)]
    except DatabaseError:
        figures = [("maillage_database_up", "Whether the database answers", 0.0)]
    lines = []
    for name, says, value in [*figures, *_of_the_machine()]:
        lines += [f"# HELP {name} {says}.", f"# TYPE {name} gauge", f"{name} {value:.15g}"]
    return "\n".join(lines) + "\n"


def _of_the_database() -> Iterator[Metric]:
    listed = Service.objects.listed()
    stale = listed.filter(overdue(timezone.localdate()))
    waiting = Waiting.objects.aggregate(count=Count("pk"), oldest=Min("since"))
    age = (timezone.now() - waiting["oldest"]).total_seconds() if waiting["oldest"] else 0.0
    yield "maillage_services_listed", "Services in the directory", listed.count()
    yield "maillage_services_stale", "Of these, never confirmed or longer ago than their rhythm", stale.count()
    yield "maillage_search_waiting", "Services the cluster has not been told of", waiting["count"]
    yield "maillage_search_waiting_seconds", "Since the first of these was written", age
    late, since = notifications.waiting()
    age = (timezone.now() - since).total_seconds() if since else 0.0
    yield "maillage_mail_waiting", "Mails that should be on their way by now", late
    yield "maillage_mail_waiting_seconds", "Since the first of these should be", age
    yield "maillage_mail_failed", "Mails that could not be sent and wait for somebody", Letter.objects.failed().count()
    yield "maillage_database_bytes", "Size of the database", _size()


def _size() -> int:
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        files = (path.with_name(path.name + end) for end in ("", "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _of_the_machine() -> Iterator[Metric]:
    if cluster.configured():
        yield "maillage_cluster_up", "Whether the search cluster answers", float(_cluster_answers())
    if last := backups.last():
        age = (timezone.now() - last.made_at).total_seconds()
        yield "maillage_backup_age_seconds", "Since the last backup", age
    if (silent := beat()) is not None:
        yield "maillage_worker_silent_seconds", "Since the worker last turned", silent


def _cluster_answers() -> bool:
    try:
        return cluster.has_our_index(cluster.asking())
    except cluster.FAULTS:
        return False


class Said:
    """What the cluster answered some seconds ago: nobody puts a load on it by asking how it is."""

    def __init__(self) -> None:
        self._asking, self._until, self._well = threading.Lock(), 0.0, True

    def well(self) -> bool:
        """Asked by one at a time, within the time of a search; meanwhile the others hear what was said before."""
        if time.monotonic() >= self._until and self._asking.acquire(blocking=False):
            try:
                self._well = _cluster_answers()
                self._until = time.monotonic() + KEPT
            finally:
                self._asking.release()
        return self._well


said = Said()


class Handler(BaseHTTPRequestHandler):
    """One address, and no log: who asks is this machine."""

    def do_GET(self) -> None:
        if self.path != "/metrics":
            self.send_error(404)
            return
        close_old_connections()
        body = metrics().encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name is the standard library's
        return
