"""Rows in and out of the tables of `search.models.rows`, many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from search.index.rows import Written

# Every name in these statements is one of ours; what people typed is bound.
COLUMNS = {
    "search_row": "service_id, organisation_id, lat, lon, x, y, z, approximate, confirmed_on, room_said_on, answers, "
    "shuffle, name_fr, name_nl, name_en",
    "search_tokens": "service_id, tokens",
    "search_span": "service_id, key, starts, ends",
    "search_hours": "service_id, weekday, opens, closes, kind",
    "search_exceptional": "service_id, starts_on, ends_on, opens, closes, kind",
    "search_word": "word, shown, mirrored",
}
REPLACED = ("search_row", "search_span", "search_hours", "search_exceptional")


def replace(ids: Sequence[int], rows: list[Written]) -> None:
    """Delete, then insert: REPLACE would skip the trigger by which full text forgets. Same tokens are left alone."""
    before = dict(_these("SELECT service_id, tokens FROM search_tokens", ids))
    same = {row.id for row in rows if before.get(row.id) == row.tokens}
    for table in REPLACED:
        _these(f"DELETE FROM {table}", ids)  # noqa: S608
    if gone := [pk for pk in before if pk not in same]:
        _these("DELETE FROM search_tokens", gone)
    insert("search_row", (row.row for row in rows))
    insert("search_tokens", ((row.id, row.tokens) for row in rows if row.id not in same))
    insert("search_span", ((row.id, *span) for row in rows for span in row.spans))
    insert("search_hours", ((row.id, *hours) for row in rows for hours in row.hours))
    insert("search_exceptional", ((row.id, *days) for row in rows for days in row.exceptions))


def write_words(words: dict[str, str]) -> None:
    wanted = ((word, shown, word[::-1]) for word, shown in words.items() if len(word) > 2 and not word.isdigit())
    insert("search_word", wanted, "ON CONFLICT (word) DO NOTHING")


def insert(table: str, rows: Iterable[Sequence[Any]], suffix: str = "") -> None:
    columns = COLUMNS[table]
    marks = ", ".join(["%s"] * (columns.count(",") + 1))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks}) {suffix}", list(rows))  # noqa: S608


def _these(statement: str, ids: Sequence[int]) -> Iterator[Any]:
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} WHERE service_id IN ({marks})", list(ids))
        return iter(cursor.fetchall() if cursor.description else ())
