"""Which step is possible from which state: one table for each thing that has states."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

S = TypeVar("S", bound=str)


class Rule(NamedTuple, Generic[S]):
    """A step: from any of these states to that one."""

    origins: frozenset[S]
    leads_to: S
