"""Nothing found, or hardly anything can be: the nearest question that finds something, and people to call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from directory.answering import Answering
from directory.models import Bassin
from directory.text import LocalText, best
from search.filters import label_of
from search.question import Answer, Nearest, PlaceKind, Question
from search.views.lines import lines_for, today
from search.views.words import length

LINES = 4


@dataclass(frozen=True)
class Helpdesk:
    """The coordination team of a bassin, and how to reach it."""

    bassin: LocalText
    phone: str
    mail: str
    hours: LocalText
    site: LocalText


@dataclass(frozen=True)
class Nowhere:
    """`change` turns the question into the nearest one; `dropped` names what it leaves out, `word` the word."""

    total: int
    change: str
    dropped: list[str]
    word: str
    widened: str
    helpdesks: list[Helpdesk]
    lines: list[Answering]


def nowhere(answer: Answer) -> Nowhere:
    near = answer.nearest
    radius = near.question.radius if near and "radius" in near.dropped else None
    return Nowhere(
        total=near.total if near else 0,
        change="&".join(_changes(near)) if near else "",
        dropped=[_label(name) for name in near.dropped if not (name == "radius" and radius)]
        if near and not near.word
        else [],
        word=near.word if near else "",
        widened=length(radius * 1000) if radius else "",
        helpdesks=helpdesks(answer.question),
        lines=(lines_for(answer.question) or today()[0])[:LINES],
    )


def helpdesks(question: Question) -> list[Helpdesk]:
    """Of the bassins asked, else of the communes asked, else of where the place lies; those that can be reached."""
    bassins = Bassin.objects.all()
    if question.bassin or not question.commune:
        bassins = bassins.filter(code__in=question.bassin or (question.place.bassins if question.place else ()))
    else:
        bassins = bassins.filter(communes__code__in=question.commune).distinct()
    every = [_helpdesk(bassin) for bassin in bassins]
    return [one for one in every if one.phone or one.mail or one.site]


def _helpdesk(row: Bassin) -> Helpdesk:
    return Helpdesk(
        row.name,
        row.helpdesk_phone,
        row.helpdesk_mail,
        best({"fr": row.helpdesk_hours_fr, "nl": row.helpdesk_hours_nl}),
        best({"fr": row.site_fr, "nl": row.site_nl}),
    )


def outside(question: Question) -> bool:
    return question.place is not None and question.place.kind == PlaceKind.OUTSIDE


def _changes(near: Nearest) -> Iterable[str]:
    for name in near.dropped:
        if name == "radius" and near.question.radius:
            yield f"radius={near.question.radius:g}"
        elif name == "words" and near.word:
            yield f"q={near.question.words}"
        elif name == "place":
            yield "-place&-lat&-lon&-radius"
        else:
            yield f"-{'q' if name == 'words' else name}"


def _label(name: str) -> str:
    return label_of("q" if name == "words" else name)
