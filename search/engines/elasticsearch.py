"""An answer from a cluster: one `_msearch`, of one request for the page, one that counts, one for each facet chosen.

Rank, filters and facets are those of `search.question.conditions`; ids come back, rows come from the database.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from search.engines import cluster
from search.engines.dsl import DATED, Language, Query, dated, every
from search.engines.nearest import nearest
from search.engines.opening import openings
from search.engines.reasons import telling, told, why
from search.engines.sql import Dialect
from search.models import PlaceKind
from search.question import FACETS, Answer, Hit, Question, lists
from search.question.conditions import SHUFFLES, Condition, Is, Ladder, Not, filters, order, weights
from search.question.lists import Lists
from search.question.points import on_sphere

VALUES = 1000  # of one facet: more than there will ever be, or the smallest counts would be missing
IDS_ONLY: Query = {"stored_fields": "_none_", "track_total_hits": False}
HOW_MANY: Query = {"size": 0, "track_total_hits": True}
Replies = Iterator[dict[str, Any]]


@dataclass
class Asking:
    """One question in the words of the cluster."""

    question: Question
    lists: Lists = field(default_factory=lists.current)
    until: float = field(default_factory=lambda: time.monotonic() + cluster.BUDGET)

    @cached_property
    def says(self) -> Language:
        return Language(self.question.text.groups, self.question.point, self.question.today)

    @cached_property
    def filters(self) -> dict[str, Condition]:
        return filters(self.question, self.lists)

    def met(self, conditions: Iterable[Condition], **more: Any) -> Query:
        return every([self.says.listed, *map(self.says.say, conditions)], **more)

    def without(self, *left_out: str) -> Query:
        return self.met(condition for name, condition in self.filters.items() if name not in left_out)

    def total(self, conditions: Iterable[Condition]) -> int:
        (reply,) = ask([{"query": self.met(conditions), **HOW_MANY}], until=self.until)
        return int(reply["hits"]["total"]["value"])

    def again(self, question: Question) -> Asking:
        return Asking(question, self.lists, self.until)

    # What is asked ---------------------------------------------------------------------------------------------------

    def page(self, start: int, size: int, after: Sequence[Any]) -> Query:
        """How many there are is asked apart: without counting, whoever cannot come onto the page is skipped."""
        ladders, column = order(self.question, self.lists)
        told = [
            every([self.says.say(condition)], _name=name)
            for name, condition in telling(self.question, self.lists).items()
        ]
        steps = [] if column else self.ranked(ladders)
        query = self.met(self.filters.values(), should=[*told, *steps], minimum_should_match=0)
        body = {"query": query, "size": size, "sort": self.sorted(column), **IDS_ONLY}
        return body | ({"search_after": list(after)} if after else {"from": start})

    def ranked(self, ladders: list[Ladder]) -> list[Query]:
        """The score is the sum of the steps reached on each ladder, times its weight. Filters score nothing."""
        return [
            {"constant_score": {"filter": self.says.say(condition), "boost": weight}}
            for weight, ladder in weights(ladders)
            for condition in ladder
        ]

    def sorted(self, column: str) -> list[Query]:
        first: Query = {"_score": "desc"}
        if column == "distance":
            first = {"_geo_distance": {"point": self.says.here, "order": "asc", "unit": "m"}}
        elif column:
            first = {column: "desc" if column == "confirmed_on" else "asc"}
        turn = f"shuffle_{self.question.today % len(SHUFFLES)}"
        return [first, {turn: "asc"}, {"id": "asc"}]

    def counting(self, facets: Collection[str]) -> Query:
        """What to count of these facets: values; by the day for what is dated; a language with those it also finds."""
        found: Query = {facet: {"terms": {"field": facet, "size": VALUES}} for facet in facets if facet not in DATED}
        for facet in DATED:
            if facet in facets:
                codes = sorted(code for of, code in self.lists.exist if of == facet)
                found[facet] = {"filters": {"filters": {code: self._on_the_day(facet, code) for code in codes}}}
        if "language" in facets and any(self.lists.also.values()):
            also = {code: others for code, others in self.lists.also.items() if others}
            either = {code: {"terms": {"language": [code, *others]}} for code, others in also.items()}
            found["also"] = {"filters": {"filters": either}}
        return {"aggs": found} if found else {}

    def _on_the_day(self, facet: str, code: str) -> Query:
        return {"term": {"dated": dated(f"{facet}:{code}", self.question.today)}}

    def all(self, facets: Collection[str]) -> Query:
        """How many there are, and what they have."""
        return {"query": self.met(self.filters.values()), **HOW_MANY} | self.counting(facets)

    def unknown_hours(self) -> Query:
        """Who would be a hit, had they said when they are open."""
        others = [condition for name, condition in self.filters.items() if name != "open_now"]
        return {"query": self.met([*others, Not(Is("hours_known"))]), **HOW_MANY}

    def requests(self) -> Query:
        return {"query": self.met([Is("accepts_requests")]), "terminate_after": 1, **HOW_MANY}


class Elastic:
    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def answer(
        self, q: Question, page: int = 1, size: int = 20, counts: bool = True, after: tuple[Any, ...] = ()
    ) -> Answer:
        """Raises one of `cluster.FAULTS` when the cluster does not answer well."""
        asking, page = Asking(q), max(page, 1)
        chosen = [facet for facet in FACETS if facet in asking.filters] if counts else []
        open_facets = [facet for facet in FACETS if facet not in chosen] if counts else []
        searches = [asking.page((page - 1) * size, size, after), asking.all(open_facets), asking.requests()]
        searches += [{"size": 0, "query": asking.without(facet)} | asking.counting([facet]) for facet in chosen]
        if q.open_now:
            searches.append(asking.unknown_hours())
        started = time.monotonic()
        first, everyone, some, *rest = ask(searches, keep=_may_be_kept(q), until=asking.until)
        waited = time.monotonic() - started
        total = int(everyone["hits"]["total"]["value"])
        return Answer(
            q,
            total,
            page,
            size,
            hits=self.hits(asking, first["hits"]["hits"]),
            facets=_facets([everyone, *rest[: len(chosen)]], asking.lists) if counts else {},
            unknown_hours=int(rest[-1]["hits"]["total"]["value"]) if q.open_now else None,
            requests=bool(some["hits"]["total"]["value"]),
            nearest=nearest(asking) if total == 0 else None,
            after=tuple(first["hits"]["hits"][-1]["sort"]) if first["hits"]["hits"] else (),
            waited=waited,
        )

    def hits(self, asking: Asking, found: list[dict[str, Any]]) -> list[Hit]:
        q, ids = asking.question, [int(hit["sort"][-1]) for hit in found]
        places = self.places(q, ids)
        opening = openings(ids, q.now) if q.open_now else {}
        hits = []
        for pk, hit in zip(ids, found, strict=True):
            met = set(hit.get("matched_queries", ()))
            reasons = why(q, asking.filters, met.__contains__)
            hits.append(told(pk, *places.get(pk, (None, False)), reasons, opening.get(pk, ("", None))))
        return hits

    def places(self, q: Question, ids: list[int]) -> dict[int, tuple[float | None, bool]]:
        """The squared chord to the question's point, and whether it is measured from a centre."""
        if not q.point or not ids:
            return {}
        a, b, c = on_sphere(q.point)
        rows = self.dialect.rows(self.dialect.among("service_id, x, y, z, approximate", ids))
        return {
            pk: (None if x is None else (a - x) * (a - x) + (b - y) * (b - y) + (c - z) * (c - z), bool(about))
            for pk, x, y, z, about in rows
        }


