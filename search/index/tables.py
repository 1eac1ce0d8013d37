"""Rows in and out of the tables of `search.models.rows`, many at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from search.index.prepared import LISTS
from search.index.rows import Written
from search.text import fold, raw, spelled

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
    """Delete, then insert. Texts that did not change are left alone."""
    for table in REPLACED:
        _these(f"DELETE FROM {table}", ids)  # noqa: S608
    before = dict(_these("SELECT service_id, tokens FROM search_tokens", ids))
    after = {row.id: row.tokens for row in rows}
    _forget([(pk, tokens) for pk, tokens in before.items() if after.get(pk) != tokens])
    _learn([(pk, tokens) for pk, tokens in after.items() if before.get(pk) != tokens])
    insert("search_row", (row.row for row in rows))
    insert("search_span", ((row.id, *span) for row in rows for span in dict.fromkeys(row.spans)))
    insert("search_hours", ((row.id, *hours) for row in rows for hours in dict.fromkeys(row.hours)))
    insert("search_exceptional", ((row.id, *days) for row in rows for days in row.exceptions))


def _forget(old: list[tuple[int, str]]) -> None:
    """FTS5 finds what to forget by the very text it was given."""
    if not old:
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO search_found (search_found, rowid, tokens) VALUES ('delete', %s, %s)", old)
    _these("DELETE FROM search_tokens", [pk for pk, _tokens in old])


def _learn(new: list[tuple[int, str]]) -> None:
    insert("search_tokens", new)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO search_found (rowid, tokens) VALUES (%s, %s)", new)


def write_words(pieces: Iterable[str]) -> None:
    folded = {fold(word): word for piece in pieces for one in raw(piece) for word in spelled(one)}
    wanted = ((word, shown, word[::-1]) for word, shown in folded.items() if len(word) > 2 and not word.isdigit())
    insert("search_word", wanted, "ON CONFLICT (word) DO NOTHING")


def insert(table: str, rows: Iterable[Sequence[Any]], suffix: str = "") -> None:
    columns = COLUMNS[table]
    marks = ", ".join(["%s"] * (columns.count(",") + 1))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks}) {suffix}", list(rows))  # noqa: S608


def _these(statement: str, ids: Sequence[int]) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} WHERE service_id IN ({LISTS[connection.vendor]})", [json.dumps(list(ids))])
        return iter(cursor.fetchall() if cursor.description else ())
