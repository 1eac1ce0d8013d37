"""The programme's rules, read from dated rows: who may screen, what is open at a stage, what a scenario opens.

« 2 × » and « once a year » are reminders to check in BIB; nothing is counted here, and no scenario is computed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import ngettext

from directory.models import (
    BibConvention,
    Prestation,
    PrestationRule,
    ScenarioRule,
    Service,
    ServicePrestation,
)
from directory.models.services import ServiceQuerySet

SCREENING, CONCERTATION = "screening", "concertation"
UNKNOWN_STAGE = "unknown"


class Dated(Protocol):
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class OpenPrestation:
    """A prestation the programme offers at a stage, with what must be said beside it."""

    prestation: Prestation
    rule: PrestationRule

    @property
    def reminder(self) -> str:
        return reminder(self.rule)

    @property
    def after_screening(self) -> bool:
        """Everything but the screening itself depends on its result."""
        return self.prestation.code != SCREENING


def screening_on(day: date) -> ServiceQuerySet:
    """Who may screen that day: states the prestation, of an organisation with a BIB convention. The only such rule."""
    stated = ServicePrestation.objects.filter(_valid(day), service=OuterRef("pk"), prestation__code=SCREENING)
    convention = BibConvention.objects.filter(_valid(day), organisation=OuterRef("organisation"))
    return Service.objects.listed().filter(Exists(stated), Exists(convention))


def prestations_at(stage_code: str, day: date) -> list[OpenPrestation]:
    """What the programme offers at this stage that day, in the order of the prestations."""
    rules = PrestationRule.objects.filter(prestation__active=True).select_related("prestation")
    rows = [(rule, {s.code for s in rule.stages.all()}) for rule in rules.prefetch_related("stages")]
    return [OpenPrestation(rule.prestation, rule) for rule in open_at(rows, stage_code, day)]


def opened_by(scenario_code: str, day: date) -> list[ScenarioRule]:
    """What a scenario (computed by BIB, never here) opens that day: yes, no, or « to be confirmed »."""
    rules = ScenarioRule.objects.filter(scenario__code=scenario_code, prestation__active=True)
    return in_force(rules.select_related("prestation").order_by("prestation__sort", "-starts_on"), day, _prestation)


def concertation_rule(day: date) -> PrestationRule | None:
    """How many must take part in a concertation that day, and how many of them as care providers."""
    rules = PrestationRule.objects.filter(prestation__code=CONCERTATION).order_by("-starts_on")
    return next(iter(in_force(rules, day, lambda rule: rule.prestation_id)), None)


# Pure, over rows given ------------------------------------------------------------------------------------------------


def valid_on(row: Dated, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)


def in_force(rows: Iterable[D], day: date, of: Callable[[D], object]) -> list[D]:
    """For each thing the rule in force that day; where two overlap, the one that started last."""
    found: dict[object, D] = {}
    for row in rows:
        if valid_on(row, day) and (of(row) not in found or found[of(row)].starts_on < row.starts_on):
            found[of(row)] = row
    return list(found.values())


def open_at(rows: Iterable[tuple[PrestationRule, set[str]]], stage_code: str, day: date) -> list[PrestationRule]:
    """The rules in force that name the stage. A stage not known closes nothing: all rules in force are returned."""
    stages = dict(rows)
    rules = in_force(stages, day, _prestation)
    chosen = [rule for rule in rules if stage_code == UNKNOWN_STAGE or stage_code in stages[rule]]
    return sorted(chosen, key=lambda rule: (rule.prestation.sort, rule.prestation.code))


def reminder(rule: PrestationRule) -> str:
    """The limits of a rule in words: what to check in BIB before giving the prestation."""
    if rule.minimum_participants:
        return ngettext(
            "At least %(participants)s people take part, of whom %(providers)s care provider.",
            "At least %(participants)s people take part, of whom %(providers)s care providers.",
            rule.minimum_care_providers or 0,
        ) % {
            "participants": rule.minimum_participants,
            "providers": rule.minimum_care_providers or 0,
        }
    if not rule.maximum:
        return ""
    times = rule.maximum
    if rule.period == "year":
        text = ngettext("At most once a year: check in BIB.", "At most %(times)s times a year: check in BIB.", times)
    elif rule.period == "pregnancy":
        text = ngettext(
            "At most once per pregnancy: check in BIB.", "At most %(times)s times per pregnancy: check in BIB.", times
        )
    else:
        text = ngettext("At most once: check in BIB.", "At most %(times)s times: check in BIB.", times)
    return text % {"times": times}


def _prestation(rule: PrestationRule | ScenarioRule) -> object:
    return rule.prestation_id


def _valid(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))
