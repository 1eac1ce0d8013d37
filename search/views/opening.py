"""« Répond au téléphone jusqu’à 12 h » on each card: the hours of a page of services, in two queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from directory.hours import DAY, WEEK, Weekly, open_at
from directory.models import HoursException, OpeningHours
from search.views.cards import Card


def tell(cards: list[Card], now: datetime) -> None:
    """Write on each card how it is open at this moment."""
    hours, exceptions = _hours(cards), _exceptions(cards, now)
    for card in cards:
        card.open = _words(hours.get(card.row["pk"], []), exceptions.get(card.row["pk"], []), now)


def _words(hours: list[Weekly], exceptions: list[Any], now: datetime) -> str:
    """Only yesterday, today and tomorrow can tell what is open now; day and night takes the whole week to know."""
    days = {(now.weekday() + offset) % WEEK for offset in (-1, 0, 1)}
    if not any(row.closes - row.opens >= DAY for row in hours):
        hours = [row for row in hours if row.weekday in days]
    if not hours and not exceptions:
        return ""
    state = open_at(hours, exceptions, now)
    return state.open[0].words if state.open else ""


def _hours(cards: list[Card]) -> dict[int, list[Weekly]]:
    """A service without hours of its own keeps those of its site."""
    services = [card.row["pk"] for card in cards]
    sites = [card.row["site_id"] for card in cards if card.row["site_id"]]
    rows = OpeningHours.objects.filter(Q(service__in=services) | Q(site__in=sites)).order_by()
    of_services: dict[int, list[Weekly]] = defaultdict(list)
    of_sites: dict[int, list[Weekly]] = defaultdict(list)
    for service_id, site_id, *row in rows.values_list("service_id", "site_id", *Weekly._fields):
        (of_services[service_id] if service_id else of_sites[site_id]).append(Weekly(*row))
    return {card.row["pk"]: of_services.get(card.row["pk"]) or of_sites.get(card.row["site_id"], []) for card in cards}


def _exceptions(cards: list[Card], now: datetime) -> dict[int, list[HoursException]]:
    day = timedelta(days=1)
    rows = HoursException.objects.filter(
        service__in=[card.row["pk"] for card in cards], starts_on__lte=now.date() + day, ends_on__gte=now.date() - day
    )
    found: dict[int, list[HoursException]] = defaultdict(list)
    for row in rows:
        found[row.service_id].append(row)
    return found
