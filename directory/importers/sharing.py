"""A second process writes half of a long first import: most of the time goes into Python, not into the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from multiprocessing import get_context

from django.db import connection, connections

from directory.importers.applying import Applier
from directory.importers.staging import Staging
from directory.models import Organisation, Source, SourceRecord

ENOUGH = 4000  # rows: for fewer, two are not quicker
LOOKS_S = 0.2


def is_worth_it(staging: Staging, source: Source) -> bool:
    """Only where the halves cannot meet: every organisation of the file is one group, and none is known already under
    another number or from another record."""
    return (
        len(staging) >= ENOUGH
        and hasattr(os, "sched_getaffinity")  # elsewhere than on Linux forks are not safe
        and len(os.sched_getaffinity(0)) > 1
        and not connection.in_atomic_block
        and not staging.names_groups()
        and not SourceRecord.objects.filter(source=source).exists()
        and not Organisation.objects.exclude(merged_into=None).exists()
    )


def divide(staging: Staging) -> None:
    middle = staging.end_of_group(len(staging) // 2)
    staging.note(middle=middle, helped=middle)


def apply(applier: Applier, *, helped: bool) -> Iterator[int]:
    """Yields how many rows are written. What a helper left undone is done here."""
    staging = applier.staging
    middle = staging.fact("middle", 0)
    if middle and helped:
        yield from _with_helper(applier, middle)
    for _position in applier.apply(middle):
        yield staging.done
    if middle:
        for _position in applier.apply(mark="helped"):
            yield staging.done


def _with_helper(applier: Applier, middle: int) -> Iterator[int]:
    """Both halves at once."""
    staging = applier.staging
    staging.close()  # each process opens its own
    connections.close_all()
    helper = get_context("fork").Process(target=_help, args=(applier, os.getpid()), daemon=True)
    helper.start()
    staging.open()
    keep_few_pages()
    applier.shared = True
    try:
        for _position in applier.apply(middle):
            yield staging.done
        while helper.is_alive():
            helper.join(LOOKS_S)
            yield staging.done
    finally:
        helper.terminate()
        helper.join()
        applier.shared = False


def _help(applier: Applier, parent: int) -> None:
    applier.staging.open()
    keep_few_pages()
    applier.shared = True
    for _position in applier.apply(mark="helped"):
        if os.getppid() != parent:  # it was killed: whoever runs the file again completes it
            break
    applier.staging.close()


def keep_few_pages() -> None:
    """A long command, not a web server: little of the database in memory."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-8000")
            cursor.execute("PRAGMA mmap_size=0")
