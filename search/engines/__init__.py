"""One question, one answer, whichever engine gives it."""

from __future__ import annotations

from search.engines.database import Database
from search.engines.sql import Dialect
from search.engines.suggesting import suggestions
from search.question import Answer, Question

SQLITE = Database(Dialect())


def answer(question: Question, page: int = 1, size: int = 20, counts: bool = True) -> Answer:
    return SQLITE.answer(question, page, size, counts)


__all__ = ["answer", "suggestions"]
