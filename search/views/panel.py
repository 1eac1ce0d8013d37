"""What stands around the cards: chips of what is asked, filters with their counts, orders, and the way on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from directory.text import LocalText
from search.filters import AGES, RADII, Asked, Terms, Vocabulary, label_of
from search.question import FACETS, Answer, PlaceKind, Question, Sort
from search.views.rendering import rendered
from search.views.words import length

# As a professional narrows down: her language and stage first, the map of the network last.
ORDER = (
    "language",
    "stage",
    "theme",
    "category",
    "prestation",
    "role",
    "access",
    "audience",
    "mode",
    "bassin",
    "commune",
)
OPEN = {"language", "stage", "theme"}
BY_COUNT = {"language", "theme", "category"}
SHORT = 7
Said = LocalText | str


CHECKED, COUNT = "\ue000", "\ue001"  # signs of private use, where a box drawn once is filled in


class Option(NamedTuple):
    value: str
    label: Said
    hits: int | None
    chosen: bool
    box: SafeString = SafeString("")  # what is ticked, drawn


@dataclass(frozen=True)
class Group:
    """One filter: the first values, and the rest behind « more »."""

    name: str
    label: str
    options: list[Option]
    open: bool

    @property
    def first(self) -> list[Option]:
        return self.options if len(self.options) <= SHORT + 2 else self.options[:SHORT]

    @property
    def rest(self) -> list[Option]:
        return self.options[len(self.first) :]

    @property
    def chosen(self) -> int:
        return sum(option.chosen for option in self.options)


@dataclass(frozen=True)
class Chip:
    """Something asked; `change` takes it away. What was typed stands in its own field too."""

    label: Said
    change: str
    typed: bool = False


def groups(answer: Answer, terms: Vocabulary) -> list[Group]:
    """Values that lead somewhere, and those chosen. Counts of a filter ignore the filter itself."""
    found = []
    for facet in ORDER:
        options = _options(facet, getattr(answer.question, facet), answer.facets.get(facet, {}), terms)
        if options:
            chosen = any(option.chosen for option in options)
            found.append(Group(facet, label_of(facet), options, chosen or facet in OPEN))
    return found


def _options(facet: str, chosen: tuple[str, ...], counts: dict[str, int], terms: Vocabulary) -> list[Option]:
    of, language, options = terms[facet], get_language(), []
    for code, term in of.items():
        if code in chosen or (counts.get(code) and term.asked):
            count, ticked = counts.get(code, 0), code in chosen
            options.append(
                Option(code, term.label, count, ticked, _box(facet, code, of, ticked, _written(count, language)))
            )
    if facet in BY_COUNT:
        options.sort(key=lambda option: (not option.chosen, -(option.hits or 0)))
    return options


def _box(facet: str, code: str, of: Terms, ticked: bool, count: str) -> SafeString:
    """A box to tick: two hundred a page, the same on every page but for the count."""
    html = of.drawn.get(code)
    if html is None:
        html = of.drawn[code] = rendered("search/box.html", name=facet, code=code, label=of[code].label)
    return SafeString(html.replace(CHECKED, " checked" if ticked else "", 1).replace(COUNT, count, 1))


@lru_cache(maxsize=4_096)
def _written(count: int, _language: str | None) -> str:
    return str(number_format(count))


def chips(asked: Asked, terms: Vocabulary) -> list[Chip]:
    question = asked.question
    found = [Chip(_("“%(words)s”") % {"words": question.words}, "-q", typed=True)] if question.words else []
    found += _where(asked)
    for facet in FACETS:
        found += [Chip(terms[facet].label(code), f"-{facet}={code}") for code in getattr(question, facet)]
    found += [
        Chip(label_of(name), f"-{name}")
        for name in ("open_now", "has_room", "accepts_requests")
        if getattr(question, name)
    ]
    if question.confirmed_within:
        found.append(Chip(_("confirmed within %(age)s") % {"age": age(question.confirmed_within)}, "-confirmed_within"))
    return found


def _where(asked: Asked) -> Iterable[Chip]:
    place, radius = asked.question.place, asked.question.radius
    if place is None:
        return
    name = _("around here") if place.kind == PlaceKind.POINT and "lat" in asked.parameters else place.name
    if place.doubts:
        name = f"{name} ({place.doubt})"
    change = "-place&-lat&-lon&-radius"
    if radius and place.point:
        yield Chip(
            _("%(place)s, within %(distance)s") % {"place": name, "distance": length(radius * 1000)}, change, typed=True
        )
    else:
        yield Chip(name, change, typed=True)


def age(days: int) -> str:
    if days % 365 == 0:
        return ngettext("%(count)s year", "%(count)s years", days // 365) % {"count": days // 365}
    if days % 30 == 0:
        return ngettext("%(count)s month", "%(count)s months", days // 30) % {"count": days // 30}
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def radii(question: Question) -> list[Option]:
    """The distances offered, and the one asked if it is another."""
    every = sorted({*RADII, *([question.radius] if question.radius else [])})
    return [Option(f"{km:g}", length(km * 1000), None, km == question.radius) for km in every]


def ages(question: Question) -> list[Option]:
    every = sorted({*AGES, *([question.confirmed_within] if question.confirmed_within else [])})
    return [Option(str(days), age(days), None, days == question.confirmed_within) for days in every]


def sorts(question: Question) -> list[Option]:
    """Distance needs somewhere to measure from."""
    labels = {
        Sort.RELEVANCE: _("relevance"),
        Sort.DISTANCE: _("distance"),
        Sort.CONFIRMED: _("recently confirmed"),
        Sort.NAME: _("name"),
    }
    return [
        Option(word, label, None, word == question.sort)
        for word, label in labels.items()
        if word != Sort.DISTANCE or question.point
    ]
