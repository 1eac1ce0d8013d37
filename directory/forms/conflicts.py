"""Two people at one card: what the other changed since it was opened, without overwriting either. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Merge:
    """What to show again, and the fields both changed, each keeping what was typed."""

    values: dict[str, Any]
    theirs: list[str]
    both: list[str]


def merge(typed: Values, now: Values, befores: Iterable[Values]) -> Merge:
    """`befores`: of the versions written since the card was opened, newest first; undone, they say what it was."""
    was = dict(now)
    for before in befores:
        was |= before
    merged, theirs, both = {}, [], []
    for name, mine in typed.items():
        if _same(mine, was.get(name)) or _same(mine, now.get(name)):
            merged[name] = now.get(name)
            theirs += [] if _same(was.get(name), now.get(name)) else [name]
        else:
            merged[name] = mine
            both += [] if _same(was.get(name), now.get(name)) else [name]
    return Merge(merged, theirs, both)


def _same(one: Any, other: Any) -> bool:
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    """Nothing is nothing, however it is written; rows compare whatever their order."""
    if isinstance(value, list | tuple):
        return sorted(json.dumps(row, sort_keys=True, default=str) for row in value)
    return value or (value if value == 0 and value is not False else "")
