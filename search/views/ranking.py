"""How results are ordered, in words: read from the very conditions that the engines use, so that it cannot lie."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from search.models import Place, PlaceKind
from search.question import Question, conditions
from search.question.conditions import SHUFFLES, AtLeast, Condition, Has, Of, Says, Within
from search.question.lists import current
from search.text import NAME
from search.views.panel import age
from search.views.words import length

BRUSSELS = (50.8466, 4.3517)
ANSWERS = {
    2: gettext_lazy("it answers nearly all, within three working days"),
    1: gettext_lazy("it answers at least half"),
}
ROOM = gettext_lazy("it must see everyone, or said within 60 days that it has room")


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
    question = Question(
        words="maternité",
        prestation=("screening",),
        place=Place(PlaceKind.POINT, point=BRUSSELS),
        partners=(0,),
    )
    found = conditions.ladders(question, current())
    return [Ladder(*_title(name), [_step(step, question) for step in steps]) for name, steps in found.items()]


def _title(name: str) -> tuple[str, str]:
    return {
        "words": (_("Your words"), _("when you wrote some")),
        "programme": (_("The programme"), _("when you chose a service of the programme or a role")),
        "distance": (_("How far it is"), _("when you named a place")),
        "partners": (_("Agreements"), _("when you are logged in for an organisation")),
        "room": (_("Room"), ""),
        "confirmed": (_("How fresh the card is"), ""),
        "answers": (_("How it answers requests"), _("once it has received some")),
    }[name]


def _step(step: Condition, question: Question) -> str:
    match step:
        case Says(tier):
            words = _("they are in its name") if tier == NAME else _("they name its kind of actor or a need it answers")
        case Has():
            words = _("it has what you chose, on the day you ask")
        case Within(metres):
            words = _("within %(distance)s") % {"distance": length(metres)}
        case Of():
            words = _("its organisation is bound to yours by an agreement in force")
        case AtLeast("confirmed_on", day):
            words = _("confirmed within %(age)s") % {"age": age(question.today - day)}
        case AtLeast("answers", value):
            words = str(ANSWERS[value])
        case _:
            words = str(ROOM) if step == conditions.room(question) else ""
    return words
