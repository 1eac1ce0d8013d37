"""The words of a question: spelling, synonyms, and whether they touch something sensitive."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection

from search.question import lists
from search.question.naming import REGION, Coded, meant
from search.question.terms import Group, Meant, Phrase, Term
from search.text import fold, forms, one_apart, surface, synonyms

NEARBY = """
    SELECT word FROM search_word WHERE word >= %s AND word < %s AND length(word) BETWEEN %s AND %s
    UNION SELECT word FROM search_word WHERE mirrored >= %s AND mirrored < %s AND length(word) BETWEEN %s AND %s"""
MOST_CHARACTERS, MOST_WORDS, MOST_SPELLINGS = 200, 10, 8


@dataclass(frozen=True)
class Asked:
    """All of the groups must be met: for each a phrase as typed, one that says the same, or a code that it means."""

    groups: tuple[Group, ...] = ()
    meant: tuple[Meant, ...] = ()
    typed: tuple[str, ...] = ()
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
    groups, codes, words, left = [], [], [], typed
    while left:
        size, others, named = _phrase(left, told)
        same = (_phrase_of(code, phrase) for group in others for code, phrase in group.phrases)
        if REGION not in named or len(typed) == size:
            groups.append(tuple(dict.fromkeys((_own(left[:size], others), *same))))
            codes.append(meant(others, named - {REGION}, told.also, told.exist))
            words.append(" ".join(word.variants[0] for word in left[:size]))
        left = left[size:]
    return Asked(tuple(groups), tuple(codes), tuple(words), _sensitive(typed, told))


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


def _phrase(left: Sequence[_Typed], told: lists.Lists) -> tuple[int, list[synonyms.Synonyms], set[Coded]]:
    """How many of the next words belong together, the groups that say the same, and the codes that they name."""
    for size in range(min(max(synonyms.longest(), told.names.longest), len(left)), 0, -1):
        groups, named = _groups(left[:size]), told.names.of([_best(word) for word in left[:size]])
        if groups or named:
            return size, groups, named
    return 1, [], set()


def _own(words: Sequence[_Typed], groups: list[synonyms.Synonyms]) -> Phrase:
    """As typed; by its forms too, unless those are another word's."""
    exact = ("", tuple(word.variants[0] for word in words))
    if any(exact in group.phrases for group in groups):
        return _phrase_of(*exact)
    return tuple(word.term for word in words)


def _phrase_of(language: str, phrase: Sequence[str]) -> Phrase:
    return tuple(Term(synonyms.said(word, language)) for word in phrase)


def _best(word: _Typed) -> str:
    return (word.spellings or word.variants)[0]


def _groups(words: Sequence[_Typed]) -> list[synonyms.Synonyms]:
    found = synonyms.of([word.variants[0] for word in words])
    if not found and any(word.spellings for word in words):
        if len(words) == 1:
            found = [group for spelling in words[0].spellings for group in synonyms.of([spelling])]
        else:
            found = synonyms.of([_best(word) for word in words])
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
