"""How results are ordered, in words: read from the very conditions that the engines use, so that it cannot lie."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.models import Place, PlaceKind
from search.question import Question, conditions
from search.question.conditions import ROOM_LASTS, SHUFFLES, AtLeast, Condition, Has, Of, Within
from search.question.lists import Lists, current
from search.views.panel import age
from search.views.words import length

BRUSSELS = (50.8466, 4.3517)


@dataclass(frozen=True)
class Ladder:
    title: str
    when: str
    steps: list[str]


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    return render(request, "search/ranking.html", {"ladders": ladders(), "orders": len(SHUFFLES)})


def ladders() -> list[Ladder]:
    """Every ladder there is, from a question that asks of everything."""
    question, lists = everything(), current()
    found = conditions.ladders(question, lists)
    return [Ladder(*_title(name), [_step(step, question, lists) for step in steps]) for name, steps in found.items()]


def everything() -> Question:
    place = Place(PlaceKind.POINT, point=BRUSSELS)
    words, screening, violence = "maternité 1080", ("screening",), ("domestic_violence",)
    asked = Question(words=words, prestation=screening, theme=violence, place=place, partners=(0,))
    return asked.but(stage=("pregnant_1_3",), any_stage=True)


def _title(name: str) -> tuple[str, str]:
    return {
        "stage": (_("The stage"), _("in the compass, which also shows who states none")),
        "words": (_("Your words"), _("when you wrote some")),
        "need": (_("The need"), _("when you chose one")),
        "full": (_("Whether it is full"), ""),
        "there": (_("Where its address is"), _("when you wrote a commune among your words")),
        "programme": (_("The programme"), _("when you chose a service of the programme or a role")),
        "distance": (_("How far it is"), _("when you named a place")),
        "partners": (_("Agreements"), _("when you are logged in for an organisation")),
        "room": (_("Room"), ""),
        "confirmed": (_("How fresh the card is"), ""),
        "answers": (_("How it answers requests"), _("once it has received some")),
    }[name]


def _step(step: Condition, question: Question, lists: Lists) -> str:
    """A condition nobody has put into words is refused: the page would not tell the whole."""
    match step:
        case Has("category"):
            return _("it is the kind of actor that is there for just this need")
        case Has("prestation" | "role"):
            return _("it has what you chose, on the day you ask")
        case Within(metres):
            return _("within %(distance)s") % {"distance": length(metres)}
        case Of():
            return _("its organisation is bound to yours by an agreement in force")
        case AtLeast("confirmed_on", day):
            return _("confirmed within %(age)s") % {"age": age(question.today - day)}
    named = {
        conditions.said(question, "first", lists): _("they name just what it does: its kind of actor, or a need"),
        conditions.said(question, "kind", lists): _("they name a need it answers, whom it is for, or its language"),
        conditions.said(question, "named", lists): _("they are in its name"),
        conditions.ladders(question, lists)["stage"][0]: _("it says that it helps at this stage"),
        conditions.ladders(question, lists)["there"][0]: _("it is in that commune"),
        conditions.NOT_FULL: _("it did not say that it is full at present"),
        conditions.room(question): _("it must see everyone, or said within %(days)s days that it has room")
        % {"days": ROOM_LASTS},
        AtLeast("answers", 2): _("it answers nearly all, within three working days"),
        AtLeast("answers", 1): _("it answers at least half"),
    }
    return named[step]
