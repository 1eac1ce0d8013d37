from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines import cluster
from search.index import publishing, refresh, unwritten
from search.management.away import ClusterAway, no_index

MEND = "Run it again with --repair, or rebuild_search to write everything again."


class Command(BaseCommand):
    help = "Compare the search rows with the directory, and the cluster with the rows. Ends with 1 where they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write what differs again")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        rows = unwritten()
        self._say("row", rows)
        if repair:
            refresh(rows)
        elif rows:
            raise CommandError(MEND)
        if cluster.configured() and self._of_the_cluster(repair) and not repair:
            raise CommandError(MEND)

    def _of_the_cluster(self, repair: bool) -> list[int]:
        if publishing.owed():
            raise no_index("The cluster waits for a new index.")
        try:
            found = publishing.drifted()
            self._say("document", found)
            if repair:
                publishing.repair(found)
        except cluster.FAULTS as fault:
            raise ClusterAway(cluster.explained(fault), "compares each night", "check_search --repair") from fault
        return found

    def _say(self, what: str, ids: list[int]) -> None:
        some = ", ".join(map(str, ids[:20])) + ("…" if len(ids) > 20 else "")
        self.stdout.write(f"{len(ids)} services whose {what} differs" + (f": {some}" if ids else "."))
