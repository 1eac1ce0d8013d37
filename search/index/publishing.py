"""What the cluster holds: told of each change from a list of who waits, made anew beside the old index, compared."""

from __future__ import annotations

import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from search.engines import cluster
from search.index.documents import MAPPING, Document, documents
from search.index.lease import Busy, Lease
from search.index.replies import understood
from search.models import Bits, Row, State, Waiting

MANY = 2000  # of who waits, told at once
LOADING = {"number_of_replicas": 0, "refresh_interval": "-1"}
SERVING = {"auto_expand_replicas": "0-1", "refresh_interval": "1s"}
BATCH, AT_ONCE = 1000, 2  # documents in a request; requests under way
BULK: dict[str, Any] = {"chunk_size": BATCH, "max_retries": 6, "initial_backoff": 0.5, "max_backoff": 30}
PROMPT = 10  # seconds: a cluster that takes longer to say a word is away
SWAPPING, MERGING = 60, 600  # seconds for a word to all nodes, and for putting an index in one piece
LINGERS = 2  # seconds: questions under way may still read the index that was replaced
Tick = Callable[[int], object]
__all__ = ["Busy", "drifted", "due", "follow", "owed", "publish", "published", "repair", "wait"]


def wait(ids: Iterable[int], token: int) -> None:
    """In the transaction that wrote their rows: the cluster has to be told of these."""
    if cluster.configured():
        rows = [Waiting(service_id=pk, token=token) for pk in ids]
        Waiting.objects.bulk_create(
            rows, batch_size=MANY, update_conflicts=True, unique_fields=["service_id"], update_fields=["token"]
        )


def due() -> bool:
    """Does somebody wait, or has a new index been begun that never took its place?"""
    return Waiting.objects.exists() or owed()


def owed() -> bool:
    return State.objects.filter(pk=1, index_owed=True).exists()


def follow() -> int:
    """Tell the cluster of those who wait; returns how many. Raises `cluster.FAULTS`, and then nothing is lost.

    While a new index is owed they wait on: told to the old one, they would be missing in the new. The order matters:
    a rebuild that begins after the second line reads what was written before the first.
    """
    waiting = dict(Waiting.objects.order_by("service_id").values_list("service_id", "token")[:MANY])
    if owed():
        return 0
    if waiting:
        _write(list(_changes(waiting)), index=cluster.ALIAS, require_alias=True)
        with connection.cursor() as cursor:
            told = "DELETE FROM search_waiting WHERE service_id = %s AND token = %s"  # unless written again meanwhile
            cursor.executemany(told, list(waiting.items()))
    return len(waiting)


