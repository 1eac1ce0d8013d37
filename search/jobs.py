"""What `manage.py worker` does for search: tell the cluster of what was written, and tidy each night."""

from __future__ import annotations

import logging
import time
from contextlib import suppress

from search.engines import cluster, rehearse
from search.index import publishing, tidy

log = logging.getLogger("search")
LONGEST = 30  # seconds between two tries of a cluster that does not answer
AGAIN = 60  # seconds between two looks at one of which nothing is wanted: it may have lost our index
SETTLED = 2  # seconds after a change: by then the cluster shows it


class Follower:
    """Asks the cluster little while nobody waits: at the start, after a failure, each minute, is our index there?"""

    def __init__(self) -> None:
        self.look_at, self.failures, self.until = 0.0, 0, 0.0
        self.rehearse_at: float | None = 0.0

    def often(self) -> bool:
        """Is there more to do at once? A cluster that does not answer is told later: those who wait keep waiting.

        One that holds nothing yet (or nothing any more), or is owed a new index, is filled first.
        """
        now = time.monotonic()
        if not cluster.configured() or now < self.until:
            return False
        if now < self.look_at and not publishing.due():
            self._rehearse(now)
            return False
        try:
            anew = publishing.owed() or not publishing.published()
            if anew:
                publishing.publish()
            told = publishing.follow()
        except publishing.Busy:
            return False
        except cluster.FAULTS as fault:
            self._failed(fault, "The cluster could not be told: %s")
            return False
        self.look_at, self.failures = time.monotonic() + AGAIN, 0
        if anew or told:
            self.rehearse_at = time.monotonic() + SETTLED
        return told > 0

    def nightly(self) -> None:
        tidy()
        if cluster.configured():
            try:
                publishing.repair(publishing.drifted())
            except cluster.FAULTS as fault:
                self._failed(fault, "The cluster could not be compared: %s")

        self.rehearse_at = time.monotonic()  # what is counted by the day is another question from midnight on

    def _rehearse(self, now: float) -> None:
        """Once nobody waits. Who asks before counts for himself."""
        if self.rehearse_at is not None and now >= self.rehearse_at:
            self.rehearse_at = None
            with suppress(*cluster.FAULTS):
                rehearse()

    def _failed(self, fault: Exception, says: str) -> None:
        """Tried again after a second, two, four, and so on."""
        log.warning(says, cluster.explained(fault))
        self.look_at, self.until = 0.0, time.monotonic() + min(2.0**self.failures, LONGEST)
        self.failures += 1
