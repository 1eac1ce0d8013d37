"""Writes the search rows: of the services that `directory.actions` announces, or of all of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection, transaction

from directory.models import Service
from search.index import bits, tables
from search.index.codes import Codes
from search.index.publishing import wait
from search.index.reading import read
from search.index.rows import written
from search.models import Row, State, Word
from search.question import lists
from search.text import fold, raw, spelled, synonyms

STEP = 400  # pages of full text merged in one transaction
BATCH = 500  # rows in one transaction of a rebuild: well under a quarter of a second


def refresh(service_ids: Iterable[int]) -> None:
    """Rewrite the rows of these services; those that are not listed (any more) lose theirs."""
    ids = sorted(set(service_ids))
    with transaction.atomic():
        first, token = _stamp()
        if first:
            tables.write_words(_field_words())
        codes = Codes()
        for batch in _batches(ids):
            _refresh(batch, codes)
        wait(ids, token)


def rebuild() -> int:
    """Rewrite every row, batch by batch; meanwhile searches go on. Returns how many there are."""
    words, known = _field_words(), set(Word.objects.values_list("pk", flat=True))
    with transaction.atomic():
        _stamp()  # before any word: two writers of words in another order would wait for each other
        tables.write_words(words)
    kept = list(Service.objects.listed().order_by("pk").values_list("pk", flat=True))
    gone = sorted(set(Row.objects.values_list("pk", flat=True)) - set(kept))
    for batch in _batches([*kept, *gone]):
        with transaction.atomic():
            _stamp()
            words |= _refresh(batch, Codes())
    _forget_words(known, words)
    tidy()
    return len(kept)


def unwritten() -> list[int]:
    """Listed services without a row, and rows of services that are not listed."""
    listed = set(Service.objects.listed().values_list("pk", flat=True))
    return sorted(listed ^ set(Row.objects.values_list("pk", flat=True)))


def tidy() -> None:
    """Figures for the planner, full text in one piece: after a load, and each night. In steps, so that others write."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
        for table in tables.COLUMNS:
            cursor.execute(f"ANALYZE {table}")
        pages = -STEP  # negative: begin to merge everything
        while connection.vendor == "sqlite" and _merged(cursor, pages):
            pages = STEP


def forget_deleted(_site: object) -> None:
    """Full text keeps deleted words until its segments are merged: a shelter's postal code must not wait for that."""
    transaction.on_commit(tidy)


def _merged(cursor: Any, pages: int) -> bool:
    """Merge so many pages of FTS5's segments; says whether there may be more to do."""
    before = connection.connection.total_changes
    cursor.execute("INSERT INTO search_found (search_found, rank) VALUES ('merge', %s)", [pages])
    return bool(connection.connection.total_changes - before > 1)


def _stamp() -> tuple[bool, int]:
    """A new token, which also makes writers wait for each other. Is it the first?"""
    state, _made = State.objects.get_or_create(pk=1)
    token = secrets.randbits(62) + 1
    State.objects.filter(pk=1).update(token=token)
    return state.token == 0, token


def _refresh(ids: Sequence[int], codes: Codes) -> set[str]:
    words: set[str] = set()
    rows = [written(facts, codes, words) for facts in read(ids)]
    tables.replace(ids, rows)
    bits.replace(ids, {row.id: row.bits for row in rows})
    tables.write_words(words)
    return words


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    left = iter(ids)
    while batch := list(islice(left, BATCH)):
        yield batch


# Words, for spelling and suggestions ----------------------------------------------------------------------------------


def _field_words() -> set[str]:
    """The words of the synonyms and of the labels: known whether or not a card uses them."""
    phrases = (phrase for group in synonyms.groups() for _code, phrase in group.written)
    labels = (label for of in lists.current().labels.values() for label in of)
    return {word for text in (*phrases, *labels) for word in raw(text)}


def _forget_words(known: set[str], kept: set[str]) -> None:
    """Those saved meanwhile are not among the known."""
    gone = sorted(known - {fold(word) for piece in kept for one in raw(piece) for word in spelled(one)})
    for start in range(0, len(gone), BATCH):
        Word.objects.filter(pk__in=gone[start : start + BATCH]).delete()
