"""The code lists as a question sees them: which codes are sensitive, which languages go together, what labels say."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from django.db import connection

from directory.models import Access, Audience, Category, Code, Language, Mode, Prestation, Role, Stage, Theme
from search.question.naming import LABELLED, PARTS, Coded, Names, names, texts
from search.question.terms import Group, Term
from search.text import LANGUAGES, forms, surface, synonyms

MODELS: dict[str, type[Code]] = {
    "stage": Stage,
    "theme": Theme,
    "prestation": Prestation,
    "category": Category,
    "role": Role,
    "language": Language,
    "audience": Audience,
    "mode": Mode,
    "access": Access,
}
NEWEST = "SELECT token, (SELECT max(id) FROM directory_version) FROM search_state"

Stamp = tuple[int, int]


@dataclass
class Lists:
    """Read whole, once for each change of the directory."""

    stamp: Stamp
    sensitive: dict[str, frozenset[str]] = field(default_factory=dict)
    also: dict[str, tuple[str, ...]] = field(default_factory=dict)  # languages that a language asked also finds
    not_on_services: frozenset[str] = frozenset()  # stages that ask for nothing (« ne sait pas »)
    labels: dict[str, list[str]] = field(default_factory=dict)  # by language, without the sensitive ones
    said_by: dict[str, set[Coded]] = field(default_factory=lambda: defaultdict(set))  # by the forms of their words
    names: Names = field(default_factory=Names)  # by whole labels, their parts, abbreviations and places
    specialised: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by theme: the categories its label means
    exist: set[Coded] = field(default_factory=set)
    beginnings: list[str] = field(default_factory=list)
    told: frozenset[str] = frozenset()  # forms of words that only sensitive labels use
    told_together: tuple[frozenset[str], ...] = ()  # words (all forms of each, joined) that are sensitive side by side

    def saying(self, group: Group, facets: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """The codes whose label says one of these phrases, by facet."""
        found: dict[str, set[str]] = defaultdict(set)
        for phrase in group:
            for facet, code in set.intersection(*(self._with(term) for term in phrase)):
                found[facet].add(code)
        return {facet: tuple(sorted(found[facet])) for facet in facets if facet in found}

    def _with(self, term: Term) -> set[Coded]:
        forms = set(term.forms)
        if term.prefix:
            start = bisect_left(self.beginnings, term.prefix)
            forms |= set(takewhile(lambda form: form.startswith(term.prefix), self.beginnings[start:]))
        return set().union(*(self.said_by.get(form, ()) for form in forms))

    def touched_by(self, words: list[frozenset[str]]) -> bool:
        """Do these words (each given as all its forms) touch a sensitive label?"""
        everything = frozenset().union(*words)
        return bool(everything & self.told) or any(phrase <= everything for phrase in self.told_together)


_latest: Lists | None = None


_steady: ContextVar[Stamp | None] = ContextVar("steady", default=None)


@contextmanager
def steady() -> Iterator[None]:
    """One stamp for all that is read inside: a page holds together, and asks for it once."""
    before = _steady.set(stamp())
    try:
        yield
    finally:
        _steady.reset(before)


def stamp() -> Stamp:
    """Changes with every write of the directory or its index. One query of a few microseconds."""
    if held := _steady.get():
        return held
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        token, version = cursor.fetchone() or (0, 0)
    return int(token), int(version or 0)


def current(now: Stamp | None = None) -> Lists:
    global _latest  # noqa: PLW0603  one copy a process, replaced as a whole
    now = now or stamp()
    if _latest is None or _latest.stamp != now:
        _latest = _read(now)
    return _latest


def _read(now: Stamp) -> Lists:
    rows = {facet: list(model._default_manager.all()) for facet, model in MODELS.items()}
    found = Lists(now)
    found.sensitive = {facet: frozenset(row.code for row in of if row.sensitive) for facet, of in rows.items()}
    found.also = {row.code: tuple(filter(None, getattr(row, "also", "").split(";"))) for row in rows["language"]}
    found.not_on_services = frozenset(row.code for row in rows["stage"] if not getattr(row, "on_services", True))
    found.labels = {code: [] for code in LANGUAGES}
    for facet in ("theme", "category", "audience", "language", "role", "prestation"):
        for code in LANGUAGES:
            shown = [row for row in rows[facet] if row.active and not row.sensitive]
            found.labels[code] += [text for row in shown for text in texts(row, code) if not _telling(text)]
    for facet in LABELLED:
        for row in rows[facet]:
            for word, language in _words(row):
                for form in forms(word, language):
                    found.said_by[form].add((facet, row.code))
    found.names = names(rows)
    found.exist = {(facet, row.code) for facet, of in rows.items() for row in of}
    found.exist |= {coded for of in found.names.values() for coded in of if coded[0] == "commune"}
    found.specialised = {row.code: _specialised(row, found.names) for row in rows["theme"]}
    found.beginnings = sorted(found.said_by)
    everyone = [row for facet, of in rows.items() if facet != "language" for row in of]
    found.told_together = tuple(dict.fromkeys(_phrases([row for row in everyone if row.sensitive])))
    bland = set().union(*_phrases([row for row in everyone if not row.sensitive]), _bland_synonyms())
    found.told = frozenset().union(*found.told_together) - bland
    return found


def _specialised(theme: Code, names: Names) -> tuple[str, ...]:
    phrases = ([words[0] for words in surface(part)] for code in LANGUAGES for part in names.parts(theme, code))
    groups = (group for phrase in phrases for group in synonyms.of(phrase))
    return tuple(sorted({code for group in groups for facet, code in group.first if facet == "category"}))


def _telling(text: str) -> bool:
    """A label that people use for something sensitive too (« maison d’accueil »)."""
    words = [words[0] for words in surface(text)]
    return any(group.sensitive for group in synonyms.of(words))


def _words(row: Any) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for text in texts(row, language):
            for words in surface(text):
                yield from ((word, language) for word in words)


def _phrases(rows: list[Code]) -> Iterator[frozenset[str]]:
    for row in rows:
        for language in LANGUAGES:
            for text in texts(row, language):
                for part in PARTS.split(text):
                    if words := [word for words in surface(part) for word in words]:
                        yield frozenset(forms(word, language)[-1] for word in words)


def _bland_synonyms() -> set[str]:
    bland = (group for group in synonyms.groups() if not group.sensitive)
    return {
        f for group in bland for code, phrase in group.phrases for word in phrase for f in synonyms.said(word, code)
    }
