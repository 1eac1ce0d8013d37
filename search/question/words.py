"""The words of a question: spelling, synonyms, and whether they touch something sensitive."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection

from search.question import lists
from search.question.terms import Group, Term
from search.text import fold, forms, one_apart, surface, synonyms

NEARBY = """
    SELECT word FROM search_word WHERE word >= %s AND word < %s AND length(word) BETWEEN %s AND %s
    UNION SELECT word FROM search_word WHERE mirrored >= %s AND mirrored < %s AND length(word) BETWEEN %s AND %s"""
MOST_CHARACTERS, MOST_WORDS, MOST_SPELLINGS = 200, 10, 8


@dataclass(frozen=True)
class Asked:
    """All of the groups must be met: for each a phrase as typed, or one that says the same."""

    groups: tuple[Group, ...] = ()
    sensitive: bool = False


@dataclass(frozen=True)
class _Typed:
    """A word as typed (an inclusive form is several), and the words that cards use for it if it is misspelt."""

    variants: tuple[str, ...]
    spellings: tuple[str, ...]
    prefix: str = ""
    misspelt: bool = False

    @property
    def term(self) -> Term:
        every = (form for word in (*self.variants, *self.spellings) for form in forms(word))
        return Term(tuple(dict.fromkeys(every)), self.prefix)


def read(text: str, typing: bool = False) -> Asked:
    if not text:
        return Asked()
    told = lists.current()
    typed = _typed(text, typing, told)
    groups, left = [], typed
    while left:
        size, others = _phrase(left)
        own = tuple(word.term for word in left[:size])
        same = (tuple(Term(forms(w, code)) for w in phrase) for group in others for code, phrase in group.phrases)
        groups.append((own, *dict.fromkeys(same)))
        left = left[size:]
    return Asked(tuple(groups), _sensitive(typed, told))


def _typed(text: str, typing: bool, told: lists.Lists) -> list[_Typed]:
    found = surface(text[:MOST_CHARACTERS])[:MOST_WORDS]
    known = _known({fold(word) for variants in found for word in variants}) | told.said_by.keys()
    return [_one(variants, known, typing and variants is found[-1]) for variants in found]


def _one(variants: tuple[str, ...], known: Collection[str], unfinished: bool) -> _Typed:
    """A word that no card uses, nor resembles one, may be the beginning of one: « accouch »."""
    folded = fold(variants[0])
    if unfinished:
        return _Typed(variants, (), folded if len(folded) > 1 else "")
    if len(variants) > 1 or folded in known:
        return _Typed(variants, ())
    near = tuple(nearby(folded))
    return _Typed(variants, near, folded if not near and len(folded) > 2 else "", misspelt=len(folded) > 3)


def _phrase(left: Sequence[_Typed]) -> tuple[int, list[synonyms.Synonyms]]:
    """How many of the next words belong together, and the groups that say the same."""
    for size in range(min(synonyms.longest(), len(left)), 0, -1):
        if groups := _groups(left[:size]):
            return size, groups
    return 1, []


def _groups(words: Sequence[_Typed]) -> list[synonyms.Synonyms]:
    found = synonyms.of([word.variants[0] for word in words])
    if not found and any(word.spellings for word in words):
        if len(words) == 1:
            found = [group for spelling in words[0].spellings for group in synonyms.of([spelling])]
        else:
            found = synonyms.of([(word.spellings or word.variants)[0] for word in words])
    return list(dict.fromkeys(found))


def _sensitive(typed: list[_Typed], told: lists.Lists) -> bool:
    """Any run of words is looked up, not only those the search takes together: better too often than once too few."""
    runs = (typed[i : i + size] for i in range(len(typed)) for size in range(1, synonyms.longest() + 1))
    if any(group.sensitive for run in runs for group in _groups(run)):
        return True
    if any(one_apart(fold(w.variants[0]), word) for w in typed if w.misspelt for word in synonyms.telling()):
        return True
    if any(len(w.prefix) > 3 and any(form.startswith(w.prefix) for form in told.told) for w in typed):
        return True
    return told.touched_by([frozenset(word.term.forms) for word in typed])


# Spelling -------------------------------------------------------------------------------------------------------------


def _known(words: set[str]) -> set[str]:
    if not words:
        return set()
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(words))
        cursor.execute(f"SELECT word FROM search_word WHERE word IN ({marks})", sorted(words))  # noqa: S608 marks only
        return {row[0] for row in cursor.fetchall()}


def nearby(word: str) -> list[str]:
    """Known words one letter away. One error leaves the beginning or the end of a word whole: two short ranges."""
    if len(word) < 4 or word.isdigit():
        return []
    half, lengths = (len(word) - 1) // 2, [len(word) - 1, len(word) + 1]
    bounds: list[str | int] = [*_beginning(word[:half]), *lengths, *_beginning(word[::-1][:half]), *lengths]
    with connection.cursor() as cursor:
        cursor.execute(NEARBY, bounds)
        return sorted(row[0] for row in cursor.fetchall() if one_apart(word, row[0]))[:MOST_SPELLINGS]


def _beginning(prefix: str) -> tuple[str, str]:
    return prefix, prefix + "\U0010ffff"
