"""What a question asks and what a hit is worth, as conditions written once; each engine says them in its own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from directory.freshness import DOUBTFUL_DAYS
from search.models import NEVER, Place, PlaceKind
from search.question.asked import Question, Sort
from search.question.lists import Lists
from search.question.naming import LABELLED
from search.question.points import BANDS
from search.text import NAME, TEXT

ROOM_LASTS, AGES = DOUBTFUL_DAYS, (30, 180, 365)  # days
FULL = "full"
PRIME = 2**31 - 1
SHUFFLES = tuple(pow(48_271, k + 1, PRIME) for k in range(16))


@dataclass(frozen=True)
class Is:
    """A yes or no of the row: listed, on_site, comes, residents_only, by_right…"""

    name: str


@dataclass(frozen=True)
class Has:
    """Any of these codes of a facet; for prestation, role and state (full): on the day of the question."""

    facet: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class AtLeast:
    column: str
    value: int


@dataclass(frozen=True)
class Of:
    """One of these organisations."""

    organisations: tuple[int, ...]


@dataclass(frozen=True)
class Within:
    """So many metres from the question's point."""

    metres: float


@dataclass(frozen=True)
class Open:
    """Open at this minute of this day (ordinal), by its exceptional hours if it has any, else by the weekly ones."""

    day: int
    minute: int


@dataclass(frozen=True)
class Says:
    """So many-th group of the question's words, in the name or anywhere in the text."""

    tier: str
    group: int


