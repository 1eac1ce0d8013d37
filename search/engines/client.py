"""How the cluster is reached, for questions (briefly) and for writing (patiently).

All that is imported of its library stands here; `search.engines.cluster` imports this module when there is a cluster.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from functools import cache
from typing import Any

from django.conf import settings
from elastic_transport import ApiResponseMeta, SerializationError, TlsError, TransportError
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.exceptions import UnsupportedProductError
from elasticsearch.helpers import streaming_bulk
from elasticsearch.serializer import OrjsonSerializer

from search.engines import cluster

__all__ = ["FAULTS", "asking", "explained", "forget", "has_our_index", "search", "streaming_bulk", "writing"]
PATIENT = 120  # seconds for a bulk request or a swap
AT_ONCE = 8  # questions under way in one process
FAULTS = (ApiError, TransportError, UnsupportedProductError, SerializationError, cluster.Unwell)


@cache
def asking() -> Elasticsearch:
    """For questions: one try, at one node; a node that failed is left out for some seconds."""
    return _client(request_timeout=cluster.BUDGET, max_retries=0, retry_on_timeout=False, max_dead_node_backoff=10)


@cache
def writing() -> Elasticsearch:
    return _client(request_timeout=PATIENT, max_retries=3, retry_on_timeout=True)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, "cluster")


def search(searches: list[dict[str, Any]], *, until: float) -> list[dict[str, Any]]:
    """The replies to one `_msearch`. A time limit of the network is one of each packet: this one is of the whole."""
    asked = _threads().submit(lambda: asking().msearch(index=cluster.ALIAS, searches=searches).body)
    try:
        return list(asked.result(timeout=max(until - time.monotonic(), 0.01))["responses"])
    except TooLate:
        asked.cancel()
        raise cluster.Unwell("too late") from None
    except (KeyError, TypeError, ValueError) as nonsense:
        raise cluster.Unwell(type(nonsense).__name__) from nonsense


def has_our_index(client: Elasticsearch) -> bool:
    """A cluster says 404 where there is none, and so does any other web server."""
    reply = client.indices.exists_alias(name=cluster.ALIAS)
    if not _is_elasticsearch(reply.meta):
        raise UnsupportedProductError("another product", meta=reply.meta, body=None)
    return bool(reply)


def forget() -> None:
    """Settings have changed."""
    asking.cache_clear()
    writing.cache_clear()


def _client(**options: Any) -> Elasticsearch:
    return Elasticsearch(**settings.ELASTICSEARCH, **options, serializer=OrjsonSerializer(), connections_per_node=10)


def _is_elasticsearch(meta: ApiResponseMeta) -> bool:
    return meta.headers.get("x-elastic-product") == "Elasticsearch"


def explained(fault: Exception) -> str:
    """One sentence for the operator: what was seen, and which variable to look at."""
    seen = " ".join(str(_innermost(fault)).split())[:300]
    if isinstance(fault, ApiError):
        return _refused(fault, seen)
    if isinstance(fault, cluster.Unwell):
        return f"The cluster does not answer as it should: {seen}. Look at ELASTICSEARCH_URL and the cluster's log."
    if "WRONG_VERSION_NUMBER" in seen or "HTTP_REQUEST" in seen:
        return "No TLS is spoken at ELASTICSEARCH_URL: look at the port, or begin the address with http://."
    if isinstance(fault, TlsError):
        look = "Look at ELASTICSEARCH_CA, when it expires, and whether it names the host of ELASTICSEARCH_URL."
        return f"The cluster's certificate is not trusted: {seen}. {look}"
    return f"The cluster cannot be reached: {seen}. Look at ELASTICSEARCH_URL, and whether it runs."


def _innermost(fault: Exception) -> Exception:
    """The library repeats in each error, in brackets, the one that it came from."""
    while errors := getattr(fault, "errors", ()):
        fault = errors[0]
    while isinstance(cause := fault.__cause__ or getattr(fault, "reason", None), Exception):
        fault = cause
    return fault


def _refused(fault: ApiError, seen: str) -> str:
    if fault.status_code in {401, 403}:
        return f"The cluster refuses us ({fault.status_code}): look at ELASTICSEARCH_API_KEY and what it may do."
    another = fault.status_code in {404, 405, 501} and not _is_elasticsearch(fault.meta)
    if another or isinstance(fault, UnsupportedProductError):
        return "What answers at ELASTICSEARCH_URL is no Elasticsearch: look at the address and the port."
    return f"The cluster answered {fault.status_code}: {seen}. Look at ELASTICSEARCH_URL and the cluster's log."
