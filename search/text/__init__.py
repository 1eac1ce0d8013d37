"""Words, analysed once and the same for every engine: what is indexed, and what a question asks for."""

from search.text.stems import KIND, LANGUAGES, NAME, TEXT, WITHIN, Piece, add_terms, forms, stem, terms_of
from search.text.words import LONGEST, fold, one_apart, surface

__all__ = [
    "KIND",
    "LANGUAGES",
    "LONGEST",
    "NAME",
    "TEXT",
    "WITHIN",
    "Piece",
    "add_terms",
    "fold",
    "forms",
    "one_apart",
    "stem",
    "surface",
    "terms_of",
]
