"""What the boussole answers: who can screen her, what the programme offers now, who helps with what worries her.

It counts nothing and scores nothing: each list is the answer to a question anybody could have asked on the search page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from directory.answering import Answering
from directory.programme import SCREENING, OpenPrestation, prestations_at
from search.engines import answer
from search.filters import Term, Vocabulary
from search.question import Place, Question
from search.views.cards import Card
from search.views.lines import lines_about
from search.views.shelf import listed
from search.views.words import explain

NEAR = 5.0  # km
SHOWN, FEW = 3, 3
INTERPRETING = "interpretation"
UNDECIDED, CHOICE, SAFETY = "unconfirmed", "pregnancy_choice", "safety"


@dataclass
class Section:
    """One list of services. `spoken` is false when nobody there speaks her language."""

    theme: Term | None
    question: Question
    total: int
    cards: list[Card]
    spoken: bool = True
    near: bool = True
    lines: list[Answering] = field(default_factory=list)
    stand_in: bool = False  # the search's reserve answered

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What the search page is asked for the whole list."""
        asked = self.question
        found = [(facet, code) for facet, codes in asked.chosen.items() for code in codes]
        found += [("place", asked.place.written)] if asked.place else []
        return [*found, ("radius", f"{asked.radius:g}" if asked.radius else "")]


@dataclass
class Guidance:
    stage: Term
    place: Place
    language: Term | None
    undecided: bool
    offers: list[OpenPrestation]
    screening: Section | None = None
    sections: list[Section] = field(default_factory=list)
    interpreters: Section | None = None

    @property
    def urgent(self) -> list[Section]:
        """Her safety: before anything else."""
        return [section for section in self.sections if section.theme and section.theme.kind == SAFETY]

    @property
    def all(self) -> list[Section]:
        return [each for each in (self.screening, *self.sections, self.interpreters) if each]

    @property
    def stand_in(self) -> bool:
        return any(section.stand_in for section in self.all)

    @property
    def others(self) -> list[Section]:
        urgent = self.urgent
        return [section for section in self.sections if section not in urgent]


class Guide:
    """Asks the search the questions of one woman's situation."""

    def __init__(self, place: Place, stage: str, language: str, terms: Vocabulary) -> None:
        self.terms, self.stage, self.language = terms, stage, language
        self.base = Question(place=place, language=(language,) if language else ())

    def answer(self, themes: tuple[str, ...]) -> Guidance:
        today = self.base.now.date()
        place = self.base.place
        assert place is not None  # noqa: S101  the form asks for one
        offers = prestations_at(self.stage, today)
        found = Guidance(
            self.terms["stage"][self.stage],
            place,
            self.terms["language"].get(self.language),
            self.stage == UNDECIDED,
            offers,
        )
        if any(offer.prestation.code == SCREENING for offer in offers):
            found.screening = self.section(None, prestation=(SCREENING,))
        found.sections = [self.section(self.terms["theme"][code], theme=(code,)) for code in self.needs(themes)]
        if not themes and not found.undecided:
            found.sections = self.nearby(found.screening)
        if self.language and self.spoken(found) < FEW:
            found.interpreters = self.section(None, staged=False, category=(INTERPRETING,))
        return found

    def needs(self, themes: tuple[str, ...]) -> tuple[str, ...]:
        """Her safety first. Who has not decided yet is shown first where she can talk about it freely."""
        themes = tuple(sorted(themes, key=lambda code: self.terms["theme"][code].kind != SAFETY))
        if self.stage == UNDECIDED and CHOICE not in themes and CHOICE in self.terms["theme"]:
            return (CHOICE, *themes)
        return themes

    def nearby(self, above: Section | None) -> list[Section]:
        """Who is there for anything, but for those who stand above already: nothing where there is nobody else."""
        shown = {card.code for card in above.cards} if above else set()
        section = self.section(None, size=SHOWN + len(shown))
        others = [card for card in section.cards if card.code not in shown][:SHOWN]
        if section.cards and not others:
            return []
        section.cards = others
        return [section]

    def section(
        self, about: Term | None, *, staged: bool = True, size: int = SHOWN, **asked: tuple[str, ...]
    ) -> Section:
        """In her language and near her; else in her language further on; else near her, in another language.

        Who is full comes last of all: she would call for nothing. Who states no stage comes after those who do.
        """
        stage = (self.stage,) if staged else ()
        whole = self.base.but(stage=stage, any_stage=True, radius=NEAR if self.base.point else None, **asked)
        further, others = whole.but(radius=None), whole.but(language=())
        ways = dict.fromkeys((whole, further, others, others.but(radius=None)))
        for question in (*(way.but(without_full=True) for way in ways), *ways):
            found = answer(question, size=size, counts=False)
            if found.total:
                break
        shown = listed(found, self.terms)
        explain(shown, question, self.terms)
        spoken, near = question.language == whole.language, question.radius == whole.radius
        # What the search page finds, which is asked for the whole list.
        total = answer(question.but(without_full=False, any_stage=False), size=1, counts=False).total
        lines = lines_about([about.code]) if about else []
        return Section(about, question, total, shown, spoken, near, lines, found.stand_in)

    @staticmethod
    def spoken(found: Guidance) -> int:
        """How many of those shown speak her language."""
        sections = [*([found.screening] if found.screening else []), *found.sections]
        return len({card.code for section in sections if section.spoken for card in section.cards})
