"""What the site itself says about the words of a question: pages, news, documents. Whoever knows them finds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from search.question import Question


@dataclass(frozen=True)
class Beside:
    """A page of the site in the reader's language; `kind` is a word for her (« news »)."""

    title: str
    address: str
    kind: str
    summary: str = ""


# (words, language of the page) -> the best few. The site adds its own when it starts; nothing here knows it.
Finder = Callable[[str, str], Sequence[Beside]]
finders: list[Finder] = []


def beside(question: Question) -> list[Beside]:
    """On the words alone: where, for whom and when are asked of services."""
    if not question.words.strip():
        return []
    return [one for find in finders for one in find(question.words, (get_language() or "fr")[:2])]
