"""What `manage.py worker` does for search: tell the cluster of what was written, and tidy each night."""

from __future__ import annotations

import logging

from search.engines import cluster
from search.index import publishing, tidy

log = logging.getLogger("search")


def often() -> bool:
    """Is there more to do at once? A cluster that does not answer is told later: those who wait keep waiting.

    One that holds nothing yet (or nothing any more) is filled first.
    """
    if not cluster.configured():
        return False
    try:
        if not publishing.published():
            publishing.publish()
        return publishing.follow() > 0
    except publishing.Busy:
        return False
    except cluster.FAULTS as fault:
        log.warning("The cluster could not be told: %s", cluster.explained(fault))
        return False


def nightly() -> None:
    tidy()
    if cluster.configured():
        try:
            publishing.repair(publishing.drifted())
        except cluster.FAULTS as fault:
            log.warning("The cluster could not be compared: %s", cluster.explained(fault))
