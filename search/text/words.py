"""A text as words: folded, without elisions and stop words, inclusive forms written out."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

LONGEST = 40  # Elasticsearch's whitespace tokeniser cuts a token at 255 characters, PostgreSQL refuses 2,047 bytes
# The first line is what elisions leave (l’aide, qu’elle): dropping it costs less than looking for apostrophes.
STOP_WORDS = """
    l d j m n s t c qu jusqu lorsqu puisqu
    à a au aux avec ce ces chez dans de des du elle en et il je la le les ou où par pour que qui sa se ses son sont sur
    un une aan bij dat de die een en het ik is met naar of op te ter van voor wordt zijn
    and are at for in is of on or the to with
"""
STOP = frozenset(STOP_WORDS.split())
# Vowel points and accents that no letter has swallowed (Hebrew, Arabic, rare Latin): they would cut words in two.
MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
DOTTED_I = "i\u0307"  # what lower() makes of a Turkish capital
# What a feminine ending replaces at the end of the masculine; any other is simply added (étudiant·e, pharmacien·ne).
REPLACED = {"trice": "teur", "ve": "f", "que": "c", "enne": "en", "elle": "el", "ale": "al", "esse": "e", "se": "xr"}
REPLACED |= dict.fromkeys(("rice", "euse", "eure"), "eur") | dict.fromkeys(("ère", "ere"), "er")
REPLACED |= dict.fromkeys(("ière", "iere"), "ier")
ADDED = ("e", "ée", "ne", "le", "te", "sse")
_MARK = r"[·•⋅‧∙.(/‐‑-]"
_ENDINGS = "|".join(sorted({*REPLACED, *ADDED}, key=len, reverse=True))
# A word, and what may hang on it: « acteur·rice·s », « acteur.rices », « acteur(rice)s », « éducateurs/trices ».
_TAIL = rf"{_MARK}(?:{_ENDINGS})(?:{_MARK}|\))?s?\)?"
RAW = re.compile(rf"\w++(?:(?<=\w\w\w){_TAIL}(?!\w))?")
PARTS = re.compile(rf"(\w+){_MARK}({_ENDINGS})(?:{_MARK}|\))?(s?)\)?")


@lru_cache(2**12)
def fold(word: str) -> str:
    """Lower case and no accents, for any script; the second pass catches what the first one brings out."""
    for _pass in range(1 if word.isascii() else 2):
        word = word.casefold()
        if not word.isascii():
            word = "".join(c for c in normalize("NFKD", word) if c < "\u0300" or not combining(c))
    return word.replace("œ", "oe").replace("æ", "ae")


def raw(text: str) -> list[str]:
    """What stands between spaces and signs, in lower case; an inclusive form in one piece."""
    return RAW.findall(_plain(text))


def pieces(text: str) -> list[str]:
    """What stands between spaces, in lower case: `raw` of each gives the words of the text, and they come back."""
    return _plain(text).split()


def _plain(text: str) -> str:
    if not text.isascii():
        text = MARKS.sub("", normalize("NFKC", text))
    return text.lower().replace(DOTTED_I, "i").replace("_", " ")


@lru_cache(2**12)
def spelled(word: str) -> tuple[str, ...]:
    """The words that a raw one stands for: none for a stop word, up to four for an inclusive form."""
    if word in STOP:
        return ()
    if word.isalnum():
        return (word[:LONGEST],)
    parts = PARTS.fullmatch(word)
    return _written_out(*(part[:LONGEST] for part in parts.groups())) if parts else ()


def surface(text: str) -> list[tuple[str, ...]]:
    """The words in order, with their accents; of an inclusive form all that it stands for."""
    return [words for word in raw(text) if (words := spelled(word))]


def _written_out(word: str, ending: str, plural: str) -> tuple[str, ...]:
    masculine = word[:-1] if plural and word.endswith("s") else word
    feminine = masculine + ending
    for tail in _tails(ending):
        if masculine.endswith(tail):
            feminine = masculine[: -len(tail)] + ending
    plurals = (one if one.endswith(("s", "x")) else one + "s" for one in (masculine, feminine))
    return tuple(dict.fromkeys((masculine, feminine, *plurals)))


def _tails(ending: str) -> tuple[str, ...]:
    """« heureux·se » and « travailleur·se » lose one letter; the others lose the whole masculine ending."""
    tail = REPLACED.get(ending, "")
    return tuple(tail) if ending == "se" else tuple(filter(None, [tail]))


def one_apart(one: str, other: str) -> bool:
    """Is one letter too many, missing or wrong, or are two swapped, between a common beginning and a common end?"""
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == len(other) == 2 and one == other[::-1])
