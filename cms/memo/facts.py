"""What stands on the aide-mémoire: who screens, whom to call, by need. It lies on desks, so it is as discreet as the
sheet a woman takes along: sensitive needs are not named, and a service that is sensitive has a neutral name."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms import asking, live
from directory.models import Bassin, HelpLine, Service
from directory.programme import SCREENING
from directory.templatetags.look import phone
from directory.text import LocalText, best
from search.filters import Term, vocabulary
from search.sheet.discreet import telling
from search.views.cards import Card

SCREENERS, OF_A_NEED, LANGUAGES, LINES = 16, 3, 5, 6


@dataclass(frozen=True)
class Line:
    """A service as one line: whom to call, and in which languages."""

    name: str
    organisation: str
    phone: str
    languages: str


@dataclass(frozen=True)
class Need:
    label: str
    lines: list[Line]


@dataclass(frozen=True)
class Facts:
    bassin: Bassin
    communes: str
    hours: LocalText
    screeners: list[Line]
    more_screeners: int
    needs: list[Need]
    help_lines: list[HelpLine]
    demo: bool

    @property
    def helpdesk(self) -> str:
        return phone(self.bassin.helpdesk_phone) if self.bassin.helpdesk_phone else ""


def facts(bassin: Bassin) -> Facts:
    screening = asking.answer({"bassin": bassin.code, "prestation": SCREENING}, SCREENERS)
    return Facts(
        bassin=bassin,
        communes=", ".join(sorted(commune.name for commune in bassin.communes.all())),
        hours=best({"fr": bassin.helpdesk_hours_fr, "nl": bassin.helpdesk_hours_nl}),
        screeners=[_line(card) for card in screening.cards],
        more_screeners=screening.total - len(screening.cards),
        needs=[need for theme in _themes() if (need := _need(bassin, theme)).lines],
        help_lines=[line for line in live.help_lines_today() if not _tells(line)][:LINES],
        demo=Service.objects.demo().exists(),
    )


def _themes() -> list[Term]:
    return [theme for theme in vocabulary()["theme"].values() if theme.asked and not theme.sensitive]


def _need(bassin: Bassin, theme: Term) -> Need:
    found = asking.answer({"bassin": bassin.code, "theme": theme.code}, OF_A_NEED)
    return Need(str(theme.label), [_line(card) for card in found.cards])


def _line(card: Card) -> Line:
    way = card.phone or card.mail
    spoken = [str(term.label) for term in card.lists.get("language", ())]
    name, organisation = _names(card)
    return Line(
        name=name,
        organisation=organisation,
        phone=phone(way.value) if way else "",
        languages=", ".join(spoken[:LANGUAGES]) + (" …" if len(spoken) > LANGUAGES else ""),
    )


def _names(card: Card) -> tuple[str, str]:
    """As on the sheet: what is marked as sensitive, and what nobody marked but whose name says too much."""
    if not (card.sensitive or _telling(card, "name")):
        return str(card.name), "" if _telling(card, "organisation__name") else str(card.organisation)
    neutral = card.neutral_name
    return (str(neutral) if neutral and not telling(neutral) else _("Service")), ""


def _telling(card: Card, stem: str) -> bool:
    """In any language: who reads over a shoulder may know all three."""
    return bool(telling(" · ".join(card.row[f"{stem}_{code}"] or "" for code in ("fr", "nl", "en"))))


def _tells(line: HelpLine) -> bool:
    return bool(telling(f"{line.name_fr} · {line.name_nl}"))