def _changes(ids: Iterable[int]) -> Iterator[Document]:
    by_chunk: dict[int, list[int]] = defaultdict(list)
    for pk in ids:
        by_chunk[pk // Bits.SPAN].append(pk)
    for chunk, members in by_chunk.items():
        there = {found["id"]: found for found in documents(chunk, members)}
        for pk in members:
            yield {"_id": pk, "_source": there[pk]} if pk in there else {"_id": pk, "_op_type": "delete"}


def _write(actions: list[Document], **where: Any) -> None:
    """Waits and tries again when the cluster says it has too much to do."""
    told, client = 0, cluster.writing()
    with understood():
        for ok, what in cluster.streaming_bulk(client, actions, raise_on_error=False, **BULK, **where):
            operation, result = next(iter(what.items()))
            if not ok and not (operation == "delete" and result.get("status") == 404):
                raise cluster.Unwell(f"a document was refused ({result.get('status')})")
            told += 1
    if told != len(actions):
        raise cluster.Unwell(f"it took {told} documents of {len(actions)}")


# All of it -----------------------------------------------------------------------------------------------------------


def published() -> bool:
    return cluster.has_our_index(_prompt())


def _prompt() -> Any:
    return cluster.writing().options(request_timeout=PROMPT, max_retries=0)


def publish(tick: Tick = lambda count: None) -> int:
    """A new index, filled beside the one that answers, then put in its place. Returns how many documents it has.

    Until one has taken its place it is owed: the worker tries again, whoever began.
    """
    client = cluster.writing()
    with Lease(f"{cluster.ALIAS}-{timezone.now():%Y%m%d%H%M%S}-{secrets.token_hex(2)}") as lease:
        published()  # does it answer at all?
        _sweep(lease)
        try:
            aliases: Document = {lease.filling: {}}
            lease.ask(client.indices.create, index=lease.name, settings=LOADING, mappings=MAPPING, aliases=aliases)
            told = _fill(lease, tick)
            _serve(lease)
        except BaseException:
            with suppress(*cluster.FAULTS):  # or the next rebuild sweeps it away
                _remove(lease.name, _prompt())
            raise
        replaced = _swap(lease)
        lease.settle()
    time.sleep(LINGERS)
    for old in replaced:
        _remove(old, client)
    return told


def _sweep(lease: Lease) -> None:
    """An index that does not answer belongs to a rebuild that was killed, or lost its lease to us."""
    found = lease.ask(cluster.writing().indices.get, index=f"{cluster.ALIAS}-*", features="aliases")
    with understood():
        left = [name for name, what in found.items() if cluster.ALIAS not in what["aliases"]]
    for name in left:
        lease.ask(_remove, name=name, client=cluster.writing())


def _remove(name: str, client: Any) -> None:
    client.options(ignore_status=404).indices.delete(index=name)


def _fill(lease: Lease, tick: Tick) -> int:
    """Documents are made ready while the cluster takes those before; it sets the pace."""
    told, under_way = 0, deque[Future[None]]()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for batch in _batches():
            under_way.append(threads.submit(_write, batch, index=lease.filling, require_alias=True))
            while len(under_way) > AT_ONCE:
                lease.wait_for(under_way.popleft())
            told += len(batch)
            lease.renew()
            tick(told)
        for each in under_way:
            lease.wait_for(each)
    return told


def _batches() -> Iterator[list[Document]]:
    for chunk in chunks():
        found = documents(chunk)
        while batch := [{"_id": one["id"], "_source": one} for one in islice(found, BATCH)]:
            yield batch


def _serve(lease: Lease) -> None:
    """As it should be to be asked."""
    client, name = cluster.writing(), lease.name
    lease.ask(client.indices.put_settings, index=name, settings={**SERVING, "number_of_replicas": None})
    with suppress(*cluster.FAULTS):  # one of several pieces answers too, and goes on merging by itself
        patient = client.options(request_timeout=MERGING, max_retries=0)
        lease.ask(patient.indices.forcemerge, index=name, max_num_segments=1)
    lease.ask(client.indices.refresh, index=name)
    lease.ask(client.cluster.health, index=name, wait_for_status="yellow", timeout="60s")


def _swap(lease: Lease) -> list[str]:
    """All at once; returns who answered before. Refused by the cluster when another rebuild has swept ours away.

    Asked once: one that is repeated would fail where it was heard the first time.
    """
    client = cluster.writing().options(request_timeout=SWAPPING, max_retries=0)
    before = lease.ask(client.options(ignore_status=404).indices.get_alias, name=cluster.ALIAS)
    with understood():
        replaced = [old for old in before if old.startswith(cluster.ALIAS)]
    actions: list[Document] = [{"add": {"index": lease.name, "alias": cluster.ALIAS}}]
    actions += [{"remove": {"index": old, "alias": cluster.ALIAS}} for old in replaced]
    actions += [{"remove": {"index": lease.name, "alias": lease.filling}}]
    lease.renew()
    lease.ask(client.indices.update_aliases, actions=actions)
    return replaced


def chunks() -> range:
    return range((Row.objects.aggregate(last=Max("pk"))["last"] or 0) // Bits.SPAN + 1)


# What has drifted ----------------------------------------------------------------------------------------------------


def drifted() -> list[int]:
    """Services of which the cluster says something else than the database, or that only one of them knows."""
    client = cluster.writing()
    client.indices.refresh(index=cluster.ALIAS)
    last = client.search(index=cluster.ALIAS, size=0, aggs={"last": {"max": {"field": "id"}}})
    with understood():
        highest = int(last["aggregations"]["last"]["value"] or 0)
    waiting = set(Waiting.objects.values_list("pk", flat=True))
    found: list[int] = []
    for chunk in range(max(chunks().stop, highest // Bits.SPAN + 1)):
        ours = {one["id"]: one["content"] for one in documents(chunk)}
        theirs = _contents(chunk)
        found += [pk for pk in sorted({*ours, *theirs} - waiting) if ours.get(pk) != theirs.get(pk)]
    return found


def repair(ids: Iterable[int]) -> None:
    """Tell the cluster of these again, and of all who wait."""
    wait(ids, secrets.randbits(62) + 1)
    while follow():
        pass


def _contents(chunk: int) -> dict[int, str]:
    reply = cluster.writing().search(
        index=cluster.ALIAS,
        size=Bits.SPAN,
        query={"range": {"id": {"gte": chunk * Bits.SPAN, "lt": (chunk + 1) * Bits.SPAN}}},
        docvalue_fields=[{"field": "id"}, {"field": "content"}],
        stored_fields="_none_",
    )
    with understood():
        fields = [hit["fields"] for hit in reply["hits"]["hits"]]
        return {int(one["id"][0]): str(one.get("content", [""])[0]) for one in fields}
