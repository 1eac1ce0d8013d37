"""The rows of articles and events that an editor ticks and numbers: works without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict

from cms.newsletter.composing import Candidate

PLACE = "place-"


@dataclass(frozen=True)
class Row:
    candidate: Candidate
    is_chosen: bool
    place: str  # as typed
    spoken: list[tuple[str, bool]]  # of each language: is there a published page?


def asked(data: QueryDict) -> dict[str, str]:
    """What was typed as places, by key."""
    return {name.removeprefix(PLACE): str(data[name]) for name in data if name.startswith(PLACE)}


def chosen_in(data: QueryDict, candidates: Sequence[Candidate]) -> list[str]:
    """The ticked ones by their numbers; without one at the end; what nobody offered is not heard."""
    typed, ticked = asked(data), set(data.getlist("chosen"))
    offered = [one.key for one in candidates if one.key in ticked]
    return sorted(offered, key=lambda key: _number(typed.get(key, "")))


def rows(candidates: Sequence[Candidate], keys: Sequence[str], typed: dict[str, str]) -> list[Row]:
    """The chosen ones in their order, then the others."""
    places = {key: number for number, key in enumerate(keys, 1)}
    ordered = sorted(candidates, key=lambda one: places.get(one.key, len(places) + 1))
    codes = [code for code, _name in settings.LANGUAGES]
    return [
        Row(
            candidate=one,
            is_chosen=one.key in places,
            place=typed.get(one.key, str(places.get(one.key, ""))),
            spoken=[(code, code in one.languages) for code in codes],
        )
        for one in ordered
    ]


def _number(typed: str) -> int:
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 10**6
