"""Result cards: rows through the gate, in the order of the hits, with one query for each list a card prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from directory.freshness import Confirmation, Room, confirmation, room_state
from directory.models import ContactPoint, Service
from directory.programme import SCREENING
from directory.templatetags.look import local
from directory.text import LocalText, best
from search.filters import Term, Vocabulary
from search.models import Span
from search.question import Hit
from search.views.keeping import button, carried

# What a card prints of each service; everything else of the wide row stays in the database.
COLUMNS = (
    "pk",
    "code",
    "category_id",
    "sensitive",
    "description_fr",
    "description_nl",
    "description_en",
    "not_for_fr",
    "not_for_nl",
    "not_for_en",
    "name_fr",
    "name_nl",
    "name_en",
    "neutral_name_fr",
    "neutral_name_nl",
    "neutral_name_en",
    "organisation_id",
    "organisation__name_fr",
    "organisation__name_nl",
    "organisation__name_en",
    "organisation__code",
    "room",
    "room_until",
    "room_said_on",
    "waiting_days",
    "confirmed_on",
    "rhythm_months",
    "interpreter",
    "takes_non_residents",
    "accepts_requests",
    "is_demo",
    "site_id",
    "site__confidential",
    "site__lat",
    "site__lon",
    "site__bassin_id",
    "site__street_fr",
    "site__street_nl",
    "site__postal_code__commune_id",
    "site__postal_code__code",
)
NO_HIT = Hit(0)
ON_SITE, EVERYONE = "on_site", "everyone"
# Those printed, and those read to say which of several chosen values matched.
LISTS = {
    "language": "languages",
    "access": "access",
    "mode": "modes",
    "audience": "audiences",
    "theme": "themes",
    "stage": "stages",
}


@dataclass
class Card:
    """What a card prints. `hit` says why it is here."""

    row: dict[str, Any]
    today: date
    hit: Hit = NO_HIT
    category: Term | None = None
    bassin: Term | None = None
    commune: Term | None = None
    lists: dict[str, list[Term]] = field(default_factory=dict)
    phone: ContactPoint | None = None
    mail: ContactPoint | None = None
    screens: bool = False
    mark: dict[str, Any] | None = None
    sheet: tuple[str, ...] = ()  # codes that are on it
    form: str = ""  # id of the form that puts it there
    why: list[LocalText | str] = field(default_factory=list)
    away: str = ""
    open: str = ""

    def text(self, name: str) -> LocalText:
        return best({code: self.row[f"{name}_{code}"] for code in ("fr", "nl", "en")})

    @property
    def code(self) -> str:
        return str(self.row["code"])

    @property
    def name(self) -> LocalText:
        return self.text("name")

    @property
    def neutral_name(self) -> LocalText:
        return self.text("neutral_name")

    @property
    def organisation(self) -> LocalText:
        return self.text("organisation__name")

    @property
    def offer(self) -> LocalText:
        return _short(self.text("description"), 150)

    @property
    def not_for(self) -> LocalText:
        return _short(self.text("not_for"), 90)

    @property
    def elsewhere(self) -> list[Term]:
        """The ways it helps that are not on site."""
        return [term for term in self.lists.get("mode", ()) if term.code != ON_SITE]

    @property
    def for_whom(self) -> list[Term]:
        """Nothing when it is for everyone."""
        return [] if any(term.code == EVERYONE for term in self.audiences) else self.audiences[:3]

    @property
    def audiences(self) -> list[Term]:
        return self.lists.get("audience", [])

    @property
    def address(self) -> str:
        return reverse("directory:service", args=[self.code])

    @property
    def keep(self) -> SafeString:
        return button(self)

    @property
    def carry(self) -> SafeString:
        return carried(self)

    @property
    def sensitive(self) -> bool:
        by_category = self.category is not None and self.category.sensitive
        return bool(self.row["sensitive"] or by_category or self.row["site__confidential"])

    @property
    def where(self) -> SafeString:
        """How far, and in which commune; as HTML, for names in another language."""
        parts = (escape(self.away), escape(local(self.commune.label)) if self.commune else "")
        return SafeString(" · ".join(filter(None, parts)) or escape(_("no fixed address")))

    @property
    def street(self) -> SafeString:
        """What paper needs to find the door; never of a confidential site."""
        street = best({code: self.row[f"site__street_{code}"] or "" for code in ("fr", "nl")})
        if self.row["site__confidential"] or not street:
            return SafeString("")
        return format_html("{}, {}", local(street), self.row["site__postal_code__code"] or "")

    @property
    def because(self) -> SafeString:
        """Why it is here, as HTML; nothing when there is no reason worth a word."""
        if not self.why:
            return SafeString("")
        reasons = SafeString(", ".join(conditional_escape(local(reason)) for reason in self.why))
        return format_html('<p class="why no-print">{} {}</p>', _("Because:"), reasons)

    @property
    def room(self) -> Room:
        return room_state(_Said.by(self.row), self.today)

    @property
    def confirmation(self) -> Confirmation:
        return confirmation(_Said.by(self.row), self.today)

    @property
    def point(self) -> tuple[float, float] | None:
        """Where its door is; never of a confidential site, of which nothing is stored either."""
        if self.row["site__confidential"] or self.row["site__lat"] is None:
            return None
        return self.row["site__lat"], self.row["site__lon"]


def _short(text: LocalText, length: int) -> LocalText:
    """Its beginning, cut between words."""
    flat = " ".join(text.split())
    return LocalText(flat if len(flat) <= length else flat[:length].rsplit(" ", 1)[0].rstrip(" ,;:") + "…", text.lang)


@dataclass
class _Said:
    """The columns of a row that `directory.freshness` reads of a service."""

    room: str
    room_until: date | None
    room_said_on: date | None
    confirmed_on: date | None
    rhythm_months: int

    @classmethod
    def by(cls, row: dict[str, Any]) -> _Said:
        return cls(**{name: row[name] for name in cls.__dataclass_fields__})


def mark(card: Card) -> dict[str, Any] | None:
    """What the map knows of a service with a public address; its words are the card's."""
    if card.point is None:
        return None
    lat, lon = card.point
    name = card.name
    return {
        "lat": round(lat, 5),
        "lon": round(lon, 5),
        "name": name,
        "lang": name.lang if name.foreign else "",
        "address": card.address,
    }


