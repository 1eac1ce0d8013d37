"""One question, one answer, whichever engine gives it."""

from __future__ import annotations

from search.engines.choosing import answer, from_cluster, from_database
from search.engines.elasticsearch import rehearse
from search.engines.suggesting import suggestions

__all__ = ["answer", "from_cluster", "from_database", "rehearse", "suggestions"]
