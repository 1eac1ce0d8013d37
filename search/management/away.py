"""What a command could not do for want of the cluster: no failure of the site, and others take it up."""

from __future__ import annotations

from django.core.management.base import CommandError

LATER = 75  # how such a command ends: « try again later » of sysexits.h


class ClusterAway(CommandError):
    def __init__(self, says: str, worker: str, command: str) -> None:
        meanwhile = f"Search answers from the database. Once the cluster answers, the worker {worker}"
        super().__init__(f"{says}\n{meanwhile}; to do it at once: manage.py {command}", returncode=LATER)


def no_index(says: str) -> ClusterAway:
    return ClusterAway(says, "makes its index anew", "rebuild_search")
