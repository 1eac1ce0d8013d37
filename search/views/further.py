"""Where the JSON goes on: the number of a page, and beyond the last one that has a number, where its last hit stood."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, NamedTuple

from search.question import DEEPEST, Answer

PREFIX, LONGEST = "after-", 500


class Place(NamedTuple):
    page: int
    after: tuple[Any, ...]


def further(answer: Answer) -> str | None:
    """What to send as `page` for more."""
    if not answer.more:
        return None
    if answer.next:
        return str(answer.next)
    place = json.dumps([answer.page + 1, *answer.after], separators=(",", ":"))
    return PREFIX + urlsafe_b64encode(place.encode()).decode()


def place(text: str, size: int) -> Place | None:
    """What `further` wrote; nothing of what somebody else did."""
    try:
        page, *after = json.loads(urlsafe_b64decode(text.removeprefix(PREFIX)))
    except ValueError:
        return None
    beyond = type(page) is int and DEEPEST // size < page < 10**7
    known = len(after) in (0, 3) and all(type(value) in (int, float, str) for value in after)
    return Place(page, tuple(after)) if beyond and known and len(text) <= LONGEST else None
