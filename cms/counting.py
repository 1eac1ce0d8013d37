"""Counts what the public reads, a page or document a day and language: no address, no cookie, no order of visits.

Each process adds up in its memory and writes a few sums at once, half a minute later while somebody reads, and
when it ends: a figure may miss what a killed process had not written, and nobody waits for the disk.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language

from cms.models import DailyCount

# Addresses outside Wagtail's tree that are counted as such, never with what was asked.
VIEWS = {"search:page", "search:boussole", "search:sheet_page", "search:sheet_paper", "directory:help_lines", "memo"}
PROGRAMS = ("bot", "crawl", "spider", "monitor", "curl", "wget", "python")
Key = tuple[date, str, str]
logger = logging.getLogger(__name__)


class Sums:
    """What this process has seen and not yet written."""

    def __init__(self) -> None:
        self.waiting: Counter[Key] = Counter()
        self.lock = threading.Lock()
        self.written_at = time.monotonic()

    def add(self, what: str, language: str) -> None:
        with self.lock:
            self.waiting[timezone.localdate(), what, language] += 1
            due = time.monotonic() - self.written_at >= settings.COUNTS_EVERY
        if due:
            self.write()

    def write(self) -> None:
        """Kept for the next time when the database cannot be written."""
        with self.lock:
            taken, self.waiting, self.written_at = self.waiting, Counter(), time.monotonic()
        if not taken:
            return
        try:
            with transaction.atomic():
                for key, count in sorted(taken.items()):
                    _write(*key, count)
        except DatabaseError:
            logger.warning("Counts could not be written; they are kept for later.")
            with self.lock:
                self.waiting.update(taken)


def _write(day: date, what: str, language: str, count: int) -> None:
    row, _made = DailyCount.objects.get_or_create(day=day, what=what, language=language)
    DailyCount.objects.filter(pk=row.pk).update(count=models.F("count") + count)


sums = Sums()


class CountMiddleware:
    """Counts answers given at the public door to whoever says to be no program."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "GET" and response.status_code == 200 and (what := _what(request, response)):
            sums.add(what, response.headers.get("Content-Language", get_language() or "")[:2])
        return response


def _what(request: HttpRequest, response: HttpResponseBase) -> str:
    """Empty for members, programs and what is not counted."""
    agent = request.headers.get("User-Agent", "").lower()
    if getattr(request, "private_door", True) or any(word in agent for word in PROGRAMS):
        return ""
    match = request.resolver_match
    if match and match.view_name == "wagtaildocs_serve":
        return f"file:{match.args[0]}"
    return f"view:{match.view_name}" if match and match.view_name in VIEWS else getattr(response, "counted_as", "")
