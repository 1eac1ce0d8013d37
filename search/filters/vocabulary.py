"""The code lists as questions and cards need them: by code and by row, in one language, kept per process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils.translation import get_language

from directory.models import (
    Access,
    Audience,
    Bassin,
    Category,
    Commune,
    Language,
    Mode,
    Prestation,
    Role,
    Stage,
    Theme,
)
from directory.text import LocalText, best
from search.question.lists import Stamp, stamp

MODELS: dict[str, type[models.Model]] = {
    "bassin": Bassin,
    "commune": Commune,
    "stage": Stage,
    "theme": Theme,
    "prestation": Prestation,
    "category": Category,
    "role": Role,
    "language": Language,
    "audience": Audience,
    "mode": Mode,
    "access": Access,
}


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a list. `asked` is false for what is kept on old cards but may no longer be chosen."""

    pk: int
    code: str
    label: LocalText
    asked: bool
    sensitive: bool
    kind: str


class Terms(dict[str, Term]):
    """The values of one list by code, in their order."""

    def __init__(self, rows: list[Term]) -> None:
        super().__init__((term.code, term) for term in rows)
        self.by_pk = {term.pk: term for term in rows}
        self.drawn: dict[str, str] = {}  # what pages made of them

    def label(self, code: str) -> LocalText:
        return self[code].label if code in self else LocalText(code, "")


Vocabulary = dict[str, Terms]
_kept: dict[str, tuple[Stamp, Vocabulary]] = {}


def vocabulary() -> Vocabulary:
    """The lists in the reader's language, read again after each write of the directory or its index."""
    language, now = (get_language() or "fr")[:2], stamp()
    if language not in _kept or _kept[language][0] != now:
        _kept[language] = now, {facet: Terms(_terms(model, language)) for facet, model in MODELS.items()}
    return _kept[language][1]


def forget() -> None:
    """For tests, where the database goes back in time; cards drawn with these go with them."""
    _kept.clear()


def _terms(model: type[models.Model], language: str) -> list[Term]:
    rows: Any = model._default_manager.all()
    if model is Theme:
        rows = rows.select_related("group")
    if model is Prestation:
        # Their full names speak of vulnerability: where a role has the same code, people say that.
        roles = {role.code: role for role in Role.objects.all()}
        return [replace(_term(row, language), label=_term(roles.get(row.code, row), language).label) for row in rows]
    return [_term(row, language) for row in rows]


def _term(row: Any, language: str) -> Term:
    stem = "name" if isinstance(row, Bassin | Commune) else "label"
    texts = {code: getattr(row, f"{stem}_{code}") for code in ("fr", "nl", "en")}
    return Term(
        pk=row.pk,
        code=row.code,
        label=best(texts, language) or LocalText(row.code, ""),
        asked=getattr(row, "active", True),
        sensitive=getattr(row, "sensitive", False),
        kind=row.group.code if isinstance(row, Theme) else getattr(row, "kind", ""),
    )
