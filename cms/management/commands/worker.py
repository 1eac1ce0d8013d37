"""Runs the jobs of every package, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from cms.desk.jobs import DeskJobs
from cms.events.jobs import EventJobs
from cms.newsletter.jobs import NewsletterJobs
from directory import jobs as directory_jobs
from search import jobs as search_jobs

log = logging.getLogger("worker")


class Package(Protocol):
    """What a package's `jobs` offers: work all the time, and work for the night."""

    def often(self) -> bool: ...

    def nightly(self) -> None: ...


PACKAGES: list[Callable[[], Package]] = [
    directory_jobs.Sender,
    directory_jobs.Rounds,
    directory_jobs.Members,
    directory_jobs.Tickets,
    directory_jobs.Duplicates,
    search_jobs.Follower,
    EventJobs,
    DeskJobs,
    NewsletterJobs,
]
NIGHT = 3  # o'clock, in Brussels
PAUSE = 1.0  # seconds
LONGEST = 60.0  # seconds between two tries of what fails


class Command(BaseCommand):
    help = "Send mail, tell the search cluster of what was written, tidy up each night. Runs until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what there is to do now, then end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        packages = [package() for package in PACKAGES]
        often, nightly = [Kept(one.often) for one in packages], [Kept(one.nightly) for one in packages]
        if once:
            while _busy(often):
                pass
            return
        stopped = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stopped.set())
        slept = timezone.localdate()
        while not stopped.is_set():
            (Path(settings.VAR) / "worker.beat").touch()  # read by doctor and metrics
            more = _busy(often)
            slept = _night(nightly, slept)
            close_old_connections()
            if not more:
                stopped.wait(PAUSE)


class Kept:
    """A job that ends no worker, whatever becomes of it: it is tried again after a second, two, four, and so on."""

    def __init__(self, job: Callable[[], Any]) -> None:
        self.job, self.said, self.failures, self.until = job, "", 0, 0.0

    def __call__(self) -> Any:
        if time.monotonic() < self.until:
            return None
        try:
            done = self.job()
        except Exception as fault:  # noqa: BLE001  a job of any package, for any reason
            self._failed(type(fault).__name__)
            return None
        self.said, self.failures = "", 0
        return done

    def _failed(self, kind: str) -> None:
        """Said once, and never its text: it may repeat what a card says."""
        if kind != self.said:
            log.error("%s could not be done (%s); it is tried again.", self.job.__qualname__, kind)
        self.said, self.until = kind, time.monotonic() + min(2.0**self.failures, LONGEST)
        self.failures += 1


Jobs = Iterable[Kept]


def _busy(jobs: Jobs) -> bool:
    done = [job() for job in jobs]  # each, whatever the others say
    return any(done)


def _night(jobs: Jobs, last: date) -> date:
    """Once a day, in the night; a worker started by day waits for the next."""
    now = timezone.localtime()
    if now.date() > last and now.hour >= NIGHT:
        _busy(jobs)
        return now.date()
    return last
