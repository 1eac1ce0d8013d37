"""The field's words that say the same thing, within and across languages: `search/data/synonyms.csv`."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from search.text.stems import LANGUAGES, forms, stem
from search.text.words import fold, surface

FILE = Path(__file__).resolve().parent.parent / "data" / "synonyms.csv"


Coded = tuple[str, str]  # facet and code


@dataclass(frozen=True)
class Synonyms:
    """One row of the file. `phrases` are (language, words); to ask for one of them is to ask for all.

    A phrase after « = » has no language: its stem would be another word's (« aids », « aide »).

    `first` are the codes of those who do just that (« category:logement »), `also` of those who do it besides.
    """

    phrases: tuple[tuple[str, tuple[str, ...]], ...]
    written: tuple[tuple[str, str], ...]
    sensitive: bool
    first: tuple[Coded, ...] = ()
    also: tuple[Coded, ...] = ()


@cache
def groups() -> tuple[Synonyms, ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_group(row) for row in csv.DictReader(file))


def _group(row: dict[str, str]) -> Synonyms:
    cells = [(code, phrase) for code in LANGUAGES for phrase in row[code].split(";") if phrase]
    written = tuple((code, phrase.lstrip("=")) for code, phrase in cells)
    phrases = (
        ("" if phrase[0] == "=" else code, tuple(words[0] for words in surface(phrase))) for code, phrase in cells
    )
    first, _slash, also = row["means"].partition("/")
    return Synonyms(
        tuple(p for p in phrases if p[1]), written, row["sensitive"] == "yes", tuple(_codes(first)), tuple(_codes(also))
    )


def _codes(cell: str) -> Iterator[Coded]:
    for coded in cell.split():
        facet, _colon, code = coded.partition(":")
        yield facet, code


@cache
def index() -> dict[str, tuple[Synonyms, ...]]:
    found: dict[str, list[Synonyms]] = defaultdict(list)
    for group in groups():
        for key in {key for language, phrase in group.phrases for key in keys(phrase, [language] if language else [])}:
            found[key].append(group)
    return {key: tuple(groups) for key, groups in found.items()}


@cache
def telling() -> frozenset[str]:
    """The single words that are sensitive by themselves, folded."""
    phrases = (phrase for group in groups() if group.sensitive for _code, phrase in group.phrases)
    return frozenset(fold(phrase[0]) for phrase in phrases if len(phrase) == 1)


@cache
def longest() -> int:
    return max(len(phrase) for group in groups() for _code, phrase in group.phrases)


def keys(phrase: Sequence[str], languages: Sequence[str] = LANGUAGES) -> Iterator[str]:
    """The phrase as it stands, and in the stems of each language it may be in, so that a plural finds its group."""
    folded = [fold(word) for word in phrase]
    yield " ".join(folded)
    for code in languages:
        yield " ".join(stem(word, code) for word in folded)


def said(word: str, language: str) -> tuple[str, ...]:
    """The forms of a word of a phrase."""
    return forms(word, language) if language else (fold(word),)


def of(phrase: Sequence[str]) -> list[Synonyms]:
    """Every group that holds this phrase, in any language."""
    return list(dict.fromkeys(group for key in keys(phrase) for group in index().get(key, ())))