@dataclass(frozen=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Any:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    part: Condition


Condition = Is | Has | AtLeast | Of | Within | Open | Says | All | Any | Not
Ladder = tuple[Condition, ...]  # from narrow to wide: each implies the next


NOT_FULL = Not(Has("state", (FULL,)))


# What is asked --------------------------------------------------------------------------------------------------------


def filters(q: Question, lists: Lists) -> dict[str, Condition]:
    """Every condition by the parameter that asks it. All must hold, and the service must be listed."""
    found: dict[str, Condition] = {facet: Has(facet, codes) for facet, codes in chosen(q, lists).items()}
    if "stage" in found and q.any_stage:
        found["stage"] = Any((found["stage"], stageless(lists)))
    others: dict[str, Condition | None] = {
        "words": said(q, "text", lists) if q.text.groups else None,
        "place": _lives(q.place) if q.place else None,
        "radius": _reaches(q.place, q.radius) if q.place and q.radius else None,
        "open_now": moment(q) if q.open_now else None,
        "has_room": room(q) if q.has_room else None,
        "without_full": NOT_FULL if q.without_full else None,
        "accepts_requests": Is("accepts_requests") if q.accepts_requests else None,
        "confirmed_within": AtLeast("confirmed_on", q.today - q.confirmed_within) if q.confirmed_within else None,
        "partners_only": Of(q.partners) if q.partners_only else None,
        "republishable": Not(Is("withheld")) if q.republishable else None,
    }
    return found | {name: condition for name, condition in others.items() if condition}


def chosen(q: Question, lists: Lists) -> dict[str, tuple[str, ...]]:
    """The codes asked, with the languages that go together and without the stages that ask for nothing."""
    found = dict(q.chosen)
    if "language" in found:
        also = (other for code in found["language"] for other in lists.also.get(code, ()))
        found["language"] = tuple(dict.fromkeys((*found["language"], *also)))
    if "stage" in found:
        found["stage"] = tuple(code for code in found["stage"] if code not in lists.not_on_services)
    return {facet: codes for facet, codes in found.items() if codes}


def stageless(lists: Lists) -> Condition:
    """States no stage at all: it may help at any."""
    return Not(Has("stage", tuple(sorted(code for facet, code in lists.exist if facet == "stage"))))


def _lives(place: Place) -> Condition | None:
    """Who is known to live elsewhere is not sent to a service for inhabitants; without address nobody is refused."""
    if place.kind == PlaceKind.OUTSIDE:
        return Is("takes_non_residents")
    if place.lived_in:
        return Any((Not(Is("residents_only")), Has("commune", place.lived_in)))
    return None


def _reaches(place: Place, kilometres: float) -> Condition | None:
    if place.point is None:
        return None
    near = All((Is("on_site"), Within(kilometres * 1000)))
    return Any((near, All((Is("comes"), covers(place)))))


def covers(place: Place) -> Condition:
    """Whose area touches the place: its commune and its bassin, since some communes lie in several."""
    territory = (("commune", place.communes), ("bassin", place.bassins))
    return All(tuple(Has(facet, codes) for facet, codes in territory if codes) or (Any(()),))


def said(q: Question, where: str, lists: Lists) -> Condition:
    """All groups of words: `first`, those who do just what they mean; `kind`, all who have a code that they mean;
    `name`, those whose name says them; `named`, either; `text`, all that can be found by them.

    Labels are not indexed with each service: who has a code whose label says the word is found by that code.
    """
    return All(tuple(_met(q, number, where, lists) for number in range(len(q.text.groups))))


def _met(q: Question, number: int, where: str, lists: Lists) -> Condition:
    meant, name, text = q.text.meant[number], Says(NAME, number), Says(TEXT, number)
    first, every = _any(meant.first), _any(meant.every)
    if meant.place and where != "name":
        return Any((text, *every))
    match where:
        case "first":
            return Any(first or every or (name,))
        case "kind":
            return Any(every or (name,))
        case "name":
            return name
        case "named":
            return Any((name, *every))
    return Any((text, *every, *_any(lists.saying(q.text.groups[number], LABELLED).items())))


def _there(q: Question) -> tuple[Condition, ...]:
    """Of a commune among the words: whose address is there comes before who only covers it."""
    return tuple(Says(TEXT, number) for number, meant in enumerate(q.text.meant) if meant.place)


def _any(codes: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Has, ...]:
    return tuple(Has(facet, of) for facet, of in codes)


def _experts(q: Question, lists: Lists) -> tuple[str, ...]:
    """The kinds of actor that are there for just the needs chosen."""
    return tuple(dict.fromkeys(code for theme in q.theme for code in lists.specialised.get(theme, ())))


def moment(q: Question) -> Open:
    return Open(q.today, q.now.hour * 60 + q.now.minute)


def room(q: Question) -> Condition:
    """Must see everyone, or said « has room » or « few places » in the last 60 days."""
    return Any((Is("by_right"), AtLeast("room_said_on", q.today - ROOM_LASTS)))


# What a hit is worth --------------------------------------------------------------------------------------------------


def ladders(q: Question, lists: Lists) -> dict[str, Ladder]:
    """From the most important to the least: a step of one outweighs all steps of those after it."""
    asked = chosen(q, lists)
    given = dict.fromkeys((*asked.get("prestation", ()), *asked.get("role", ())))
    staged = (Has("stage", asked["stage"]),) if q.any_stage and "stage" in asked else ()
    found: dict[str, Ladder] = {
        "stage": staged,
        "words": tuple(said(q, where, lists) for where in ("first", "kind", "named")) if q.text.groups else (),
        "need": (Has("category", experts),) if (experts := _experts(q, lists)) else (),
        "full": (NOT_FULL,),
        "there": (All(there),) if (there := _there(q)) else (),
        "programme": (Has("prestation", tuple(given)),) if given else (),
        "distance": tuple(Within(metres) for metres in BANDS) if q.point else (),
        "partners": (Of(q.partners),) if q.partners else (),
        "room": (room(q),),
        "confirmed": tuple(AtLeast("confirmed_on", q.today - days) for days in AGES),
        "answers": (AtLeast("answers", 2), AtLeast("answers", 1)),
    }
    return {name: ladder for name, ladder in found.items() if ladder}


def weights(ladders: Iterable[Ladder]) -> list[tuple[int, Ladder]]:
    """The rank as one integer: the step reached on each ladder times its weight. A float holds it: below 2²⁴."""
    weight, found = 1, []
    for ladder in reversed(list(ladders)):
        found.append((weight, ladder))
        weight *= len(ladder) + 1
    if weight >= 2**24:
        raise ValueError(weight)
    return found[::-1]


def order(q: Question, lists: Lists) -> tuple[list[Ladder], str]:
    """The ladders that come first, then the column; equals take turns by the day, and the id decides."""
    match q.sort:
        case Sort.DISTANCE if q.point:
            return [tuple(Within(metres) for metres in BANDS)], "distance"
        case Sort.NAME:
            return [], f"name_{q.reader}"
        case Sort.CONFIRMED:
            return [], "confirmed_on"
    return list(ladders(q, lists).values()), ""


def shuffled(shuffle: int, day: int) -> int:
    """One of 16 orders of all services, by the day: in SQL the same multiplication, in Elasticsearch 16 fields."""
    return shuffle * SHUFFLES[day % len(SHUFFLES)] % PRIME


def day_of(ordinal: int) -> date:
    return date.min + timedelta(days=ordinal - 1)


def ordinal(day: date | None) -> int:
    return day.toordinal() if day else NEVER
