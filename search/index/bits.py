"""Bitmaps over the ids of the services, written in place: a save touches those of its own values only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection

from search.models import Bits

UPSERT = """INSERT INTO search_bits (chunk, key, bits) VALUES (%s, %s, %s)
    ON CONFLICT (chunk, key) DO UPDATE SET bits = excluded.bits"""


def replace(ids: Iterable[int], values: Mapping[int, list[str]]) -> None:
    """For each of these services, exactly the keys in `values` hold from now on (none, if it is not there)."""
    chunks: dict[int, list[int]] = defaultdict(list)
    for pk in ids:
        chunks[pk // Bits.SPAN].append(pk)
    for chunk, members in chunks.items():
        _replace(chunk, members, values)


def _replace(chunk: int, members: list[int], values: Mapping[int, list[str]]) -> None:
    theirs, new = bytearray(Bits.SPAN // 8), defaultdict[str, bytearray](lambda: bytearray(Bits.SPAN // 8))
    for pk in members:
        place, bit = (pk % Bits.SPAN) >> 3, 1 << (pk & 7)
        theirs[place] |= bit
        for key in values.get(pk, ()):
            new[key][place] |= bit
    others = ~_number(theirs)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, bits FROM search_bits WHERE chunk = %s", [chunk])
        old = {key: _number(bits) for key, bits in cursor.fetchall()}
        after = {key: (old.get(key, 0) & others) | _number(new.get(key, b"")) for key in {*old, *new}}
        changed = [(chunk, key, _bytes(bits)) for key, bits in after.items() if bits and bits != old.get(key)]
        cursor.executemany(UPSERT, changed)
        empty = [(chunk, key) for key, bits in after.items() if not bits]
        cursor.executemany("DELETE FROM search_bits WHERE chunk = %s AND key = %s", empty)


def _number(bits: bytes | bytearray | memoryview) -> int:
    return int.from_bytes(bits, "little")


def _bytes(bits: int) -> bytes:
    return bits.to_bytes(Bits.SPAN // 8, "little")
