"""What a card says in words: how far it is, and why it is here."""

from __future__ import annotations

from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import gettext as _

from directory.text import LocalText
from search.filters import Vocabulary
from search.question import FACETS, Hit, Question
from search.views.cards import Card

Said = LocalText | str
SENTENCES = {
    "name": gettext_noop("“%(words)s” in its name"),
    "kind": gettext_noop("“%(words)s”"),
    "text": gettext_noop("“%(words)s” in its description"),
    "covers": gettext_noop("comes there or helps from afar"),
    "any_stage": gettext_noop("does not say for which stage: ask"),
    "room": gettext_noop("has room"),
    "open": gettext_noop("open now"),
    "partner": gettext_noop("a partner of yours"),
}
NAMES = {"bassin", "commune", "language"}  # written as they are anywhere in a sentence


def length(metres: float) -> str:
    """As people say it: to 50 m nearby, to 100 m further on, then to the kilometre."""
    return _length(metres, get_language())


@lru_cache(maxsize=4_096)
def _length(metres: float, _language: str | None) -> str:
    if metres < 975:
        return _("%(metres)s m") % {"metres": max(50, round(metres / 50) * 50)}
    kilometres = round(metres / 1000, 1 if metres < 9_950 else 0)
    whole = kilometres == int(kilometres)
    return _("%(kilometres)s km") % {"kilometres": number_format(kilometres, 0 if whole else 1)}


def distance(hit: Hit) -> str:
    if hit.distance_m is None:
        return ""
    sentence = _("about %(distance)s away") if hit.approximate else _("%(distance)s away")
    return sentence % {"distance": length(hit.distance_m)}


def explain(cards: list[Card], question: Question, terms: Vocabulary) -> None:
    """Write on each card what depends on the question."""
    for card in cards:
        card.away, card.why = distance(card.hit), reasons(card, question, terms)


def reasons(card: Card, question: Question, terms: Vocabulary) -> list[Said]:
    """Why this service is among the answers, in the order in which the engine gives its codes."""
    found: list[Said] = []
    for code in card.hit.why:
        if code in FACETS:
            found += _matching(card, code, question, terms)
        elif sentence := _sentence(code, question):
            found.append(sentence)
    return found


def _matching(card: Card, facet: str, question: Question, terms: Vocabulary) -> list[Said]:
    """The chosen values this card has; of a single one the hit itself is the proof."""
    codes = getattr(question, facet)
    if len(codes) > 1 and facet in card.lists:
        codes = [term.code for term in card.lists[facet] if term.code in codes]
    if len(codes) > 1 and facet == "category":
        codes = [card.category.code] if card.category else ()
    labels = (terms[facet].label(code) for code in codes)
    return [label if facet in NAMES else _inside(label) for label in labels]


def _inside(label: LocalText) -> LocalText:
    """As it stands within a sentence: « Gratuit » begins small there, « CPAS » does not."""
    small = len(label) > 1 and label[1].islower()
    return LocalText(label[0].lower() + label[1:], label.lang) if small else label


def _sentence(code: str, question: Question) -> str:
    if code == "near" and question.radius:
        return _("within %(distance)s") % {"distance": length(question.radius * 1000)}
    return gettext(SENTENCES[code]) % {"words": question.words} if code in SENTENCES else ""
