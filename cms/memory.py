"""What is the same for everybody (menu, map, whole public pages), kept in the process for a minute at most.

A publication is seen at once in the process that made it, within the minute in the others.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

SECONDS = 60.0
MOST = 500
_kept: dict[tuple[str, str], tuple[float, Any]] = {}


def recall(what: str, language: str) -> Any | None:
    made_at, value = _kept.get((what, language), (0.0, None))
    return value if value is not None and time.monotonic() - made_at < SECONDS else None


def keep(what: str, language: str, value: Any) -> None:
    if len(_kept) >= MOST:
        forget()
    _kept[what, language] = (time.monotonic(), value)


def remembered(what: str, language: str, make: Callable[[], Any]) -> Any:
    """What `make` gave at most a minute ago."""
    value = recall(what, language)
    if value is None:
        value = make()
        keep(what, language, value)
    return value


def forget() -> None:
    _kept.clear()
