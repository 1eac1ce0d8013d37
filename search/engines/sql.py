"""The conditions that compare, in SQL. SQLite and PostgreSQL share it; they differ in text and in lists of ids.

Numbers of ours are written in, whatever people typed is bound.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from search.question.conditions import AtLeast, Condition, Of, Open, Within
from search.question.points import chord, on_sphere
from search.question.terms import Group, Phrase, Term

Statement = tuple[str, list[Any]]
COLUMNS = "service_id, organisation_id, x, y, z, approximate, confirmed_on, room_said_on, answers, shuffle"
NAMES = ("name_fr", "name_nl", "name_en")
DAY = 1440

OPEN = """
    SELECT service_id FROM search_hours WHERE weekday = %s AND opens <= %s AND closes > %s
        AND service_id NOT IN (SELECT service_id FROM search_exceptional WHERE starts_on <= %s AND ends_on >= %s)
    UNION SELECT service_id FROM search_exceptional
        WHERE starts_on <= %s AND ends_on >= %s AND opens <= %s AND closes > %s"""


class Dialect:
    """SQLite's; another overrides `ids`, `says`, `among` and `given`."""

    def ids(self, statement: Statement) -> list[int]:
        """As one JSON array: half the time of as many rows."""
        sql, bound = statement
        array = f"SELECT json_group_array(service_id) FROM ({sql})"  # noqa: S608  a statement of ours
        found: list[int] = json.loads(self.rows((array, bound))[0][0])
        return found

    @staticmethod
    def rows(statement: Statement) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(*statement)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def says(self, group: Group, tier: str) -> Statement:
        """FTS5: each token a quoted string, since a bare word could be one of its operators."""
        query = " OR ".join(_phrase(phrase, tier) for phrase in group)
        return "SELECT rowid AS service_id FROM search_found WHERE search_found MATCH %s", [query]

    def among(self, columns: str, ids: Iterable[int]) -> Statement:
        """The rows of these ids; one statement however many there are, so that it is prepared once."""
        marks = "(SELECT value FROM json_each(%s))"
        return f"SELECT {columns} FROM search_row WHERE service_id IN {marks}", [json.dumps(list(ids))]  # noqa: S608

    def where(self, condition: Condition, point: tuple[float, float] | None) -> Statement:
        """The ids for which it holds."""
        select = "SELECT service_id FROM search_row WHERE"
        match condition:
            case AtLeast(column, value):
                return f"{select} {column} >= %s", [value]
            case Of(organisations):
                return f"{select} organisation_id IN ({', '.join(str(int(pk)) for pk in organisations) or 'NULL'})", []
            case Within(metres) if point:
                return self.within(select, point, metres)
            case Open(day, minute):
                return self.open_at(day, minute)
        raise TypeError(condition)

    @staticmethod
    def within(select: str, point: tuple[float, float], metres: float) -> Statement:
        """A square for the index to find (its width is that of Belgium's latitude), then the squared chord."""
        (lat, lon), high, wide = point, metres / 110_000, metres / 69_000
        squared = " + ".join(f"({axis} - %s) * ({axis} - %s)" for axis in "xyz")
        bound = [lat - high, lat + high, lon - wide, lon + wide]
        bound += [value for axis in on_sphere(point) for value in (axis, axis)]
        box = "lat BETWEEN %s AND %s AND lon BETWEEN %s AND %s"
        return f"{select} {box} AND {squared} <= %s", [*bound, chord(metres)]

    @staticmethod
    def open_at(day: int, minute: int) -> Statement:
        """By what began today, or yesterday and runs past midnight. Ordinals are Mondays when they leave 1 by 7."""
        bound: list[int] = []
        for start, now in ((day, minute), (day - 1, minute + DAY)):
            bound += [(start - 1) % 7, now, now, start, start, start, start, now, now]
        return f"{OPEN} UNION {OPEN}", bound

    def ordered(self, column: str, shuffle: str) -> Statement:
        columns = f"{column}, {shuffle}" if column else shuffle
        return f"SELECT service_id FROM search_row ORDER BY {columns}, service_id", []  # noqa: S608

    @staticmethod
    def shuffled(multiplier: int, prime: int) -> str:
        return f"CAST(shuffle AS bigint) * {multiplier} %% {prime}"  # PostgreSQL multiplies in 32 bits otherwise

    def given(self, day: int) -> dict[str, list[int]]:
        """For each prestation and role, who has it that day."""
        array = "SELECT key, json_group_array(service_id) FROM search_span"
        rows = self.rows((f"{array} WHERE starts <= %s AND ends >= %s GROUP BY key", [day, day]))
        return {key: json.loads(ids) for key, ids in rows}


def _phrase(phrase: Phrase, tier: str) -> str:
    return f"({' AND '.join(_term(term, tier) for term in phrase)})"


def _term(term: Term, tier: str) -> str:
    tokens = [f'"{tier}{form}"' for form in term.forms]
    if term.prefix:
        tokens.append(f'"{tier}{term.prefix}" *')
    return f"({' OR '.join(tokens)})"
