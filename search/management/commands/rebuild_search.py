from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines import cluster, rehearse
from search.index import publishing, rebuild
from search.management.away import no_index


class Command(BaseCommand):
    help = "Write all search rows again, then a new index of the cluster if there is one. Searches go on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} services can be found.")
        if not cluster.configured():
            return
        with tqdm(desc="Cluster", unit=" services", disable=None) as bar:
            try:
                told = publishing.publish(lambda count: bar.update(count - bar.n))
                rehearse()
            except publishing.Busy:
                raise CommandError("Another rebuild is filling an index: let it end, then try again.") from None
            except cluster.FAULTS as fault:
                raise no_index(cluster.explained(fault)) from fault
        self.stdout.write(f"{told} services are in the cluster.")
