"""Forms of a word, and the tokens that every engine indexes as they are."""

from __future__ import annotations

from functools import lru_cache

from Stemmer import Stemmer

from search.text.words import fold, pieces, raw, spelled

FRENCH, DUTCH, ENGLISH = Stemmer("french"), Stemmer("dutch"), Stemmer("english")
LANGUAGES = ("fr", "nl", "en")
MOST_KEPT = 2**13

# The first letter of a token is its tier: with nothing between there is nothing to split at. Tiers are nested: a word
# of the name is also in the text, so that a question names one tier only.
NAME, TEXT = "n", "t"
WITHIN = {NAME: "nt", TEXT: "t"}


@lru_cache(2**12)
def stem(word: str, language: str) -> str:
    if language == "fr":
        return str(FRENCH.stemWord(word))
    if language == "nl":
        # Snowball's `dutch` takes each « ge » for a prefix (geweld → wel, begeleiding → beleid); an accent hides it.
        # It then joins more of the field's words than `dutch_porter`: 51 families of 56, against 41.
        return str(DUTCH.stemWord(word.replace("ge", "gè", word[:-3].count("ge")))).replace("gè", "ge")
    return str(ENGLISH.stemWord(word))


@lru_cache(2**12)
def forms(word: str, language: str = "") -> tuple[str, ...]:
    """The folded word and its stem in its language; in all three where the language is not known, as in a question."""
    folded = fold(word)
    stems = (stem(folded, code) for code in ([language] if language else LANGUAGES))
    return tuple(dict.fromkeys(form for form in (folded, *stems) if form))


class _Tokens(dict[str, str]):
    """The tokens of each piece of text in a tier and language, kept: nothing is quicker than a dictionary."""

    def __init__(self, tier: str, language: str) -> None:
        super().__init__()
        self.tier, self.language = tier, language

    def __missing__(self, piece: str) -> str:
        if len(self) > MOST_KEPT:
            self.clear()
        words = (one for word in raw(piece) for one in spelled(word))
        every = dict.fromkeys(form for word in words for form in forms(word, self.language))
        self[piece] = found = " ".join(tier + form for tier in WITHIN[self.tier] for form in every)
        return found


_kept = {(tier, language): _Tokens(tier, language) for tier in WITHIN for language in LANGUAGES}


def add_tokens(tokens: set[str], seen: set[str], tier: str, language: str, text: str) -> None:
    """Adds the tokens of a text to `tokens`, joined by piece, and its pieces to `seen`."""
    found = pieces(text)
    if found:
        seen.update(found)
        tokens.update(map(_kept[tier, language].__getitem__, found))
