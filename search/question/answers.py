"""The Answer: the same from every engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from search.question.asked import Question

DEEPEST = 10_000  # hits: further on nobody reads, and no page can be asked


@dataclass(frozen=True)
class Hit:
    """`why` holds reason codes; how it is open, and until which hour of the wall clock, is told when that was asked."""

    service_id: int
    distance_m: int | None = None
    approximate: bool = False  # measured from the centre of its bassin or postal code, not from its door
    why: tuple[str, ...] = ()
    open_kind: str = ""
    open_until: datetime | None = None


@dataclass(frozen=True)
class Nearest:
    """When nothing matches: the question that finds something, and which of its parameters were dropped or widened."""

    question: Question
    dropped: tuple[str, ...]
    total: int
    word: str = ""  # the only one of its words that was dropped, where that was enough


@dataclass(frozen=True)
class Answer:
    question: Question
    total: int
    page: int
    size: int
    hits: list[Hit] = field(default_factory=list)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    unknown_hours: int | None = None  # set when `open_now` was asked: how many more may be open, nobody knows
    nearest: Nearest | None = None
    stand_in: bool = False  # from the database, because the cluster did not answer
    requests: bool = False  # does any service at all take on-line requests? Only then is it worth asking
    after: tuple[Any, ...] = ()  # where its last hit stands, for an engine that goes on from there
    waited: float = field(default=0.0, compare=False)  # seconds, for a cluster

    @property
    def more(self) -> bool:
        return self.total > self.page * self.size

    @property
    def pages(self) -> int:
        """Those that can be asked."""
        return -(-min(self.total, DEEPEST) // self.size)

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None
