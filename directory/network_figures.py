"""How the network stands, bassin by bassin: what Brusano's team looks at before it picks up the telephone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from directory import freshness
from directory.freshness import Confirmed
from directory.models import Bassin, Organisation, Service, Ticket

NOWHERE = 0  # the whole Region, or no bassin stated


@dataclass(slots=True)
class Card:
    """What is read of a card."""

    pk: int
    organisation: int
    bassin: int | None
    room: str
    room_until: date | None
    room_said_on: date | None
    confirmed_on: date | None
    rhythm_months: int


@dataclass
class Figures:
    """Of one bassin, or of what has none. Each card counts in every bassin that it covers."""

    bassin: Bassin | None = None
    cards: int = 0
    fresh: int = 0
    room_known: int = 0
    tickets: int = 0
    unclaimed: int = 0

    def count(self, card: Card, today: date) -> None:
        self.cards += 1
        self.fresh += freshness.confirmation(card, today).state == Confirmed.FRESH
        self.room_known += freshness.room_state(card, today).is_known


@dataclass
class Network:
    """Rows of the table, one for each bassin, and what they come to: a card of two bassins is one card."""

    rows: dict[int, Figures]
    whole: Figures = field(default_factory=Figures)


def network(today: date) -> Network:
    """In a constant number of queries."""
    bassins = {bassin.pk: bassin for bassin in Bassin.objects.all()}
    found = Network({pk: Figures(bassin) for pk, bassin in bassins.items()} | {NOWHERE: Figures()})
    where, of_organisations = _cards(found, today)
    _tickets(found, where, of_organisations)
    _unclaimed(found, of_organisations)
    return found


def _cards(found: Network, today: date) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """The bassins of each card, and of each organisation."""
    mobile: dict[int, set[int]] = defaultdict(set)
    covered = Service.area_bassins.through.objects.filter(service__site=None)
    for service, bassin in covered.values_list("service", "bassin"):
        mobile[service].add(bassin)
    where: dict[int, set[int]] = {}
    of_organisations: dict[int, set[int]] = defaultdict(set)
    names = ("room", "room_until", "room_said_on", "confirmed_on", "rhythm_months")
    for row in Service.objects.listed().order_by().values_list("pk", "organisation", "site__bassin", *names):
        card = Card(*row)
        where[card.pk] = ({card.bassin} if card.bassin else mobile.get(card.pk)) or {NOWHERE}
        of_organisations[card.organisation] |= where[card.pk]
        for figures in (found.whole, *(found.rows[bassin] for bassin in where[card.pk])):
            figures.count(card, today)
    return where, of_organisations


def _tickets(found: Network, where: dict[int, set[int]], of_organisations: dict[int, set[int]]) -> None:
    for service, organisation in Ticket.objects.open().values_list("service", "organisation"):
        found.whole.tickets += 1
        for bassin in where.get(service or 0) or of_organisations.get(organisation) or {NOWHERE}:
            found.rows[bassin].tickets += 1


def _unclaimed(found: Network, of_organisations: dict[int, set[int]]) -> None:
    """Nobody can log in for them."""
    claimed = Organisation.objects.filter(memberships__user__is_active=True)
    rows = Organisation.objects.listed().filter(~Q(pk__in=claimed.values("pk"))).order_by()
    for pk in rows.values_list("pk", flat=True):
        found.whole.unclaimed += 1
        for bassin in of_organisations.get(pk) or {NOWHERE}:
            found.rows[bassin].unclaimed += 1