def ask(searches: list[Query], *, until: float, keep: bool = False) -> list[dict[str, Any]]:
    """The replies, whole or not at all."""
    replies = cluster.search(_lines(searches, keep), until=until)
    if any(isinstance(reply, dict) and reply.get("status") == cluster.Misasked.status_code for reply in replies):
        raise cluster.Misasked("a question makes no sense to it")
    if len(replies) != len(searches) or not all(map(_whole, searches, replies)):
        raise cluster.Unwell("a part of the answer is missing")
    return replies


def rehearse() -> None:
    """Ask how many there are of everything, everywhere: the cluster remembers it until its index changes.

    Everybody asks this first, and counting a million takes a second. Raises one of `cluster.FAULTS`.
    """
    asking = Asking(Question())
    cluster.writing().msearch(index=cluster.ALIAS, searches=_lines([asking.all(FACETS), asking.requests()], keep=True))


def _lines(searches: list[Query], keep: bool) -> list[Query]:
    header: Query = {"request_cache": True} if keep else {}
    return [part for search in searches for part in (header, search)]


def _whole(search: Query, reply: Any) -> bool:
    """Has it everything that will be read, of the kind it should be?"""
    try:
        if reply.get("error") or reply["timed_out"] or reply["_shards"]["failed"]:
            return False
        hits, counts = reply["hits"]["hits"], search.get("track_total_hits", True)
        total = reply["hits"]["total"]["value"] if counts else 0
        counted = reply.get("aggregations", {})
        return (
            all(type(number) is int for number in (total, *(hit["sort"][-1] for hit in hits), *_counts(counted)))
            and all(isinstance(hit.get("matched_queries", []), list) for hit in hits)
            and search.get("aggs", {}).keys() <= counted.keys()
        )
    except (AttributeError, IndexError, KeyError, TypeError):
        return False


def _counts(aggregations: dict[str, Any]) -> Iterator[Any]:
    for counted in aggregations.values():
        yield from (one["doc_count"] for _code, one in _pairs(counted["buckets"]))


def _pairs(buckets: Any) -> Iterable[tuple[str, Any]]:
    return buckets.items() if isinstance(buckets, dict) else [(one["key"], one) for one in buckets]


def _may_be_kept(q: Question) -> bool:
    """It may remember the reply until its index changes, unless it tells where somebody is or what she said."""
    somewhere = q.place is not None and q.place.kind == PlaceKind.POINT
    return not (q.words or somewhere or q.sensitive)


def _facets(replies: Iterable[dict[str, Any]], known: Lists) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    also: dict[str, int] = {}
    for reply in replies:
        for name, counted in reply.get("aggregations", {}).items():
            counts = {code: int(one["doc_count"]) for code, one in _pairs(counted["buckets"]) if one["doc_count"]}
            if name == "also":
                also = counts
            else:
                found[name] = counts
    found["language"] |= also
    return found
