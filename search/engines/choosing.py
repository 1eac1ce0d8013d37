"""Which engine answers: the cluster where there is one and it is well, else the database, within the time there is."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cache
from typing import Any

from django.db import connection

from search.engines import cluster
from search.engines.breaker import Breaker
from search.engines.database import Database
from search.engines.elasticsearch import Elastic
from search.engines.postgresql import PostgreSQL
from search.engines.sql import Dialect
from search.question import DEEPEST, Answer, Question

log = logging.getLogger("search")
DIALECTS: dict[str, type[Dialect]] = {"sqlite": Dialect, "postgresql": PostgreSQL}
breaker = Breaker()


@cache
def dialect() -> Dialect:
    return DIALECTS[connection.vendor]()


def from_database(question: Question, page: int = 1, size: int = 20, counts: bool = True) -> Answer:
    return Database(dialect()).answer(question, page, size, counts)


def from_cluster(
    question: Question, page: int = 1, size: int = 20, counts: bool = True, after: tuple[Any, ...] = ()
) -> Answer:
    """Raises one of `cluster.FAULTS`."""
    return Elastic(dialect()).answer(question, page, size, counts, after)


def answer(
    question: Question, page: int = 1, size: int = 20, counts: bool = True, after: tuple[Any, ...] = ()
) -> Answer:
    """Beyond `DEEPEST` hits a cluster goes on from the last one it gave; a database counts."""
    if not cluster.configured() or (page * size > DEEPEST and not after):
        return from_database(question, page, size, counts)
    if breaker.closed():
        try:
            found = from_cluster(question, page, size, counts, after)
        except cluster.FAULTS as fault:
            status = getattr(fault, "status_code", "")
            breaker.nothing_learnt() if status == cluster.Misasked.status_code else breaker.badly()
            # Never its text: a cluster repeats what it was asked.
            log.warning("The cluster did not answer (%s).", f"{type(fault).__name__} {status}".strip())
        except BaseException:
            breaker.nothing_learnt()
            raise
        else:
            breaker.badly() if found.waited > cluster.SLOW else breaker.well()
            return found
    return replace(from_database(question, page, size, counts), stand_in=True)
