"""An import from beginning to end: read and check the whole file, show what it would change, write it, report."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import uuid
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.importers import report
from directory.importers.applying import Applier, last_version
from directory.importers.reading import CHUNK, Unreadable
from directory.importers.staging import Staging
from directory.models import ImportRun, Source, User

# Each format's module, loaded when a file is read (spreadsheets weigh 20 MB), and the source it is usually of.
FORMATS = {"social-brussels": "social_brussels", "template": "template_rows"}
SOURCES = {"social-brussels": "social_brussels", "template": "template"}
STAGING, REPORT = "staging.sqlite3", "report.json"
WAITS = timedelta(days=7)
Tick = Callable[[int], None]


class Busy(Exception):
    """Another import of the same source is being written."""


class Outdated(Exception):
    """The directory changed since the preview: writing would do something else than what was shown."""


@dataclass(frozen=True)
class Order:
    """What is to be imported, and how."""

    path: Path
    format: str
    source: Source
    file_name: str = ""
    full: bool = False
    by: User | None = None

    @property
    def facts(self) -> dict[str, Any]:
        name = self.file_name or self.path.name
        return {"file": name, "format": self.format, "source": self.source.code, "full": self.full}


def folder() -> Path:
    """Readable by nobody else on this machine."""
    found = Path(settings.VAR) / "import"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def source_named(name: str, file_format: str) -> Source:
    """The source of that code or name; a new one, not yet saved, if there is none."""
    if not name:
        code = SOURCES[file_format]
        return Source.objects.filter(code=code).first() or Source(code=code, name=code)
    found = Source.objects.filter(code=name).first() or Source.objects.filter(name=name).first()
    code = "".join(c if c.isascii() and c.isalnum() else "_" for c in name.lower())[:40]
    return found or Source.objects.filter(code=code).first() or Source(code=code, name=name[:120])


def read(order: Order, path: Path, tick: Tick) -> Staging:
    """The file, checked, in a staging file at `path`. Raises Unreadable, and then leaves nothing."""
    staging = Staging(path, new=True)
    try:
        module = import_module(f"directory.importers.{FORMATS[order.format]}")
        reader = module.Reader(order.path, order.source)
        count = 0
        for count, (row, raw) in enumerate(reader.rows(), start=1):
            staging.add(row, reader.check(row, raw), reader.managed)
            tick(count)
        staging.finish(read=count, managed=reader.managed, full=order.full)
    except BaseException:
        staging.close()
        path.unlink(missing_ok=True)
        raise
    return staging


def look(staging: Staging, order: Order, tick: Tick) -> None:
    """What writing would change, told in the staging file."""
    applier = Applier(staging, order.source, staging.fact("managed"), order.by)
    for position in applier.preview():
        tick(position)
    if order.full:
        applier.gone(write=False)


def try_out(order: Order, path: Path, tick: Tick, tick_again: Tick) -> Staging:
    """A dry run: nothing is written but a staging file at `path`, which the caller throws away."""
    staging = read(order, path, tick)
    look(staging, order, tick_again)
    return staging


def start(order: Order, tick: Tick) -> ImportRun:
    """Read the file and keep its rows until the run is written or discarded."""
    draft = folder() / f"new-{uuid.uuid4().hex}"
    try:
        read(order, draft / STAGING, tick).close()
        if order.source.pk is None:
            order.source.save()
        facts = order.facts
        run = ImportRun.objects.create(
            source=order.source,
            format=order.format,
            file_name=facts["file"][:200],
            digest=_digest(order.path),
            full=order.full,
            by=order.by,
        )
        shutil.rmtree(place(run), ignore_errors=True)  # left by another database
        draft.rename(place(run))
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return run


def place(run: ImportRun) -> Path:
    return folder() / str(run.pk)


def opened(run: ImportRun) -> Staging:
    """The run's staging file. Gone once it was written or discarded."""
    path = place(run) / STAGING
    if not path.is_file():
        raise Unreadable(_("The rows of this import are no longer kept: choose the file again."))
    return Staging(path)


