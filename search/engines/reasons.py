"""Why a hit was found: the conditions that tell, and what is said of those that hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from search.engines.opening import Opening
from search.question import FACETS, Hit, Question
from search.question.conditions import All, Condition, Has, Is, Of, Within, chosen, moment, room, said
from search.question.lists import Lists
from search.question.points import metres


def telling(q: Question, lists: Lists) -> dict[str, Condition]:
    """By name, what has to be known of a hit to say why it is there."""
    found: dict[str, Condition] = {}
    if q.text.groups:
        found |= {"name": said(q, "name", lists), "named": said(q, "named", lists)}
    if stages := chosen(q, lists).get("stage"):
        found["stage"] = Has("stage", stages)
    if q.radius and q.point:
        found["near"] = All((Is("on_site"), Within(q.radius * 1000)))
    if q.has_room:
        found["room"] = room(q)
    if q.open_now:
        found["open"] = moment(q)
    if q.partners:
        found["partner"] = Of(q.partners)
    return found


def why(q: Question, asked: Collection[str], holds: Callable[[str], bool]) -> tuple[str, ...]:
    """How its words and its place were met, then what was asked; `asked` are the filters in force."""
    return tuple(_why(q, asked, holds))


def _why(q: Question, asked: Collection[str], holds: Callable[[str], bool]) -> Iterator[str]:
    if q.text.groups:
        yield "name" if holds("name") else "kind" if holds("named") else "text"
    if "radius" in asked:
        yield "near" if holds("near") else "covers"
    if "stage" in asked:
        yield "stage" if holds("stage") else "any_stage"
    yield from (facet for facet in FACETS if facet in asked and facet != "stage")
    for name, wanted in (("room", q.has_room), ("open", q.open_now), ("partner", bool(q.partners))):
        if wanted and holds(name):
            yield name


def told(pk: int, squared: float | None, approximate: bool, reasons: tuple[str, ...], opening: Opening) -> Hit:
    """`squared`: the chord to the question's point, if there is one."""
    distance = round(metres(squared)) if squared is not None else None
    return Hit(pk, distance, distance is not None and approximate, reasons, *opening)
