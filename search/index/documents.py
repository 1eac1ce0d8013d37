"""What the tables hold of a service, as a document of the cluster, and the strict mapping of its fields."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from hashlib import blake2b
from typing import Any

import orjson
from django.db import connection

from search.engines.bitmaps import members
from search.engines.dsl import DATED, WEEKDAY, dated
from search.index.prepared import LISTS
from search.index.tables import COLUMNS
from search.models import Bits
from search.question import FACETS
from search.question.conditions import PRIME, SHUFFLES

Document = dict[str, Any]
NUMBERS = ("organisation_id", "confirmed_on", "room_said_on", "answers")
NAMES = ("name_fr", "name_nl", "name_en")
ROW = COLUMNS["search_row"].split(", ")
CHOSEN = tuple(facet for facet in FACETS if facet not in DATED)
TEXT = {"type": "text", "analyzer": "whitespace", "index_options": "docs", "norms": False}
MAPPING: Document = {
    "dynamic": "strict",
    "_source": {"enabled": False},  # rows come from the database
    "properties": {
        "id": {"type": "integer"},
        "content": {"type": "keyword"},
        "point": {"type": "geo_point"},
        "tokens": TEXT,
        "is": {"type": "keyword"},
        "closes": {"type": "integer"},
        "dated": {"type": "long_range"},
        "hours": {"type": "integer_range"},
        "exceptions": {
            "type": "nested",
            "properties": {"days": {"type": "integer_range"}, "minutes": {"type": "integer_range"}},
        },
        **{name: {"type": "integer"} for name in NUMBERS},
        **{name: {"type": "keyword"} for name in (*NAMES, *CHOSEN)},
        **{f"shuffle_{number}": {"type": "integer"} for number in range(len(SHUFFLES))},
    },
}


def documents(chunk: int, ids: Collection[int] | None = None) -> Iterator[Document]:
    """Those of one chunk of ids (`Bits.SPAN` of them) that have a row, or of `ids` in it; in the order of their ids."""
    wanted = sorted(ids) if ids is not None else None
    keys = _keys(chunk, wanted)
    many = {table: _lists(table, chunk, wanted) for table in ("search_span", "search_hours", "search_exceptional")}
    for row in _rows(chunk, wanted):
        pk = row[0]
        found = _document(dict(zip(ROW, row, strict=False)), row[-1], keys.get(pk, []))
        found["dated"] = _ranges((dated(key, start), dated(key, end)) for key, start, end in many["search_span"][pk])
        found["hours"] = _minutes(many["search_hours"][pk])
        found["exceptions"] = _exceptions(many["search_exceptional"][pk])
        yield found | {"content": digest(found)}


def _document(row: dict[str, Any], tokens: str, keys: list[str]) -> Document:
    found: Document = {"id": row["service_id"], "tokens": tokens, **{name: row[name] for name in (*NUMBERS, *NAMES)}}
    found |= {f"shuffle_{day}": row["shuffle"] * factor % PRIME for day, factor in enumerate(SHUFFLES)}
    found["point"] = {"lat": row["lat"], "lon": row["lon"]} if row["lat"] is not None else None
    return found | _by_facet(keys)


def _rows(chunk: int, ids: list[int] | None) -> list[tuple[Any, ...]]:
    columns = ", ".join(f"r.{name}" for name in ROW)
    return _of(f"SELECT {columns}, t.tokens FROM search_row r JOIN search_tokens t USING (service_id)", chunk, ids)  # noqa: S608


def _lists(table: str, chunk: int, ids: list[int] | None) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, *values in _of(f"SELECT {COLUMNS[table]} FROM {table}", chunk, ids):  # noqa: S608  names of ours
        found[pk].append(tuple(values))
    return found


def _of(select: str, chunk: int, ids: list[int] | None) -> list[tuple[Any, ...]]:
    bound: list[Any] = [chunk * Bits.SPAN, (chunk + 1) * Bits.SPAN]
    where = "service_id >= %s AND service_id < %s"
    if ids is not None:
        where, bound = f"service_id IN ({LISTS[connection.vendor]})", [json.dumps(ids)]
    with connection.cursor() as cursor:
        cursor.execute(f"{select} WHERE {where} ORDER BY service_id", bound)
        return list(cursor.fetchall())


def _keys(chunk: int, ids: list[int] | None) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    only = sum(1 << (pk % Bits.SPAN) for pk in ids) if ids is not None else -1
    for key, bits in Bits.objects.filter(chunk=chunk).order_by("key").values_list("key", "bits"):
        for place in members(int.from_bytes(bits, "little") & only):
            found[chunk * Bits.SPAN + place].append(key)
    return found


def digest(found: Document) -> str:
    """Of what a document says: the same in the database and in the cluster, or one of them is behind."""
    return blake2b(orjson.dumps(found, option=orjson.OPT_SORT_KEYS), digest_size=8).hexdigest()


def _by_facet(keys: list[str]) -> Document:
    found: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        facet, code = key.split(":", 1)
        found[facet].add(code)
    closing = sorted(map(int, found.pop("closes", ())))
    return {facet: sorted(codes) for facet, codes in found.items()} | ({"closes": closing} if closing else {})


def _ranges(pairs: Any) -> list[Document]:
    return [{"gte": start, "lte": end} for start, end in sorted(pairs)]


def _minutes(rows: list[tuple[Any, ...]]) -> list[Document]:
    pairs = {(day * WEEKDAY + opens, day * WEEKDAY + closes) for day, opens, closes, _kind in rows if opens < closes}
    return [{"gte": opens, "lt": closes} for opens, closes in sorted(pairs)]


def _exceptions(rows: list[tuple[Any, ...]]) -> list[Document]:
    return [
        {"days": {"gte": start, "lte": end}, "minutes": {"gte": opens, "lt": closes} if opens is not None else None}
        for start, end, opens, closes, _kind in sorted(rows, key=str)
    ]
