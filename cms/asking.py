"""Questions that pages ask of the directory: the same answer as the search page gives, and the way there.

What is sensitive never stands in an address: then the way to the whole search is a form that posts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.datastructures import MultiValueDict

from search.engines import answer as answered
from search.filters import Asked, read, vocabulary
from search.views.cards import Card
from search.views.shelf import listed

FACETS = ("theme", "role", "prestation", "bassin", "language")


@dataclass(frozen=True)
class Found:
    """A question, and as many of its services as a page shows."""

    asked: Asked
    cards: list[Card] = field(default_factory=list)
    total: int = 0

    @property
    def more(self) -> bool:
        return self.total > len(self.cards)


def asked(codes: Mapping[str, str | None]) -> Found:
    """The question alone. A code that no longer exists is a problem of the question, never another question."""
    return Found(read(MultiValueDict({facet: [code] for facet, code in codes.items() if code})))


def answer(codes: Mapping[str, str | None], most: int) -> Found:
    question = asked(codes).asked
    if question.problems:
        return Found(question)
    found = answered(question.question, 1, most, counts=False)
    return Found(question, listed(found, vocabulary()), found.total)


def counts(bassin: str) -> tuple[int, dict[str, dict[str, int]]]:
    """How many services a bassin has, and how many of each role and prestation."""
    found = answered(asked({"bassin": bassin}).asked.question, 1, 1)
    return found.total, found.facets
