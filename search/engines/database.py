"""An answer from the database alone: bitmaps filter and count, rows order what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from search.engines import bitmaps
from search.engines.asking import Asking, Found
from search.engines.bitmaps import member_of, members
from search.engines.nearest import nearest
from search.engines.opening import opening
from search.engines.sql import Dialect
from search.question import FACETS, Answer, Hit, Question, lists
from search.question.conditions import PRIME, SHUFFLES, Is, Not, Of, order, room, said, shuffled
from search.question.points import metres

Counts = dict[str, dict[str, int]]


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
            hits=[self.hit(asking, row) for row in self.page(asking, hits, start, start + size)],
            facets=self.counts(asking) if counts else {},
            unknown_hours=self.unknown_hours(asking) if q.open_now else None,
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
        found: list[int] = []
        passed = 0
        for equals in asking.ranked(hits, ladders) if stop > start else ():
            size = equals.bit_count()
            if passed + size > start:
                found += self.in_order(asking, equals, column, max(start - passed, 0), stop - passed)
            passed += size
            if passed >= stop:
                break
        rows = asking.rows if asking.rows is not None else asking.read(found)
        return [rows[pk] for pk in found if pk in rows]

    def in_order(self, asking: Asking, equals: int, column: str, start: int, stop: int) -> list[int]:
        day = asking.question.today
        if asking.few and asking.rows is None and equals.bit_count() > asking.few and column != "distance":
            contains = member_of(equals)
            return list(islice(filter(contains, self.everyone(asking, column)), start, stop))
        rows = asking.rows if asking.rows is not None else asking.read(members(equals))
        among = (rows[pk] for pk in members(equals) if pk in rows)
        return [row.id for row in sorted(among, key=lambda row: _place(row, column, day))[start:stop]]

    def everyone(self, asking: Asking, column: str) -> list[int]:
        """All services in this order: asked once for each generation, and each day for the turns that equals take."""
        day = asking.question.today % len(SHUFFLES)
        turn = self.dialect.shuffled(SHUFFLES[day], PRIME)
        way = f"{column} DESC" if column == "confirmed_on" else column
        statement = self.dialect.ordered(way, turn)
        ids: list[int] = asking.columns.keep(("order", column, day), lambda: self.dialect.ids(statement))
        return ids

    def hit(self, asking: Asking, row: Found) -> Hit:
        q = asking.question
        distance = round(metres(row.squared)) if row.squared is not None else None
        kind, until = opening(row.id, q.now) if q.open_now else ("", None)
        why = tuple(reasons(asking, row))
        return Hit(row.id, distance, bool(row.columns["approximate"]) and distance is not None, why, kind, until)


def reasons(asking: Asking, row: Found) -> Iterator[str]:
    """Why this one, in codes: how the words and the place were met, then what was asked."""
    q = asking.question
    if q.text.groups:
        tiers = ((where, said(q, where, asking.lists)) for where in ("name", "kind"))
        yield next((where for where, tier in tiers if _is_in(asking.holds(tier), row.id)), "text")
    if "radius" in asking.filters and q.radius:
        near = row.squared is not None and metres(row.squared) <= q.radius * 1000
        yield "near" if near and _is_in(asking.holds(Is("on_site")), row.id) else "covers"
    yield from (facet for facet in FACETS if facet in asking.filters)
    if q.has_room and _is_in(asking.holds(room(q)), row.id):
        yield "room"
    if q.open_now:
        yield "open"
    if q.partners and _is_in(asking.holds(Of(q.partners)), row.id):
        yield "partner"


def _is_in(bits: int, pk: int) -> bool:
    return bool(bits >> pk & 1)


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
