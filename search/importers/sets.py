"""Two sets of addresses beside each other: begun, filled in small writes, published in one, the old one deleted."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from search.importers.opening import Refused
from search.models import Address, AddressState, Street

INSERT = "INSERT INTO search_address (street_id, number, box, lat, lon) VALUES (%s, %s, %s, %s, %s)"
STREETS_AT_ONCE = 20  # some 3,000 addresses
MOST_STREETS = 10_000_000  # in one set

Door = tuple[int, str, str, float, float]  # street, number, box, point


def begin() -> tuple[int, int]:
    """The number of a new set, and how many addresses the current one holds."""
    with transaction.atomic():
        state, _made = AddressState.objects.select_for_update().get_or_create(pk=1)
        state.last += 1
        state.save(update_fields=["last"])
    return state.last, state.addresses


def write(streets: list[Street], doors: Sequence[Door]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        Street.objects.bulk_create(streets, batch_size=500)
        cursor.executemany(INSERT, doors)


def publish(number: int, addresses: int) -> None:
    """One short write; whoever looks up reads this row first. An older import that ends later changes nothing."""
    with transaction.atomic():
        told = AddressState.objects.filter(pk=1, current__lt=number).update(current=number, addresses=addresses)
    if not told:
        raise Refused(_("Another import that began later is done already: this one was dropped."))


def discard_before(number: int) -> None:
    """The sets before this one, and what interrupted imports left."""
    _discard(Street.objects.filter(set_number__lt=number))


def discard(number: int) -> None:
    _discard(Street.objects.filter(set_number=number))


def _discard(streets: QuerySet[Street]) -> None:
    """Bit by bit: each write is short. The addresses go before the streets that lead to them."""
    while some := list(streets.order_by("pk").values_list("pk", flat=True)[:STREETS_AT_ONCE]):
        with transaction.atomic():
            Address.objects.filter(street_id__in=some).delete()
            Street.objects.filter(pk__in=some).delete()
