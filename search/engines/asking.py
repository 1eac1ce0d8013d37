"""One question over one generation of the index: which services meet each condition, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import and_, or_
from typing import Any as Anything
from typing import Self

from search.engines.bitmaps import Columns, bitmap, members
from search.engines.sql import COLUMNS, NAMES, Dialect
from search.question import FACETS, PlaceKind, Question
from search.question.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    Has,
    Is,
    Ladder,
    Not,
    Of,
    Says,
    Within,
    filters,
)
from search.question.lists import Lists
from search.question.points import chord, on_sphere

DATED = ("prestation", "role", "state")
FEW = 200  # so many rows are looked at one by one rather than asked of the database condition by condition
ROW = tuple(COLUMNS.split(", ")) + NAMES


@dataclass(frozen=True)
class Found:
    """A row of a candidate, with its squared distance to the question's point."""

    id: int
    columns: dict[str, Anything]
    squared: float | None


@dataclass
class Asking:
    question: Question
    lists: Lists
    columns: Columns
    dialect: Dialect
    few: int = FEW
    rows: dict[int, Found] | None = None  # of a set small enough to be looked at one by one
    known: dict[Condition, int] = field(default_factory=dict)

    @cached_property
    def filters(self) -> dict[str, Condition]:
        return filters(self.question, self.lists)

    @cached_property
    def listed(self) -> int:
        """Without those that have closed since their row was written."""
        found = self.columns.bits.get("is:listed", 0)
        for day, closing in self.columns.codes.get("closes", ()):
            if int(day) <= self.question.today:
                found &= ~closing
        return found

    @cached_property
    def others(self) -> int:
        """What every filter but the facets lets through. Those that compare come last, and ask few rows if they can."""
        rest = [condition for name, condition in self.filters.items() if name not in FACETS]
        rest.sort(key=_compares)
        found = self.listed
        for condition in rest:
            if self.rows is None and _compares(condition):
                self.look_at(found & self._candidates)
            found &= self.holds(condition)
        return found

    @cached_property
    def _candidates(self) -> int:
        """Those that fail one chosen facet at most: no count needs others."""
        chosen = [self.holds(condition) for name, condition in self.filters.items() if name in FACETS]
        all_met = one_missed = self.listed
        for met in chosen:
            one_missed = one_missed & met | all_met
            all_met &= met
        return one_missed

    def without(self, facet: str = "") -> int:
        """The hits, as if this facet had not been chosen."""
        chosen = (self.holds(c) for name, c in self.filters.items() if name in FACETS and name != facet)
        return reduce(and_, chosen, self.others)

    def total(self, conditions: Iterable[Condition]) -> int:
        return reduce(and_, map(self.holds, conditions), self.listed).bit_count()

    def again(self, question: Question) -> Self:
        """Another question over the same generation."""
        return replace(self, question=question, rows=None, known={})

    def look_at(self, candidates: int) -> None:
        """Read the rows of these, if they are few: what compares is then answered from them."""
        if self.few and candidates.bit_count() <= self.few:
            self.rows = self.read(members(candidates))

    def read(self, ids: list[int]) -> dict[int, Found]:
        rows = self.dialect.rows(self.dialect.among(", ".join(ROW), ids)) if ids else []
        return {row[0]: self._found(dict(zip(ROW, row, strict=True))) for row in rows}

    def _found(self, columns: dict[str, Anything]) -> Found:
        squared = None
        if self._sphere and columns["x"] is not None:
            (x, y, z), (a, b, c) = self._sphere, (columns["x"], columns["y"], columns["z"])
            squared = (a - x) * (a - x) + (b - y) * (b - y) + (c - z) * (c - z)
        return Found(columns["service_id"], columns, squared)

    @cached_property
    def _sphere(self) -> tuple[float, float, float] | None:
        return on_sphere(self.question.point) if self.question.point else None

    # Conditions as sets ----------------------------------------------------------------------------------------------

    def holds(self, condition: Condition) -> int:
        if condition not in self.known:
            self.known[condition] = self._holds(condition)
        return self.known[condition]

    def _holds(self, condition: Condition) -> int:
        match condition:
            case All(parts):
                return reduce(and_, map(self.holds, parts), self.listed)
            case Any(parts):
                return reduce(or_, map(self.holds, parts), 0)
            case Not(part):
                return self.listed & ~self.holds(part)
            case Is(name):
                return self.columns.bits.get(f"is:{name}", 0)
            case Has(facet, codes):
                bits = self.given if facet in DATED else self.columns.bits
                return reduce(or_, (bits.get(f"{facet}:{code}", 0) for code in codes), 0)
        return self._compared(condition)

    def _compared(self, condition: Condition) -> int:
        match condition:
            case Says(tier, number):
                return bitmap(self.dialect.ids(self.dialect.says(self.question.text.groups[number], tier)))
            case AtLeast() | Of() | Within() if self.rows is not None:
                return bitmap(pk for pk, row in self.rows.items() if _meets(condition, row))
            case AtLeast():
                return int(self.columns.keep(condition, lambda: self._asked(condition)))
            case Within() if self._from_a_name:
                around = (condition, self.question.point)
                return int(self.columns.keep(around, lambda: self._asked(condition)))
        return self._asked(condition)

    @property
    def _from_a_name(self) -> bool:
        """There are few places with a name; where somebody stands is kept nowhere."""
        return self.question.place is not None and self.question.place.kind != PlaceKind.POINT

    def _asked(self, condition: Condition) -> int:
        return bitmap(self.dialect.ids(self.dialect.where(condition, self.question.point)))

    @property
    def given(self) -> dict[str, int]:
        """Who gives which prestation and holds which role on the day of the question."""
        day = self.question.today
        made: dict[str, int] = self.columns.keep(
            ("given", day), lambda: {key: bitmap(ids) for key, ids in self.dialect.given(day).items()}
        )
        return made

    # Order -----------------------------------------------------------------------------------------------------------

    def ranked(self, hits: int, ladders: list[Ladder]) -> Iterator[int]:
        """The hits in sets of equals, best first: each ladder cuts what those before it left equal."""
        if not hits:
            return
        if not ladders:
            yield hits
            return
        first, *rest = ladders
        for condition in first:
            if better := hits & self.holds(condition):
                yield from self.ranked(better, rest)
                hits &= ~better
                if not hits:
                    return
        yield from self.ranked(hits, rest)


def _compares(condition: Condition) -> bool:
    """Does it need rows, and not only bitmaps?"""
    match condition:
        case All(parts) | Any(parts):
            return any(map(_compares, parts))
        case Not(part):
            return _compares(part)
    return isinstance(condition, AtLeast | Of | Within)


def _meets(condition: Condition, row: Found) -> bool:
    match condition:
        case AtLeast(column, value):
            return bool(row.columns[column] >= value)
        case Of(organisations):
            return row.columns["organisation_id"] in organisations
        case Within(metres):
            return row.squared is not None and row.squared <= chord(metres)
    raise TypeError(condition)
