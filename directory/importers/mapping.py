"""The mapping table at work: which kind of actor a foreign record is, and for which needs, stages and modes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.importers.places import folded
from directory.importers.reading import Unreadable
from directory.models import Category, CategoryMapping

OTHER = "autre"
GIVEN = ("themes", "stages", "modes")
NAME, IDENTIFIER, LABEL, LEGAL = (match.value for match in CategoryMapping.MatchOn)


@dataclass(frozen=True)
class Foreign:
    """What a record says of its kind, in the source's own words."""

    categories: frozenset[str] = frozenset()
    labels: tuple[str, ...] = ()
    legal_status: str = ""

    def __str__(self) -> str:
        return " · ".join([*self.labels, *sorted(self.categories)]) or self.legal_status


@dataclass(frozen=True)
class Rule:
    """Lower ranks win: the table's priority first, then its order."""

    rank: int
    match_on: str
    value: str
    gives: Mapping[str, Any] = field(hash=False)


class CategoryRules:
    """The rules of a source, else of the source whose format it shares; read once for a whole file."""

    def __init__(self, *sources: str) -> None:
        own = (CategoryMapping.objects.filter(source__code=code).order_by("priority", "id") for code in sources)
        rows = next((found for found in own if found.exists()), ())
        self.rules = [self._rule(rank, row) for rank, row in enumerate(rows)]
        self.by_name = [rule for rule in self.rules if rule.match_on == NAME]
        self.other = self._other()
        self.known: dict[Foreign, Rule | None] = {}

    def _rule(self, rank: int, row: CategoryMapping) -> Rule:
        gives = {"category": row.category.code} | _codes({name: getattr(row, name) for name in GIVEN})
        return Rule(rank, row.match_on, folded(row.value), gives)

    def _other(self) -> Mapping[str, Any]:
        """What an unmapped record becomes until staff maps it: found by place and stage, under « other »."""
        row = Category.objects.filter(code=OTHER).first()
        if row is None:
            raise Unreadable("The code lists are empty: run « manage.py load_reference_data » first.")
        return {"category": row.code} | _codes({name: getattr(row, f"default_{name}") for name in GIVEN})

    def of(self, name: str, foreign: Foreign) -> Mapping[str, Any] | None:
        """What the first rule that fits gives; nothing when none does (then `other`)."""
        if foreign not in self.known:
            self.known[foreign] = next((rule for rule in self.rules if _fits(rule, foreign)), None)
        found = self.known[foreign]
        plain = folded(name)
        named = next((rule for rule in self.by_name if rule.value in plain), None)
        if named and (found is None or named.rank < found.rank):
            found = named
        return found.gives if found else None


def _fits(rule: Rule, foreign: Foreign) -> bool:
    if rule.match_on == IDENTIFIER:
        return rule.value in foreign.categories
    if rule.match_on == LABEL:
        return any(rule.value in folded(label) for label in foreign.labels)
    return rule.match_on == LEGAL and rule.value == foreign.legal_status


def _codes(sets: dict[str, Any]) -> dict[str, list[str]]:
    found = {name: sorted(rows.values_list("code", flat=True)) for name, rows in sets.items()}
    return {name: codes for name, codes in found.items() if codes}
