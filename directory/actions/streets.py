"""Does a name tell a street? Of a secret place even « Maison du Bateau » does, in the rue du Bateau."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import combining, normalize

NAMES = ("name_fr", "name_nl", "name_en")
STREETS = ("street_fr", "street_nl")
SHORTEST = 4  # letters: « Loi » alone, of the rue de la Loi, is in too many names
# What streets share: their kind, and the words between it and their own name.
# fmt: off
SHARED = frozenset({
    "allee", "av", "avenue", "bd", "bld", "blvd", "boulevard", "ch", "chaussee", "chemin", "cite", "clos", "cour",
    "dreve", "esplanade", "galerie", "impasse", "parvis", "passage", "pl", "place", "quai", "r", "rond", "point",
    "rue", "sentier", "sq", "square", "venelle",
    "dreef", "gang", "hof", "kaai", "laan", "lei", "markt", "pad", "plein", "steenweg", "straat", "weg", "lane",
    "road", "street",
    "a", "au", "aux", "d", "de", "den", "der", "des", "du", "en", "et", "het", "l", "la", "le", "les", "op", "s",
    "t", "te", "ten", "ter", "van",
})
# fmt: on


def without_street(values: Mapping[str, Any], streets: Iterable[str]) -> dict[str, Any]:
    """The values, each name among them that tells one of these streets left empty."""
    secret = [words for street in streets if (words := _own_words(street))]
    return {n: "" if n in NAMES and v and _tells(str(v), secret) else v for n, v in values.items()}


def telling(values: Mapping[str, Any]) -> list[str]:
    """The columns of our own table that name a place by the street on the same line."""
    names = {name: str(values.get(f"site_{name}") or "") for name in NAMES}
    left = without_street(names, streets_in(values))
    return [f"site_{name}" for name in NAMES if left[name] != names[name]]


def streets_in(*every: Mapping[str, Any]) -> set[str]:
    return {str(values[name]) for values in every for name in STREETS if values.get(name)}


def _tells(name: str, secret: list[list[str]]) -> bool:
    said = f" {' '.join(_words(name))} "
    return any(f" {' '.join(words)} " in said for words in secret)


def _own_words(street: str) -> list[str]:
    """« bateau » of « Rue du Bateau 12 bte 3 »; the whole name before the number, where its own words are too short."""
    words = _words(street)
    own = next((place for place, word in enumerate(words) if _is_own(word)), None)
    if own is None:
        return []
    end = next((place for place in range(own, len(words)) if words[place].isdigit()), len(words))
    found = words[own:end]
    if len("".join(found)) >= SHORTEST:
        return found
    whole = words[:end]
    return whole if len("".join(whole)) >= SHORTEST and own else []


def _is_own(word: str) -> bool:
    return word not in SHARED and not word[0].isdigit()


def _words(text: str) -> list[str]:
    """Without case, accents and signs; a number stands apart."""
    bare = "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))
    return re.findall(r"[^\W\d_]+|\d+", bare)
