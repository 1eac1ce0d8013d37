"""An answer from the database alone: bitmaps filter and count, rows order what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from search.engines import bitmaps
from search.engines.asking import Asking, Found
from search.engines.bitmaps import member_of, members
from search.engines.nearest import nearest
from search.engines.opening import Opening, openings
from search.engines.reasons import telling, told, why
from search.engines.sql import Dialect
from search.question import FACETS, Answer, Hit, Question, lists
from search.question.conditions import (
    PRIME,
    SHUFFLES,
    Is,
    Not,
    order,
    shuffled,
)

READ, PASSED = 7, 0.15  # microseconds: to read a row by its id, to walk past a service in the order of all
Counts = dict[str, dict[str, int]]
Part = tuple[list[int], int, int | None]  # ids to be put in order, and what of them is on the page
Test = Callable[[Found], bool]


class Database:
    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def answer(self, q: Question, page: int = 1, size: int = 20, counts: bool = True) -> Answer:
        asking = self.asking(q)
        hits = asking.without()
        total = hits.bit_count()
        start = (max(page, 1) - 1) * size
        return Answer(
            q,
            total,
            max(page, 1),
            size,
            hits=self.hits(asking, self.page(asking, hits, start, start + size)) if total else [],
            facets=self.counts(asking) if counts else {},
            unknown_hours=self.unknown_hours(asking) if q.open_now else None,
            requests=bool(asking.holds(Is("accepts_requests"))),
            nearest=nearest(self.asking(q, few=0)) if total == 0 else None,
        )

    def asking(self, q: Question, **options: Any) -> Asking:
        now = lists.stamp()
        return Asking(q, lists.current(now), bitmaps.current(now[0]), self.dialect, **options)

    # Counts ----------------------------------------------------------------------------------------------------------

    @staticmethod
    def counts(asking: Asking) -> Counts:
        everything = asking.without()
        codes = asking.columns.codes | bitmaps.by_facet(asking.given.items())
        found: Counts = {}
        for facet in FACETS:
            base = asking.without(facet) if facet in asking.filters else everything
            pairs = _together(asking, codes.get(facet, [])) if facet == "language" else codes.get(facet, [])
            found[facet] = {code: both.bit_count() for code, bits in pairs if (both := base & bits)} if base else {}
        return found

    @staticmethod
    def unknown_hours(asking: Asking) -> int:
        """How many would be hits if they said when they are open."""
        known = asking.question.but(open_now=False)
        wider = Asking(known, asking.lists, asking.columns, asking.dialect)
        return (wider.without() & asking.holds(Not(Is("hours_known")))).bit_count()

    # Hits ------------------------------------------------------------------------------------------------------------

    def page(self, asking: Asking, hits: int, start: int, stop: int) -> list[Found]:
        """Sets of equals are skipped whole until the page begins; those on it are put in order one by one."""
        if asking.rows is None:
            asking.look_at(hits)
        ladders, column = order(asking.question, asking.lists)
        parts = [
            self.part(asking, equals, column, first, last)
            for equals, first, last in _overlapping(asking.ranked(hits, ladders), start, stop)
        ]
        rows = asking.rows if asking.rows is not None else asking.read([pk for ids, *_ in parts for pk in ids])
        found: list[Found] = []
        for ids, first, last in parts:
            among = (rows[pk] for pk in ids if pk in rows)
            found += sorted(among, key=lambda row: _place(row, column, asking.question.today))[first:last]
        return found

    def part(self, asking: Asking, equals: int, column: str, first: int, last: int) -> Part:
        """The ids to be ordered. Of many equals only those on the page, taken from the order of all services."""
        if asking.rows is not None or column == "distance" or not _walked(equals, asking.listed, last):
            return members(equals), first, last
        return list(islice(filter(member_of(equals), self.everyone(asking, column)), first, last)), 0, None

    def everyone(self, asking: Asking, column: str) -> list[int]:
        """All services in this order: asked once for each generation, and each day for the turns that equals take."""
        day = asking.question.today % len(SHUFFLES)
        turn = self.dialect.shuffled(SHUFFLES[day], PRIME)
        way = f"{column} DESC" if column == "confirmed_on" else column
        statement = self.dialect.ordered(way, turn)
        ids: list[int] = asking.columns.keep(
            ("order", column, day), lambda: [row[0] for row in self.dialect.rows(statement)]
        )
        return ids

    @staticmethod
    def hits(asking: Asking, rows: list[Found]) -> list[Hit]:
        q = asking.question
        open_until = openings([row.id for row in rows], q.now) if q.open_now else {}
        tests = {name: member_of(asking.holds(told)) for name, told in telling(q, asking.lists).items()}
        return [_hit(asking, row, tests, open_until.get(row.id, ("", None))) for row in rows]


def _hit(asking: Asking, row: Found, tests: dict[str, Callable[[int], bool]], opening: Opening) -> Hit:
    reasons = why(asking.question, asking.filters, lambda name: tests[name](row.id))
    return told(row.id, row.squared, bool(row.columns["approximate"]), reasons, opening)


def _walked(equals: int, everyone: int, last: int) -> bool:
    """Is it cheaper to walk through everyone until `last` of these were met than to read all of these?"""
    size = equals.bit_count()
    return min(1, last / size) * everyone.bit_count() * PASSED < size * READ


def _overlapping(sets: Iterable[int], start: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """The sets on the page, each with where the page begins and ends in it."""
    passed = 0
    for equals in sets:
        size = equals.bit_count()
        if passed + size > start:
            yield equals, max(start - passed, 0), stop - passed
        passed += size
        if passed >= stop:
            return


def _place(row: Found, column: str, day: int) -> tuple[Any, int, int]:
    """Where the row stands among its equals."""
    first: Any = 0
    if column == "distance":
        first = 9.0 if row.squared is None else row.squared
    elif column == "confirmed_on":
        first = -row.columns[column]
    elif column:
        first = row.columns[column]
    return first, shuffled(row.columns["shuffle"], day), row.id


def _together(asking: Asking, pairs: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """A language counts those that it also finds."""
    of = dict(pairs)
    also = asking.lists.also
    for code in {*of, *(code for code, others in also.items() if any(other in of for other in others))}:
        for other in also.get(code, ()):
            of[code] = of.get(code, 0) | of.get(other, 0)
    return list(of.items())
