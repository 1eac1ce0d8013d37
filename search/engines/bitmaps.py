"""Sets of services as integers: bit n is the service with id n. A process reads those of `Bits` once for each write."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from search.models import Bits

CHUNK = Bits.SPAN // 8
ONE = re.compile("1")
KEPT = 256  # derived sets of one generation; each is an eighth of a byte a service


def bitmap(ids: Iterable[int]) -> int:
    ids = list(ids)
    if not ids:
        return 0
    found = bytearray((max(ids) >> 3) + 1)
    for pk in ids:
        found[pk >> 3] |= 1 << (pk & 7)
    return int.from_bytes(found, "little")


def members(bits: int) -> list[int]:
    """The ids, in order."""
    return [match.start() for match in ONE.finditer(bin(bits)[:1:-1])]


def member_of(bits: int) -> Callable[[int], bool]:
    """A test for many ids: shifting the whole number for each would copy it each time."""
    flat = bits.to_bytes((bits.bit_length() >> 3) + 1, "little")
    size = len(flat)
    return lambda pk: pk >> 3 < size and bool(flat[pk >> 3] >> (pk & 7) & 1)


@dataclass
class Columns:
    """What the index held when `token` was drawn, and what was derived from it since."""

    token: int
    bits: dict[str, int]
    codes: dict[str, list[tuple[str, int]]]  # by facet
    kept: dict[Any, Any] = field(default_factory=dict)

    def keep(self, key: Any, make: Callable[[], Any]) -> Any:
        if key not in self.kept:
            if len(self.kept) >= KEPT:
                self.kept.clear()
            self.kept[key] = make()
        return self.kept[key]


_latest: Columns | None = None


def current(token: int) -> Columns:
    global _latest  # noqa: PLW0603  one copy a process, replaced as a whole
    if _latest is None or _latest.token != token:
        _latest = _read(token)
    return _latest


def _read(token: int) -> Columns:
    pieces: dict[str, bytearray] = defaultdict(bytearray)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, chunk, bits FROM search_bits ORDER BY chunk")
        for key, chunk, bits in cursor:
            piece = pieces[key]
            piece.extend(bytes(chunk * CHUNK - len(piece)))
            piece.extend(bits)
    bits = {key: int.from_bytes(piece, "little") for key, piece in pieces.items()}
    return Columns(token, bits, by_facet(bits.items()))


def by_facet(pairs: Iterable[tuple[str, int]]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for key, bits in pairs:
        facet, code = key.split(":", 1)
        found[facet].append((code, bits))
    return found
