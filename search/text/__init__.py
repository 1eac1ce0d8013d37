"""Words, analysed once and the same for every engine: what is indexed, and what a question asks for."""

from search.text.stems import LANGUAGES, NAME, TEXT, WITHIN, add_tokens, forms, stem
from search.text.words import LONGEST, fold, one_apart, raw, spelled, surface

__all__ = [
    "LANGUAGES",
    "LONGEST",
    "NAME",
    "TEXT",
    "WITHIN",
    "add_tokens",
    "fold",
    "forms",
    "one_apart",
    "raw",
    "spelled",
    "stem",
    "surface",
]
