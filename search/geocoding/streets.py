"""Names of streets and numbers of doors, as people write them. What somebody typed is remembered by no cache here."""

from __future__ import annotations

import re

from search.geocoding.gazetteer import key

SMALL = frozenset(
    [
        "a",
        "au",
        "aux",
        "d",
        "de",
        "den",
        "der",
        "des",
        "du",
        "en",
        "et",
        "het",
        "l",
        "la",
        "le",
        "les",
        "op",
        "s",
        "sur",
        "t",
        "te",
        "ten",
        "ter",
        "the",
        "van",
    ]
)
SHORT = {"r": "rue", "av": "avenue", "ave": "avenue", "pl": "place", "sq": "square", "imp": "impasse", "all": "allee"}
SHORT |= dict.fromkeys(("bd", "bld", "bvd", "blvd", "boul", "boulv"), "boulevard")
SHORT |= dict.fromkeys(("ch", "chee", "chauss"), "chaussee")
SHORT |= {"str": "straat", "stwg": "steenweg", "ln": "laan", "pln": "plein", "dr": "docteur", "gal": "general"}
ENDS = (("stwg", "steenweg"), ("str", "straat"))  # « Wetstr. », « Bergensestwg »
NOT_WORD = re.compile(r"[\s.]+")


def street_key(text: str) -> str:
    """« r. de la Loi » and « Rue de la Loi » are one, « Wet straat » and « Wetstraat » too."""
    return compact(key(text).split())


def compact(words: list[str]) -> str:
    """The same of words that are folded already."""
    return "".join(_whole(word) for word in words if word not in SMALL) or "".join(words)


def _whole(word: str) -> str:
    if word in SHORT:
        return SHORT[word]
    for end, written in ENDS:
        if word.endswith(end):
            return word[: -len(end)] + written
    return word


def number_key(text: str) -> str:
    """« 16 A » → « 16a », « 16/18 » → « 16-18 », « 2eET » → « 2eet »."""
    if text.isalnum() or not text:
        return text.lower()[:20]
    return NOT_WORD.sub("", text.lower()).replace("/", "-")[:20]
