"""What `manage.py worker` does for search: tell the cluster of what was written, and tidy each night."""

from __future__ import annotations

import logging
import time

from search.engines import cluster
from search.index import publishing, tidy

log = logging.getLogger("search")
LONGEST = 30  # seconds between two tries of a cluster that does not answer
AGAIN = 60  # seconds between two looks at one of which nothing is wanted: it may have lost our index


class Follower:
    """Asks the cluster little while nobody waits: at the start, after a failure, each minute, is our index there?"""

    def __init__(self) -> None:
        self.look_at, self.failures, self.until = 0.0, 0, 0.0

    def often(self) -> bool:
        """Is there more to do at once? A cluster that does not answer is told later: those who wait keep waiting.

        One that holds nothing yet (or nothing any more), or is owed a new index, is filled first.
        """
        now = time.monotonic()
        if not cluster.configured() or now < self.until or (now < self.look_at and not publishing.due()):
            return False
        try:
            if publishing.owed() or not publishing.published():
                publishing.publish()
            told = publishing.follow()
        except publishing.Busy:
            return False
        except cluster.FAULTS as fault:
            self._failed(fault, "The cluster could not be told: %s")
            return False
        self.look_at, self.failures = time.monotonic() + AGAIN, 0
        return told > 0

    def nightly(self) -> None:
        tidy()
        if cluster.configured():
            try:
                publishing.repair(publishing.drifted())
            except cluster.FAULTS as fault:
                self._failed(fault, "The cluster could not be compared: %s")

    def _failed(self, fault: Exception, says: str) -> None:
        """Tried again after a second, two, four, and so on."""
        log.warning(says, cluster.explained(fault))
        self.look_at, self.until = 0.0, time.monotonic() + min(2.0**self.failures, LONGEST)
        self.failures += 1
