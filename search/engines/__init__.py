"""One question, one answer, whichever engine gives it."""

from __future__ import annotations

from functools import cache

from django.db import connection

from search.engines.database import Database
from search.engines.postgresql import PostgreSQL
from search.engines.sql import Dialect
from search.engines.suggesting import suggestions
from search.question import Answer, Question

DIALECTS = {"sqlite": Dialect, "postgresql": PostgreSQL}


@cache
def from_database() -> Database:
    return Database(DIALECTS[connection.vendor]())


def answer(question: Question, page: int = 1, size: int = 20, counts: bool = True) -> Answer:
    return from_database().answer(question, page, size, counts)


__all__ = ["answer", "suggestions"]
