"""Small things every page prints (menu, map, list of languages), kept in the process for a minute at most."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

SECONDS = 60.0
_kept: dict[tuple[str, str], tuple[float, Any]] = {}


def remembered(what: str, language: str, make: Callable[[], Any]) -> Any:
    """What `make` gave at most a minute ago: other processes learn of a publication that late, this one at once."""
    now = time.monotonic()
    made_at, value = _kept.get((what, language), (-SECONDS, None))
    if now - made_at >= SECONDS:
        value = make()
        _kept[what, language] = (now, value)
    return value


def forget() -> None:
    _kept.clear()
