"""One writer of the directory at a time, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# Any number that no other lock of this database has; as long as SQLite waits.
TURN = "SET LOCAL lock_timeout = '20s'; SELECT pg_advisory_xact_lock(1000001)"


@contextmanager
def one_writer() -> Iterator[None]:
    """A transaction in which nobody else writes the directory.

    SQLite locks the file when a transaction begins. PostgreSQL lets writers overlap: what one read before writing
    would be out of date, two could wait for each other's rows for ever, and a Change could become visible after one
    with a higher number, which a kept page would never notice. Reading waits for nobody.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(TURN)
        yield
