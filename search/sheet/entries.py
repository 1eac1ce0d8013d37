"""What the sheet says of one service: as little as she needs to call, to go there and to be received."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.http import Http404

from directory import hours
from directory.models import ContactPoint, Language, Service
from directory.templatetags.look import phone
from directory.text import LocalText
from directory.vcard import vcard
from directory.views.card import Card
from directory.views.finding import merged_code
from directory.views.reading import read
from search.sheet.discreet import telling
from search.sheet.phrases import Phrases

NOTHING = LocalText("", "")
NAME = 90  # characters
PHONES = 2
# What she is told before she goes: access and mode codes, the icon and the phrase of each, in this order.
TOLD = {
    "free": ("hand-coins", "free"),
    "no_papers": ("file-text", "no_papers"),
    "insurance_needed": ("contact", "insurance"),
    "women_only": ("user", "women_only"),
    "home_visit": ("house", "home_visit"),
    "phone": ("phone", "by_phone"),
    "remote": ("globe", "online"),
}


@dataclass(frozen=True)
class Phone:
    href: str
    written: str


@dataclass(frozen=True)
class Slot:
    kind: str
    words: str


@dataclass(frozen=True)
class Note:
    icon: str
    words: str


@dataclass(frozen=True)
class Entry:
    """One service. What is discreet has neither address nor point. `gone` holds nothing but its code."""

    code: str
    gone: bool = False
    name: LocalText = NOTHING
    phones: tuple[Phone, ...] = ()
    mail: str = ""  # where there is no telephone
    address: LocalText = NOTHING
    hidden_address: bool = False
    spot: tuple[int, int] | None = None
    days: tuple[tuple[Slot, ...], ...] = ()
    notes: tuple[Note, ...] = ()
    languages: tuple[Language, ...] = ()
    contact: bool = False
    demo: bool = False


def entries(codes: Iterable[str], words: Phrases, now: datetime) -> list[Entry]:
    """In the order chosen. What is closed, unknown or hidden since says so, whatever the reason."""
    return [_entry(code, words, now) for code in codes]


def _entry(code: str, words: Phrases, now: datetime) -> Entry:
    service = _found(code)
    if service is None or service.is_closed:
        return Entry(code, gone=True)
    card = Card(service, now)
    discreet = _discreet(card)
    return Entry(
        code=service.code,
        name=_name(card, words, discreet=discreet),
        phones=tuple(Phone(each.href, phone(each.value)) for each in card.phones[:PHONES]),
        mail="" if discreet or card.phones else _mail(card),
        address=NOTHING if discreet else _address(card),
        hidden_address=discreet,
        spot=None if discreet or card.map is None else card.map.spot,
        days=_days(card, words),
        notes=tuple(_notes(card, words, discreet=discreet)),
        languages=tuple(cast("Iterable[Language]", service.languages.all())),
        contact=not telling(vcard(service, card.contacts, "")),
        demo=service.is_demo,
    )


def _found(code: str) -> Service | None:
    try:
        return read(code) or read(merged_code(Service.objects.readable(), code))
    except Http404:
        return None


def _discreet(card: Card) -> bool:
    """What is marked so; and what nobody marked, but whose name or address says too much."""
    service = card.service
    texts = (service.name_fr, service.name_nl, service.name_en, _address(card))
    return card.sensitive or bool(telling(" · ".join(texts)))


def _name(card: Card, words: Phrases, *, discreet: bool) -> LocalText:
    if not discreet:
        return _short(card.service.name)
    neutral = card.service.neutral_name
    return _short(neutral) if neutral and not telling(neutral) else LocalText(words.service, words.code)


def _short(text: LocalText) -> LocalText:
    return text if len(text) <= NAME else LocalText(text[:NAME].rsplit(" ", 1)[0] + "…", text.lang)


def _address(card: Card) -> LocalText:
    site = card.site
    if site is None or not site.street:
        return NOTHING
    town = f"{site.postal_code.code} {site.postal_code.commune.name}" if site.postal_code else site.outside_address
    return LocalText(", ".join(filter(None, (str(site.street), town))), site.street.lang)


def _mail(card: Card) -> str:
    found = (each.value for each in card.other_contacts if each.kind == ContactPoint.Kind.MAIL)
    return next((value for value in found if not telling(value)), "")


def _days(card: Card, words: Phrases) -> tuple[tuple[Slot, ...], ...]:
    """The usual week: a sheet is kept longer than an exception lasts."""
    if not card.weekly:
        return ()
    week = hours.week(card.weekly, (), card.today)
    return tuple(tuple(Slot(each.kind, _span(each, words)) for each in day.ranges) for day in week)


def _span(each: hours.Range, words: Phrases) -> str:
    if each.closes - each.opens >= hours.DAY:
        return words.around
    return f"{_clock(each.opens)}–{_clock(each.closes)}"


def _clock(minutes: int) -> str:
    """In figures, that everybody reads."""
    return f"{minutes // 60 % 24}:{minutes % 60:02d}"


def _notes(card: Card, words: Phrases, *, discreet: bool) -> Iterable[Note]:
    """Of what is discreet, nothing that says whom it is for."""
    codes = {row.code for row in (*card.service.access.all(), *card.service.modes.all()) if row.active}
    codes &= {"free"} if discreet else set(TOLD)
    for_her = bool(card.prestations) and card.free_note is not None
    for code, (icon, phrase) in TOLD.items():
        if code == "free" and for_her:
            yield Note(icon, words.free_for_you)
        elif code in codes:
            yield Note(icon, getattr(words, phrase))
    if card.service.interpreter == Service.Interpreter.YES:
        yield Note("languages", words.interpreter)
