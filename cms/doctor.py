"""What is wrong with an installation and how to mend it. Never a secret: variables are named, not printed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from cms import backups, catalogues, databases, privacy
from cms.desk import equality
from directory import notifications, sending
from directory.models import Letter, Service
from search.engines import cluster
from search.geocoding import nominatim
from search.index import publishing, unwritten
from search.models import Waiting

SHORT_KEY = 50  # characters: fewer are not the key that `make` makes
LITTLE, NOTHING = 2_000_000_000, 200_000_000  # bytes free
SILENT = 120  # seconds without a sign of the worker
RARE = timedelta(days=2)
MANY_WAIT = 1000
LATE = timedelta(hours=1)
NOBODYS = (".example", ".invalid", ".test", "@localhost")  # RFC 2606
THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]"}


class State(StrEnum):
    OK = "ok"
    LOOK = "look"
    BROKEN = "broken"


class Finding(NamedTuple):
    state: State
    says: str


OK, LOOK, BROKEN = State.OK, State.LOOK, State.BROKEN


def examine() -> Iterator[Finding]:
    """Each looks at one thing; one that fails is a finding too, and the others go on."""
    for look in LOOKS:
        try:
            yield from look()
        except (DatabaseError, OSError, ImproperlyConfigured) as error:
            said = databases.unreachable(error) if isinstance(error, DatabaseError) else str(error)
            yield Finding(BROKEN, f"{look.__name__}: {said}")


def secrets() -> Iterator[Finding]:
    if len(settings.SECRET_KEY) < SHORT_KEY:
        yield Finding(BROKEN, "SECRET_KEY is short: take it out of the environment, and make install makes a good one.")
    else:
        yield Finding(OK, "SECRET_KEY is long enough.")
    if settings.DEBUG:
        yield Finding(BROKEN, "DEBUG shows errors with what people typed to everybody: set DEBUG=no.")


def addresses() -> Iterator[Finding]:
    before = len(settings.ALLOWED_HOSTS)
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding(BROKEN, "ALLOWED_HOSTS takes every name: write the site's host names.")
    if not (settings.PUBLIC_HOST and settings.PRIVATE_HOST):
        yield Finding(LOOK, "One host is both doors: set PUBLIC_HOST and PRIVATE_HOST on a real site.")
    if not settings.HTTPS:
        yield Finding(LOOK, "HTTPS=no: cookies go over any connection. On a real site leave it out.")
    elif set(settings.ALLOWED_HOSTS) <= THIS_MACHINE:  # `make run` serves it without HTTPS: nothing is wrong
        yield Finding(LOOK, "The site answers on this machine alone. On a real site set PUBLIC_HOST and SITE_ADDRESS.")
    elif not settings.SITE_ADDRESS.startswith("https://"):
        yield Finding(BROKEN, "SITE_ADDRESS does not begin with https://: mails and feeds lead nowhere.")
    if settings.HTTPS and not settings.BEHIND_PROXY:
        yield Finding(LOOK, "BEHIND_PROXY=no: behind a proxy all visitors share one rate limit. Set BEHIND_PROXY=yes.")
    yield Finding(OK, f"{before} host names are answered.")


def database() -> Iterator[Finding]:
    databases.refuse_unsafe()
    yield Finding(OK, f"The database ({connection.vendor}) answers and keeps what it is told.")
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding(BROKEN, f"{len(plan)} migrations wait: run make upgrade, or manage.py migrate.")
        return
    rows = len(unwritten())
    wrong = f"{rows} services have a wrong search row: run manage.py check_search --repair."
    yield Finding(BROKEN, wrong) if rows else Finding(OK, "Search has a row for each listed service.")


def search_cluster() -> Iterator[Finding]:
    if not cluster.configured():
        yield Finding(OK, "Search runs on the database: ELASTICSEARCH_URL is not set.")
        return
    try:
        there = cluster.has_our_index(cluster.asking())
        mend = "The cluster has no index of ours, or an old one: the worker fills it, or run manage.py rebuild_search."
        well = there and not publishing.owed()
        yield Finding(OK, "The cluster answers and has our index.") if well else Finding(LOOK, mend)
    except cluster.FAULTS as fault:
        yield Finding(LOOK, f"{cluster.explained(fault)} Search answers from the database meanwhile.")
    if (waiting := Waiting.objects.count()) > MANY_WAIT:
        yield Finding(LOOK, f"{waiting} services wait for the cluster: see whether the worker runs (manage.py worker).")


def geocoder() -> Iterator[Finding]:
    """Not needed to run: without an answer a typed address stays unknown."""
    if not nominatim.configured():
        yield Finding(OK, "Typed addresses are asked of nobody: NOMINATIM_URL is not set.")
    elif fault := nominatim.fault():
        yield Finding(LOOK, f"{fault} Addresses that our tables do not know stay unknown meanwhile.")
    else:
        yield Finding(OK, "The Nominatim answers.")


def mail() -> Iterator[Finding]:
    late, since = notifications.waiting()
    if Service.objects.demo().exists():
        yield Finding(OK, "Mail of the demonstration is kept in files: none leaves.")
        return
    if settings.RELAY is None:
        yield Finding(BROKEN if late else LOOK, f"SMTP_URL is not set, {late} mails wait: name a mail server.")
    else:
        yield from _mail_server()
        if since and timezone.now() - since > LATE:
            yield Finding(LOOK, f"{late} mails wait, the first since {timezone.localtime(since):%Y-%m-%d %H:%M}.")
    if failed := Letter.objects.failed().count():
        yield Finding(LOOK, f"{failed} mails did not leave: the administration says why, under « Mails ».")


def _mail_server() -> Iterator[Finding]:
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith(NOBODYS):
        yield Finding(BROKEN, "Mails come from an address that nobody has: set MAIL_FROM.")
    if settings.RETURN_BOX is None:
        yield Finding(LOOK, "RETURN_BOX is not set: mailboxes that refuse our mail stay unknown.")
    if reason := sending.fault():
        says = f"The mail server of SMTP_URL takes nothing ({reason.word} {reason.codes}".rstrip()
        yield Finding(LOOK, f"{says}): mails wait meanwhile.")
    else:
        yield Finding(OK, "The mail server opens to us.")


def worker() -> Iterator[Finding]:
    since = beat()
    if since is None or since > SILENT:
        seen = "was never seen" if since is None else f"was last seen {int(since)} s ago"
        yield Finding(LOOK, f"The worker {seen}: start manage.py worker.")  # during an upgrade it is right
    else:
        yield Finding(OK, "The worker is at work.")


def languages() -> Iterator[Finding]:
    found = equality.faults()
    yield from (Finding(BROKEN, fault) for fault in found)
    if not found:
        yield Finding(OK, "No page stands in for one of another language.")


def disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.VAR).free
    state = BROKEN if free < NOTHING else LOOK if free < LITTLE else OK
    yield Finding(
        state, f"{free / 1e9:.1f} GB are free where MAILLAGE_VAR is" + (": make room." if state != OK else ".")
    )


def files() -> Iterator[Finding]:
    var = Path(settings.VAR)
    try:
        probe = var / ".doctor"
        probe.touch()
        probe.unlink()
    except OSError as error:
        yield Finding(BROKEN, f"MAILLAGE_VAR cannot be written in ({error.strerror}): give the folder to this account.")
        return
    private = [*privacy.closed(), var / "secret.key", var / "backups"]
    for path in private:
        if path.exists() and path.stat().st_mode & privacy.OTHERS:
            yield Finding(BROKEN, f"Other accounts of this machine can read {path}: chmod go= {path}")
    yield Finding(OK, "What MAILLAGE_VAR names can be written.")


def saved() -> Iterator[Finding]:
    last = backups.last()
    if last is None:
        yield Finding(LOOK, "There is no backup yet: run make backup, each day by a timer (docs/deployment.md).")
    elif not last.path.exists():
        yield Finding(LOOK, f"The last backup, {last.path}, is not there any more: run make backup.")
    elif (age := timezone.now() - last.made_at) > RARE:
        yield Finding(LOOK, f"The last backup is {age.days} days old: see why the timer does not run make backup.")
    else:
        yield Finding(OK, "There is a backup of these two days.")


def built() -> Iterator[Finding]:
    stale = [
        language
        for language in catalogues.LANGUAGES
        if not (mo := (po := catalogues.path_of(language)).with_suffix(".mo")).exists()
        or mo.stat().st_mtime < po.stat().st_mtime
    ]
    late = f"The catalogues of {', '.join(stale)} are not compiled: run manage.py compile_catalogues."
    yield Finding(BROKEN, late) if stale else Finding(OK, "The catalogues are compiled.")
    hashed = "Manifest" in settings.STORAGES["staticfiles"]["BACKEND"]
    if hashed and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield Finding(BROKEN, "The static files are not collected: run manage.py collectstatic --no-input.")


def clock() -> Iterator[Finding]:
    """Opening hours, sessions and backups all believe it."""
    installed = (settings.BASE / "pyproject.toml").stat().st_mtime
    if time.time() < installed - 60:
        yield Finding(BROKEN, "The clock is behind the day of installation: set it (timedatectl set-ntp yes).")
    else:
        yield Finding(OK, f"It is {timezone.localtime():%Y-%m-%d %H:%M} in Brussels, says the clock.")


def beat() -> float | None:
    """Seconds since the worker last turned."""
    try:
        return time.time() - (Path(settings.VAR) / "worker.beat").stat().st_mtime
    except OSError:
        return None


LOOKS: list[Callable[[], Iterator[Finding]]] = [
    secrets,
    addresses,
    database,
    search_cluster,
    geocoder,
    mail,
    worker,
    languages,
    disk,
    files,
    saved,
    built,
    clock,
]
