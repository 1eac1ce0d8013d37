"""What the cluster says to those who write in it is not believed before it is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from search.engines import cluster

NONSENSE = (AttributeError, IndexError, KeyError, TypeError, ValueError)


@contextmanager
def understood() -> Iterator[None]:
    """Around what reads a reply, and nothing else: one that makes no sense is a cluster that is not well."""
    try:
        yield
    except NONSENSE as nonsense:
        raise cluster.Unwell(f"its answer makes no sense ({type(nonsense).__name__})") from nonsense
