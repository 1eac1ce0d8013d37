"""Cards kept in the process, so that a page that lists the same services reads and draws none of them again.

What depends on the question (number, distance, reasons) is left open in what is drawn, and filled in for each page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from directory.answering import Answering
from directory.hours import OpenNow
from search.filters import Vocabulary
from search.question import Answer, Hit, Question
from search.views.cards import Card, cards, mark
from search.views.lines import lines_for
from search.views.opening import tell
from search.views.rendering import rendered

MOST, MOST_FACTS = 2_000, 10_000  # some 8 kB each, some 600 bytes each
QUARTER = 15 * 60
# Signs of private use: what is filled in.
NUMBER, WHERE, BECAUSE, KEEP, CARRY = "\ue000", "\ue001", "\ue002", "\ue004", "\ue005"
BETWEEN = "\ue003"


@dataclass
class Shelf:
    """`terms` is another object after any write of the directory: whatever a card prints may then have changed."""

    terms: Vocabulary
    quarter: int
    cards: dict[int, Card] = field(default_factory=dict)
    drawn: dict[int, str] = field(default_factory=dict)
    facts: dict[int, dict[str, Any]] = field(default_factory=dict)
    lines: dict[frozenset[str], list[Answering]] = field(default_factory=dict)


class Blank(Card):
    """A card without its question."""

    where = SafeString(WHERE)
    because = SafeString(BECAUSE)
    keep = SafeString(KEEP)
    carry = SafeString(CARRY)


_shelves: dict[str, Shelf] = {}


def listed(answer: Answer, terms: Vocabulary) -> list[Card]:
    """The cards of an answer, in its order."""
    now = answer.question.now
    kept = _shelf(terms, now).cards
    if missing := [hit.service_id for hit in answer.hits if hit.service_id not in kept]:
        read = cards(missing, now.date(), terms)
        tell(read, now)
        for card in read:
            card.mark = mark(card)
        kept.update((card.row["pk"], card) for card in read)
    return [_hit(kept[hit.service_id], hit) for hit in answer.hits if hit.service_id in kept]


def drawn(found: list[Card], terms: Vocabulary, now: datetime) -> list[SafeString]:
    """The cards of a result list as HTML, numbered from one."""
    kept = _shelf(terms, now).drawn
    plain = [card for card in found if not card.hit.open_kind]
    if missing := [Blank(**vars(card)) for card in plain if card.row["pk"] not in kept]:
        pieces = rendered("search/cards.html", cards=missing, number=NUMBER, between=BETWEEN).split(BETWEEN)
        kept.update(zip((card.row["pk"] for card in missing), pieces, strict=False))
    return [
        _filled(kept[card.row["pk"]], card, number)
        if card.row["pk"] in kept and not card.hit.open_kind
        else rendered("search/cards.html", cards=[card], number=number, between="")
        for number, card in enumerate(found, 1)
    ]


def lines(question: Question, terms: Vocabulary) -> list[Answering]:
    """The help lines of what is asked."""
    kept, needs = _shelf(terms, question.now).lines, frozenset(question.needs)
    if needs not in kept:
        kept[needs] = lines_for(question)
    return kept[needs]


def facts(
    ids: list[int], terms: Vocabulary, now: datetime, read: Callable[[list[int]], dict[int, dict[str, Any]]]
) -> dict[int, dict[str, Any]]:
    """What JSON tells of services, read by `read` where it is not known."""
    kept = _shelf(terms, now).facts
    if missing := [pk for pk in ids if pk not in kept]:
        kept.update(read(missing))
    return kept


def _hit(card: Card, hit: Hit) -> Card:
    """What the engine tells of its hours is exact to the minute."""
    told = OpenNow(hit.open_kind, hit.open_until).words if hit.open_kind else card.open
    return replace(card, hit=hit, open=told)


def _filled(html: str, card: Card, number: int) -> SafeString:
    parts = ((NUMBER, str(number)), (WHERE, card.where), (BECAUSE, card.because), (KEEP, card.keep))
    for sign, text in parts:
        html = html.replace(sign, text, 1)
    return SafeString(html.replace(CARRY, card.carry))


def _shelf(terms: Vocabulary, now: datetime) -> Shelf:
    language, quarter = (get_language() or "fr")[:2], int(now.timestamp()) // QUARTER
    shelf = _shelves.get(language)
    if (
        shelf is None
        or shelf.terms is not terms
        or shelf.quarter != quarter
        or len(shelf.cards) > MOST
        or len(shelf.facts) > MOST_FACTS
    ):
        shelf = _shelves[language] = Shelf(terms, quarter)
    return shelf
