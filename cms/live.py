"""What the live blocks of a page print: the directory's and the programme's rows of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.models import Bassin, Code, HelpLine, Indicator, Prestation, PrestationRule, Scenario, ScenarioRule
from directory.programme import SCREENING, UNKNOWN_STAGE, opened_by, prestations_at, reminder
from directory.text import LocalText, best

if TYPE_CHECKING:
    from cms.models import EventPage

# The limits in time are short English phrases on the rows; what Brusano writes there herself is printed as it is.
MOMENTS = {
    "early pregnancy": _("start of the pregnancy"),
    "birth": _("birth"),
    "7 days after birth": _("7 days after the birth"),
    "eve of the second birthday": _("day before the second birthday"),
}


C = TypeVar("C", bound=Code)


def _active(model: type[C]) -> list[C]:
    return list(cast("QuerySet[C]", model._default_manager.filter(active=True)))


@dataclass(frozen=True)
class PrestationToday:
    prestation: Prestation
    rule: PrestationRule

    @property
    def opens(self) -> str:
        return str(MOMENTS.get(self.rule.opens, self.rule.opens))

    @property
    def closes(self) -> str:
        return str(MOMENTS.get(self.rule.closes, self.rule.closes))

    @property
    def reminder(self) -> str:
        return reminder(self.rule)


def prestations() -> list[PrestationToday]:
    """Each prestation with the rule that holds today, whatever the stage."""
    return [
        PrestationToday(open_.prestation, open_.rule) for open_ in prestations_at(UNKNOWN_STAGE, timezone.localdate())
    ]


@dataclass(frozen=True)
class ScenarioTable:
    prestations: list[Prestation]
    rows: list[tuple[Scenario, list[ScenarioRule | None]]]

    @property
    def provisional(self) -> bool:
        return any(rule is None or rule.provisional for _scenario, rules in self.rows for rule in rules)


def scenarios() -> ScenarioTable:
    """Which scenario opens which prestation, as far as it is known; the screening itself comes before any scenario."""
    columns = [prestation for prestation in _active(Prestation) if prestation.code != SCREENING]
    rows = []
    for scenario in _active(Scenario):
        known = {rule.prestation_id: rule for rule in opened_by(scenario.code, timezone.localdate())}
        rows.append((scenario, [known.get(prestation.pk) for prestation in columns]))
    return ScenarioTable(columns, rows)


@dataclass(frozen=True)
class Indicators:
    published: list[Indicator]
    blanks: list[Indicator]

    @property
    def total(self) -> int:
        return len(self.published) + len(self.blanks)


def indicators() -> Indicators:
    """Those that are public, and those still to be completed."""
    rows = _active(Indicator)
    return Indicators([row for row in rows if row.published], [row for row in rows if not row.published])


def help_lines_today() -> list[HelpLine]:
    """Emergencies first, and among them the numbers everybody knows: the shortest."""
    lines = HelpLine.objects.filter(active=True, answers_today=True).prefetch_related("languages")
    return sorted(lines, key=lambda line: (line.sort, len(line.number), line.number))


@dataclass(frozen=True)
class BassinContact:
    bassin: Bassin
    communes: list[LocalText]
    site: LocalText
    hours: LocalText
    page: str


def bassins() -> list[BassinContact]:
    """The five, with what is known of how to reach each."""
    from cms.models.bassins import addresses  # noqa: PLC0415  pages are made of blocks, and blocks of this

    pages = addresses(_language())
    return [
        BassinContact(
            bassin,
            sorted(commune.name for commune in bassin.communes.all()),
            best({"fr": bassin.site_fr, "nl": bassin.site_nl}),
            best({"fr": bassin.helpdesk_hours_fr, "nl": bassin.helpdesk_hours_nl}),
            pages.get(bassin.code, ""),
        )
        for bassin in Bassin.objects.prefetch_related("communes")
    ]


def coming(bassin: str = "", series: str = "", limit: int = 3) -> list[EventPage]:
    """The next events that have a page in the reader's language, the soonest first."""
    from cms.models import EventPage, Meeting  # noqa: PLC0415  pages are made of blocks, and blocks of this

    meetings = Meeting.objects.coming()
    if bassin:
        meetings = meetings.filter(Q(bassins__code=bassin) | Q(bassins=None))
    if series:
        meetings = meetings.filter(series__code=series)
    pages = (
        EventPage.objects.live()
        .public()
        .filter(locale__language_code=_language(), meeting__in=meetings.order_by().values("pk"))
    )
    pages = pages.select_related("locale", "meeting__series").prefetch_related("meeting__bassins")
    return list(pages.order_by("meeting__starts_at", "pk")[:limit])


def _language() -> str:
    return (get_language() or "fr")[:2]
