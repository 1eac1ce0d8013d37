"""What the cluster holds: told of each change from a list of who waits, made anew beside the old index, compared."""

from __future__ import annotations

import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from search.engines import cluster
from search.index.documents import MAPPING, Document, documents
from search.index.replies import understood
from search.models import Bits, Row, State, Waiting

MANY = 2000  # of who waits, told at once
LOADING = {"number_of_replicas": 0, "refresh_interval": "-1"}
SERVING = {"auto_expand_replicas": "0-1", "refresh_interval": "1s"}
BATCH, AT_ONCE = 1000, 2  # documents in a request; requests under way
BULK: dict[str, Any] = {"chunk_size": BATCH, "max_retries": 6, "initial_backoff": 0.5, "max_backoff": 30}
ALIVE = timedelta(minutes=2)  # a rebuild that has not said so for so long was killed
PROMPT = 10  # seconds: a cluster that takes longer to say a word is away
LINGERS = 2  # seconds: questions under way may still read the index that was replaced
Tick = Callable[[int], object]


class Busy(Exception):
    """Another rebuild is under way."""


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
    """Tell the cluster of those who wait; returns how many. Raises `cluster.FAULTS`, and then nothing is lost."""
    if State.objects.filter(pk=1, publishing_until__gt=timezone.now()).exists():
        return 0  # they are told when the new index is in place
    waiting = dict(Waiting.objects.order_by("service_id").values_list("service_id", "token")[:MANY])
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
    return cluster.has_our_index(cluster.writing())


def publish(tick: Tick = lambda count: None) -> int:
    """A new index, filled beside the one that answers, then put in its place. Returns how many documents it has.

    Until one has taken its place it is owed: the worker tries again, whoever began.
    """
    client, name = cluster.writing(), f"{cluster.ALIAS}-{timezone.now():%Y%m%d%H%M%S}-{secrets.token_hex(2)}"
    _begin()
    try:
        cluster.has_our_index(client.options(request_timeout=PROMPT, max_retries=0))  # does it answer at all?
        client.indices.create(index=name, settings=LOADING, mappings=MAPPING)
        try:
            told = _fill(name, tick)
            _serve(name)
            State.objects.filter(pk=1).update(index_owed=False)
        except BaseException:
            client.options(ignore_status=404).indices.delete(index=name)
            raise
    finally:
        State.objects.filter(pk=1).update(publishing_until=None)
    time.sleep(LINGERS)
    with understood():
        there = list(client.indices.get(index=f"{cluster.ALIAS}-*", features="aliases"))
    for old in there:
        if old != name:
            client.options(ignore_status=404).indices.delete(index=old)
    return told


def _begin() -> None:
    with transaction.atomic():
        now = timezone.now()
        free = State.objects.filter(pk=1).exclude(publishing_until__gt=now)
        if not free.update(publishing_until=now + ALIVE, index_owed=True):
            raise Busy


def _fill(name: str, tick: Tick) -> int:
    """Documents are made ready while the cluster takes those before; it sets the pace."""
    told, under_way = 0, deque[Future[None]]()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for batch in _batches():
            under_way.append(threads.submit(_write, batch, index=name))
            while len(under_way) > AT_ONCE:
                under_way.popleft().result()
            told += len(batch)
            State.objects.filter(pk=1).update(publishing_until=timezone.now() + ALIVE)
            tick(told)
        for each in under_way:
            each.result()
    return told


def _batches() -> Iterator[list[Document]]:
    for chunk in chunks():
        found = documents(chunk)
        while batch := [{"_id": one["id"], "_source": one} for one in islice(found, BATCH)]:
            yield batch


def _serve(name: str) -> None:
    client = cluster.writing()
    client.indices.put_settings(index=name, settings={**SERVING, "number_of_replicas": None})
    client.indices.forcemerge(index=name, max_num_segments=1)
    client.indices.refresh(index=name)
    client.cluster.health(index=name, wait_for_status="yellow", timeout="60s")
    actions: list[Document] = [{"add": {"index": name, "alias": cluster.ALIAS}}]
    before = client.options(ignore_status=404).indices.get_alias(name=cluster.ALIAS)
    with understood():
        olds = [old for old in before if old.startswith(cluster.ALIAS)]
    actions += [{"remove": {"index": old, "alias": cluster.ALIAS}} for old in olds]
    client.indices.update_aliases(actions=actions)


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