def order_of(run: ImportRun) -> Order:
    return Order(place(run), run.format, run.source, run.file_name, run.full, run.by)


def is_kept(run: ImportRun) -> bool:
    """Are its rows still there to be written?"""
    return (place(run) / STAGING).is_file()


def preview(run: ImportRun) -> None:
    """Compare the rows with the directory and keep what would change in the run's report."""
    with closing(opened(run)) as staging:
        _preview(run, staging)


def _preview(run: ImportRun, staging: Staging) -> None:
    seen = last_version()
    staging.forget_plan()
    look(staging, order_of(run), lambda _position: None)
    staging.note(seen=seen, shown=staging.plan_digest())
    run.report = report.summary(staging, **order_of(run).facts)
    run.save(update_fields=["report"])


def _check_preview(run: ImportRun, staging: Staging) -> None:
    """What a person confirmed is what will be written. A run that nobody looked at has nothing to compare."""
    shown = staging.fact("shown")
    if shown is None or staging.fact("seen") == last_version():
        return
    _preview(run, staging)
    if staging.fact("shown") != shown:
        raise Outdated(_("The directory has changed since: look again at what the import would change."))


def progress(run: ImportRun) -> tuple[int, int]:
    """Rows done and rows in all."""
    with closing(opened(run)) as staging:
        return int(staging.fact("done", 0)), len(staging)


def write(run: ImportRun) -> Generator[tuple[int, int], None, None]:
    """Write the run, batch by batch; yields rows done and rows in all. Left and begun again, it goes on."""
    with _alone(run.source), closing(opened(run)) as staging:
        run.refresh_from_db(fields=["state"])  # another request may have begun it
        if run.state != ImportRun.State.APPLYING:
            _check_preview(run, staging)
            staging.forget_plan()
            run.state = ImportRun.State.APPLYING
            run.save(update_fields=["state"])
        order = order_of(run)
        applier = Applier(staging, run.source, staging.fact("managed"), run.by)
        total = len(staging)
        for position in applier.apply():
            yield position, total
        if run.full:
            applier.gone(write=True)
        _finish(run, staging, order)
    staging.delete()


def _finish(run: ImportRun, staging: Staging, order: Order) -> None:
    run.finished_at = timezone.now()
    facts = order.facts | {
        "started_at": run.started_at.isoformat(timespec="seconds"),
        "finished_at": run.finished_at.isoformat(timespec="seconds"),
    }
    report.write(staging, place(run) / REPORT, **facts)
    run.report = report.summary(staging, **facts)
    run.state = ImportRun.State.DONE
    run.save(update_fields=["finished_at", "report", "state"])


def discard(run: ImportRun) -> None:
    """Throw away what was not written. The run stays in the list, refused."""
    shutil.rmtree(place(run), ignore_errors=True)
    run.state, run.finished_at = ImportRun.State.FAILED, timezone.now()
    run.save(update_fields=["state", "finished_at"])


def discard_forgotten() -> None:
    """Imports that nobody confirmed within a week are thrown away with their rows."""
    long_ago = timezone.now() - WAITS
    for run in ImportRun.objects.filter(state=ImportRun.State.STAGED, started_at__lt=long_ago):
        discard(run)


def abandon_interrupted(source: Source) -> None:
    """Runs of this source that stopped half way: what they wrote stays, a new run of the same file completes it."""
    with _alone(source):
        for run in ImportRun.objects.filter(source=source, state=ImportRun.State.APPLYING):
            discard(run)


def whole_report(run: ImportRun) -> bytes:
    path = place(run) / REPORT
    return path.read_bytes() if path.is_file() else json.dumps(run.report, ensure_ascii=False, indent=1).encode()


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def _alone(source: Source) -> Iterator[None]:
    """One import of a source at a time, whichever process it runs in."""
    path = folder() / f"{source.code}.lock"
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise Busy(_("Another import of “%(source)s” is running.") % {"source": source}) from problem
        yield
