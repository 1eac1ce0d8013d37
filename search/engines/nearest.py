"""When nothing matches: the nearest question that finds something, and what had to be dropped for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any, Protocol, Self, TypeVar

from search.question import Nearest, Question
from search.question.conditions import All, Condition, filters
from search.question.lists import Lists

T = TypeVar("T")
# From the least important to the most: her language, and where she is, are given up last.
LEAST_FIRST = (
    "confirmed_within",
    "accepts_requests",
    "partners_only",
    "has_room",
    "open_now",
    "mode",
    "audience",
    "stage",
    "role",
    "access",
    "category",
    "radius",
    "theme",
    "words",
    "prestation",
    "bassin",
    "commune",
    "place",
    "language",
)
WIDER = (2, 5, 10)  # kilometres
MOST_WORDS = 6  # so many are left out one at a time
DEFAULTS = {f.name: f.default for f in fields(Question)}


class Asking(Protocol):
    """A question put to an engine."""

    question: Question
    lists: Lists

    @property
    def filters(self) -> dict[str, Condition]: ...
    def total(self, conditions: Iterable[Condition]) -> int: ...
    def again(self, question: Question) -> Self: ...


def nearest(asking: Asking) -> Nearest | None:
    """One filter dropped if that is enough; otherwise the least important ones together, until something is found."""
    asked = [name for name in LEAST_FIRST if name in asking.filters]
    for names in _attempts(asked):
        if found := next(_finding(asking, names), None):
            return found
    return None


def _attempts(asked: list[str]) -> Iterator[tuple[str, ...]]:
    yield from ((name,) for name in asked)
    yield from (tuple(asked[:count]) for count in range(2, len(asked) + 1))


def _finding(asking: Asking, names: tuple[str, ...]) -> Iterator[Nearest]:
    left = {name: condition for name, condition in asking.filters.items() if name not in names}
    if "place" in names:
        left.pop("radius", None)
    if names == ("radius",):
        yield from _widened(asking, left)
    if names == ("words",):
        yield from _shortened(asking, left)
    if total := asking.total(left.values()):
        yield Nearest(_dropped(asking.question, names), names, total)


def _widened(asking: Asking, left: dict[str, Condition]) -> Iterator[Nearest]:
    for radius in WIDER:
        wider = asking.question.but(radius=radius)
        if radius > (asking.question.radius or 0):
            condition = filters(wider, asking.lists)["radius"]
            if total := asking.total([*left.values(), condition]):
                yield Nearest(wider, ("radius",), total)


def _shortened(asking: Asking, left: dict[str, Condition]) -> Iterator[Nearest]:
    """One of several words left out: the last first, for people begin with who they look for."""
    typed, said = asking.question.text.typed, asking.filters["words"]
    if len(typed) < 2 or not isinstance(said, All):
        return
    for number in reversed(range(min(len(typed), MOST_WORDS))):
        if asking.total([*left.values(), *_but(said.parts, number)]):
            shorter = asking.question.but(words=" ".join(_but(typed, number)))
            # Read again: what is left may mean something else than it did among the others.
            again = asking.again(shorter)
            if total := again.total(again.filters.values()):
                yield Nearest(shorter, ("words",), total, typed[number])


def _but(every: tuple[T, ...], number: int) -> tuple[T, ...]:
    return every[:number] + every[number + 1 :]


def _dropped(q: Question, names: Iterable[str]) -> Question:
    changes: dict[str, Any] = {name: DEFAULTS[name] for name in names}
    if "place" in changes:
        changes["radius"] = None
    return q.but(**changes)
