"""What somebody asks, read once into a Question; a bad value is an error with a message, never a surprise."""

from search.filters.asked import Asked, Problem, changed, read
from search.filters.form import AGES, PARAMETERS, RADII, SIZE, SWITCHES, QuestionFilter, label_of
from search.filters.vocabulary import Term, Terms, Vocabulary, vocabulary
from search.question import FACETS

__all__ = [
    "AGES",
    "FACETS",
    "PARAMETERS",
    "RADII",
    "SIZE",
    "SWITCHES",
    "Asked",
    "Problem",
    "QuestionFilter",
    "Term",
    "Terms",
    "Vocabulary",
    "changed",
    "label_of",
    "read",
    "vocabulary",
]
