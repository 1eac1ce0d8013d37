"""What is asked and what is answered; `search.engines.answer` leads from one to the other."""

from search.models import Place, PlaceKind
from search.question.answers import DEEPEST, Answer, Hit, Nearest
from search.question.asked import FACETS, Question, Sort

__all__ = ["DEEPEST", "FACETS", "Answer", "Hit", "Nearest", "Place", "PlaceKind", "Question", "Sort"]
