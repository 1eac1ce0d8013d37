"""Help lines beside an answer: those of the needs asked, whether they were chosen or meant by words."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import get_language

from directory.answering import Answering, about, answering
from search.question import Question


def lines_for(question: Question) -> list[Answering]:
    """Above the services: somebody answers there without an appointment."""
    return about(question.needs, _reader(), question.now)


def lines_about(themes: Collection[str]) -> list[Answering]:
    return about(themes, _reader())


def today() -> tuple[list[Answering], list[Answering]]:
    """Who answers at this moment, and who does later."""
    lines = answering(_reader())
    return [line for line in lines if line.open], [line for line in lines if not line.open]


def _reader() -> str:
    return (get_language() or "fr")[:2]
