"""What people call a code: its label or a part of it, its abbreviation; and the names of communes and postal codes."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from directory.models import Code, Commune, PostalCode
from search.question.terms import Codes, Meant
from search.text import LANGUAGES, surface, synonyms

Coded = tuple[str, str]  # facet and code
# « Violence conjugale ou domestique », « Santé mentale (dépression, anxiété) »: each part alone says as much.
PARTS = re.compile(r"[(),;/:]|\s(?:ou|et|of|or|and)\s")
# For naming, in each language its own « or »: « House of the Child » is no house.
NAMED = {
    code: re.compile(rf"[(),;/:]|\s(?:{words})\s") for code, words in (("fr", "ou|et"), ("nl", "of"), ("en", "or|and"))
}
LABELLED = ("theme", "category", "audience", "language", "access", "role", "prestation")
ALIASES = Path(__file__).resolve().parent.parent / "data" / "place_aliases.csv"
REGION: Coded = ("commune", "")  # « à Bruxelles »: said of all there is
CITY = "21004"


class Names(dict[str, set[Coded]]):
    """Codes by what names them, as `synonyms.keys` writes it; `longest` in words."""

    longest = 1

    def add(self, text: str, coded: Coded, languages: Sequence[str] = LANGUAGES) -> None:
        if words := [words[0] for words in surface(text)]:
            self.longest = max(self.longest, len(words))
            for key in set(synonyms.keys(words, languages)):
                self.setdefault(key, set()).add(coded)

    @staticmethod
    def parts(row: Code, language: str) -> set[str]:
        """The label and the abbreviation, whole and where they can be cut."""
        return {part for text in texts(row, language) for part in (text, *NAMED[language].split(text))}

    def of(self, words: Sequence[str]) -> set[Coded]:
        return set().union(*(self.get(key, ()) for key in synonyms.keys(words)))


def names(rows: Mapping[str, Iterable[Code]]) -> Names:
    found = Names()
    for facet in LABELLED:
        for row in rows[facet]:
            for language in LANGUAGES:
                for part in found.parts(row, language):
                    found.add(part, (facet, row.code), [language])
    _add_places(found)
    return found


def texts(row: Any, language: str) -> Iterator[str]:
    for name in (f"label_{language}", f"abbreviation_{language}"):
        if text := getattr(row, name, ""):
            yield text


def _add_places(found: Names) -> None:
    """The City has the Region's name: who writes it among other words means anywhere in Brussels."""
    for code, commune in PostalCode.objects.values_list("code", "commune__code"):
        found.add(code, ("commune", commune))
    for code, *of in Commune.objects.values_list("code", "name_fr", "name_nl", "name_en"):
        for name in filter(None, of):
            found.add(name, REGION if code == CITY else ("commune", code))
    with ALIASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["place"].startswith("210") and row["place"] != CITY:
                found.add(row["name"], ("commune", row["place"]))


def meant(
    groups: Iterable[synonyms.Synonyms], named: set[Coded], together: Mapping[str, tuple[str, ...]], exist: set[Coded]
) -> Meant:
    """The codes of these synonyms and names that exist, with the languages that go together."""
    groups = list(groups)
    first = {coded for group in groups for coded in group.first}
    every = first | named | {coded for group in groups for coded in group.also}
    place = bool(named) and all(facet == "commune" for facet, _code in named) and not groups
    return Meant(_by_facet(first & exist, together), _by_facet(every & exist, together), place)


def _by_facet(coded: Iterable[Coded], together: Mapping[str, tuple[str, ...]]) -> Codes:
    found: dict[str, set[str]] = defaultdict(set)
    for facet, code in coded:
        found[facet] |= {code, *(together.get(code, ()) if facet == "language" else ())}
    return tuple((facet, tuple(sorted(codes))) for facet, codes in sorted(found.items()))
