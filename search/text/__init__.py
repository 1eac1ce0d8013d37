"""Words, analysed once and the same for every engine: what is indexed, and what a question asks for."""

from search.text.stems import KIND, LANGUAGES, NAME, TEXT, WITHIN, Piece, add_terms, forms, label_terms, stem
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
    "label_terms",
    "one_apart",
    "stem",
    "surface",
]
