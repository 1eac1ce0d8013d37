"""The Question: everything that can be asked of the directory, read once from a form and passed to an engine."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from django.utils import timezone
from django.utils.translation import get_language

from search.models import Place
from search.question import lists
from search.question.points import indexed
from search.question.words import Asked, read
from search.text import LANGUAGES

# What may be chosen by code, and counted. Of one of them any chosen code will do; all of them must be met.
FACETS = (
    "bassin",
    "commune",
    "stage",
    "theme",
    "prestation",
    "category",
    "role",
    "language",
    "audience",
    "mode",
    "access",
)


class Sort(StrEnum):
    RELEVANCE = "relevance"
    DISTANCE = "distance"
    CONFIRMED = "confirmed"
    NAME = "name"


def _page_language() -> str:
    language = (get_language() or "fr")[:2]
    return language if language in LANGUAGES else "fr"


@dataclass(frozen=True)
class Question:
    words: str = ""
    typing: bool = False  # is the last word perhaps unfinished?
    bassin: tuple[str, ...] = ()
    commune: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    any_stage: bool = False  # also who states no stage at all, after those who do
    theme: tuple[str, ...] = ()
    prestation: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    place: Place | None = None
    radius: float | None = None  # kilometres
    open_now: bool = False
    has_room: bool = False
    without_full: bool = False  # leave out who said to be full; who said nothing stays
    accepts_requests: bool = False
    confirmed_within: int | None = None  # days
    partners: tuple[int, ...] = ()  # organisations bound to the member's by an agreement in force: they come first
    partners_only: bool = False
    republishable: bool = False  # leave out what its only source forbids to republish
    sort: str = Sort.RELEVANCE
    reader: str = field(default_factory=_page_language)  # names are sorted as this page shows them
    now: datetime = field(default_factory=timezone.localtime)  # in Brussels

    @property
    def point(self) -> tuple[float, float] | None:
        return indexed(self.place.point) if self.place and self.place.point else None

    @property
    def today(self) -> int:
        return self.now.toordinal()

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        return {facet: codes for facet in FACETS if (codes := getattr(self, facet))}

    @cached_property
    def text(self) -> Asked:
        return read(self.words, self.typing)

    @property
    def sensitive(self) -> bool:
        """Does a chosen code, or a word through synonyms and labels, touch something sensitive? Then: no address."""
        known = lists.current().sensitive
        return any(known.get(f, frozenset()) & set(codes) for f, codes in self.chosen.items()) or self.text.sensitive

    @property
    def needs(self) -> frozenset[str]:
        """The themes chosen, and those that its words mean."""
        meant = (code for one in self.text.meant for facet, codes in one.every if facet == "theme" for code in codes)
        return frozenset((*self.theme, *meant))

    def but(self, **changes: Any) -> Self:
        return replace(self, **changes)