def cards(ids: list[int], today: date, terms: Vocabulary) -> list[Card]:
    """The cards of services. What is gone or no longer listed since the index was written is left out."""
    rows = Service.objects.listed().filter(pk__in=ids).values(*COLUMNS) if ids else ()
    found = [Card(row, today) for row in rows]
    if found:
        _fill(found, terms, today)
    return found


def _fill(found: list[Card], terms: Vocabulary, today: date) -> None:
    ids = [card.row["pk"] for card in found]
    lists = {facet: _codes(ids, relation, terms, facet) for facet, relation in LISTS.items()}
    contacts = _contacts(found)
    screening = _screening(ids, today)
    for card in found:
        row = card.row
        card.category = terms["category"].by_pk.get(row["category_id"])
        card.bassin = terms["bassin"].by_pk.get(row["site__bassin_id"])
        card.commune = terms["commune"].by_pk.get(row["site__postal_code__commune_id"])
        card.lists = {facet: rows.get(row["pk"], []) for facet, rows in lists.items()}
        card.phone = _first(contacts, row, {"phone", "short"})
        card.mail = _first(contacts, row, {"mail"})
        card.screens = row["pk"] in screening


def _screening(ids: list[int], today: date) -> set[int]:
    """Who may screen today, as the index keeps `directory.programme.screening_on`: stated, and under a convention."""
    day = today.toordinal()
    spans = Span.objects.filter(service_id__in=ids, key=f"prestation:{SCREENING}", starts__lte=day, ends__gte=day)
    return set(spans.values_list("service_id", flat=True))


def _codes(ids: list[int], relation: str, terms: Vocabulary, facet: str) -> dict[int, list[Term]]:
    """Straight from the table of links: the labels are known already."""
    links: Any = getattr(Service, relation)
    other = links.field.m2m_reverse_name()
    found: dict[int, list[Term]] = defaultdict(list)
    pairs = set(links.through.objects.filter(service_id__in=ids).values_list("service_id", other))
    for term in terms[facet].values():
        for service_id in ids:
            if (service_id, term.pk) in pairs:
                found[service_id].append(term)
    return found


def _contacts(found: list[Card]) -> dict[tuple[str, int], list[ContactPoint]]:
    """Ways to reach a service, and its organisation for one that names none of its own."""
    services = [card.row["pk"] for card in found]
    organisations = [card.row["organisation_id"] for card in found]
    points = ContactPoint.objects.filter(Q(service__in=services) | Q(organisation__in=organisations))
    kept: dict[tuple[str, int], list[ContactPoint]] = defaultdict(list)
    for point in points.exclude(kind=ContactPoint.Kind.WEB):
        owner = ("service", point.service_id) if point.service_id else ("organisation", point.organisation_id or 0)
        kept[owner].append(point)
    return kept


def _first(
    contacts: dict[tuple[str, int], list[ContactPoint]], row: dict[str, Any], kinds: set[str]
) -> ContactPoint | None:
    ways: Iterable[ContactPoint] = (
        *contacts.get(("service", row["pk"]), ()),
        *contacts.get(("organisation", row["organisation_id"]), ()),
    )
    return next((way for way in ways if way.kind in kinds), None)
