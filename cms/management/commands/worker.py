"""Runs the jobs of every package, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from search import jobs as search_jobs

log = logging.getLogger("worker")
PACKAGES = [search_jobs.Follower]
NIGHT = 3  # o'clock, in Brussels
PAUSE = 1.0  # seconds
Jobs = Iterable[search_jobs.Follower]


class Command(BaseCommand):
    help = "Tell the search cluster of what was written, and tidy up each night. Runs until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what there is to do now, then end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        jobs = [package() for package in PACKAGES]
        if once:
            while _busy(jobs):
                pass
            return
        stopped = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stopped.set())
        slept = timezone.localdate()
        while not stopped.is_set():
            (Path(settings.VAR) / "worker.beat").touch()  # read by doctor and metrics
            more = _busy(jobs)
            slept = _night(jobs, slept)
            close_old_connections()
            if not more:
                stopped.wait(PAUSE)


def _busy(jobs: Jobs) -> bool:
    done = [_kept_alive(job.often) for job in jobs]  # each, whatever the others say
    return any(done)


def _night(jobs: Jobs, last: date) -> date:
    """Once a day, in the night; a worker started by day waits for the next."""
    now = timezone.localtime()
    if now.date() > last and now.hour >= NIGHT:
        for job in jobs:
            _kept_alive(job.nightly)
        return now.date()
    return last


def _kept_alive(job: Callable[[], Any]) -> Any:
    """A database that is away for a moment ends no worker."""
    try:
        return job()
    except DatabaseError:
        log.exception("%s could not be done; it is tried again.", job.__module__)
        return None
