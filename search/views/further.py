"""Where the JSON goes on: the number of a page, and beyond the last one that has a number, where its last hit stood.

That is signed: a place that nobody gave would have the cluster refuse the question.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.signing import BadSignature, Signer

from search.question import DEEPEST, Answer

PREFIX, LONGEST = "after-", 600
RESERVE = "X-Search-Reserve"  # a header: the database stood in for the cluster
signer = Signer(salt="search.further")


class Place(NamedTuple):
    page: int
    after: tuple[Any, ...]


def further(answer: Answer) -> str | None:
    """What to send as `page` for more."""
    if not answer.more:
        return None
    if answer.next:
        return str(answer.next)
    return PREFIX + signer.sign_object([answer.page + 1, *answer.after])


def place(text: str, size: int) -> Place | None:
    """What `further` wrote; nothing of what somebody else did."""
    if len(text) > LONGEST:
        return None
    try:
        page, *after = signer.unsign_object(text.removeprefix(PREFIX))
    except (BadSignature, ValueError):
        return None
    return Place(page, tuple(after)) if page > DEEPEST // size else None
