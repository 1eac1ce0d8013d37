"""What somebody may be about to type: labels, the field's words, then words that cards use. Nothing sensitive, ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import connection

from search.question import Question, lists
from search.question.words import MOST_CHARACTERS
from search.text import fold, forms, surface, synonyms

MOST, SHORTEST = 8, 2
WORDS = "SELECT shown FROM search_word WHERE word >= %s AND word < %s ORDER BY length(word), word LIMIT 60"


def suggestions(typed: str, language: str, most: int = MOST) -> list[str]:
    typed = " ".join(typed[:MOST_CHARACTERS].split())
    asked = _folded(typed)
    if len(asked) < SHORTEST or Question(words=typed).sensitive:
        return []
    known = lists.current()
    phrases = (*known.labels.get(language, ()), *_field(language))
    found = [*_beginning(phrases, asked), *_words(typed, known)]
    return list({_folded(text): text for text in reversed(found)}.values())[::-1][:most]


def _beginning(phrases: Iterable[str], asked: str) -> Iterator[str]:
    """Those that begin so come before those of which a later word does."""
    folded = [(phrase, _folded(phrase)) for phrase in phrases]
    yield from (phrase for phrase, key in folded if key.startswith(asked))
    yield from (phrase for phrase, key in folded if f" {asked}" in key)


def _field(language: str) -> Iterator[str]:
    groups = (group for group in synonyms.groups() if not group.sensitive)
    return (phrase for group in groups for code, phrase in group.written if code == language)


def _words(typed: str, known: lists.Lists) -> Iterator[str]:
    """The last word finished, after those before it as they were typed."""
    before, _space, last = typed.rpartition(" ")
    beginning = fold("".join(word for words in surface(last)[-1:] for word in words[:1]))
    if len(beginning) < SHORTEST:
        return
    with connection.cursor() as cursor:
        cursor.execute(WORDS, [beginning, beginning + "\U0010ffff"])
        shown = [row[0] for row in cursor.fetchall()]
    yield from (f"{before} {word}".strip() for word in shown if not _sensitive(word, known))


def _sensitive(word: str, known: lists.Lists) -> bool:
    return any(group.sensitive for group in synonyms.of([word])) or known.touched_by([frozenset(forms(word))])


def _folded(text: str) -> str:
    return " ".join(fold(word) for word in text.split())
