"""Forms of a word, and the tokens that every engine indexes as they are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from Stemmer import Stemmer

from search.text.words import fold, surface

FRENCH, DUTCH, ENGLISH = Stemmer("french"), Stemmer("dutch"), Stemmer("english")
LANGUAGES = ("fr", "nl", "en")

# The first letter of a token is its tier: with nothing between there is nothing to split at. Tiers are nested, so that
# a question names one of them only: a word of the name is also found in the kind and in the text.
NAME, KIND, TEXT = "n", "c", "t"
WITHIN = {NAME: "nct", KIND: "ct", TEXT: "t"}

Piece = tuple[str, str]  # a language ("" for not known: names) and a text in it


@lru_cache(2**15)
def stem(word: str, language: str) -> str:
    if language == "fr":
        return str(FRENCH.stemWord(word))
    if language == "nl":
        # Snowball's `dutch` takes each « ge » for a prefix (geweld → wel, begeleiding → beleid); an accent hides it.
        # It then joins more of the field's words than `dutch_porter`: 51 families of 56, against 41.
        return str(DUTCH.stemWord(word.replace("ge", "gè", word[:-3].count("ge")))).replace("gè", "ge")
    return str(ENGLISH.stemWord(word))


@lru_cache(2**15)
def forms(word: str, language: str = "") -> tuple[str, ...]:
    """The folded word and its stem in its language; in all three where the language is not known, as in a question."""
    folded = fold(word)
    stems = (stem(folded, code) for code in ([language] if language else LANGUAGES))
    return tuple(dict.fromkeys(form for form in (folded, *stems) if form))


@lru_cache(2**16)
def _terms(tier: str, word: str, language: str) -> tuple[str, ...]:
    return tuple(outer + form for outer in WITHIN[tier] for form in forms(word, language))


@lru_cache(2**12)
def label_terms(tier: str, text: str, language: str) -> tuple[frozenset[str], dict[str, str]]:
    """What `add_terms` would add, kept: for labels and other texts that come back."""
    terms: set[str] = set()
    seen: dict[str, str] = {}
    add_terms(terms, seen, tier, [(language, text)])
    return frozenset(terms), seen


def add_terms(terms: set[str], seen: dict[str, str], tier: str, pieces: Iterable[Piece]) -> None:
    """Adds the tokens of these texts to `terms`, and each word as people write it to `seen`, by its folded form."""
    for language, text in pieces:
        for words in surface(text) if text else ():
            for word in words:
                terms.update(_terms(tier, word, language))
                seen[fold(word)] = word
