"""Reads what `likeness` compares: every organisation and service that may still be merged, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Q

from directory import likeness
from directory.likeness import Found, Sketch, plain
from directory.models import ContactPoint, Organisation, Service, Site
from directory.models.duplicates import Kind
from directory.models.services import not_closed

NAMES = ("name_fr", "name_nl", "name_en")
PHONES = (ContactPoint.Kind.PHONE, ContactPoint.Kind.SHORT)
Sets = dict[int, frozenset[str]]


def find(kind: str) -> Iterator[Found]:
    return FINDERS[kind]()


def _organisations() -> Iterator[Found]:
    phones = _phones("organisation", "service__organisation")
    places = _places("organisation")
    rows = Organisation.objects.filter(merged_into=None).exclude(status=Organisation.Status.CLOSED).order_by("pk")
    sketches = [
        Sketch(code, _names(names), number or "", phones.get(pk, frozenset()), places.get(pk, frozenset()))
        for pk, code, number, *names in rows.values_list("pk", "code", "enterprise_number", *NAMES)
    ]
    return likeness.organisations(sketches)


def _services() -> Iterator[Found]:
    phones, places = _phones("service"), _places("pk")
    rows = Service.objects.filter(not_closed(), merged_into=None, organisation__merged_into=None).order_by("pk")
    asked = rows.values_list("pk", "code", "organisation__code", "category", "site", *NAMES)
    sketches = [
        Sketch(
            code,
            _names(names),
            phones=phones.get(pk, frozenset()),
            places=places.get(site, frozenset()),
            owner=owner,
            kind=str(category),
        )
        for pk, code, owner, category, site, *names in asked
    ]
    return likeness.services(sketches)


FINDERS: dict[str, Callable[[], Iterator[Found]]] = {Kind.ORGANISATION: _organisations, Kind.SERVICE: _services}


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(plain(name) if name else "" for name in names)


def _phones(*owners: str) -> Sets:
    """By owner; of an organisation those of its services, too."""
    found: dict[int, set[str]] = defaultdict(set)
    for owner in owners:
        rows = ContactPoint.objects.filter(kind__in=PHONES).exclude(**{owner: None}).order_by()
        _gather(found, rows.values_list(owner, "value"))
    return _frozen(found)


def _places(owner: str) -> Sets:
    """Street, number and postal code, in each language it is written in. Of a confidential site nothing is kept."""
    found: dict[int, set[str]] = defaultdict(set)
    for street in ("street_fr", "street_nl"):
        rows = Site.objects.filter(~Q(**{street: ""}), merged_into=None).order_by()
        for pk, name, code in rows.values_list(owner, street, "postal_code__code"):
            found[pk].add(f"{plain(name)} {code or ''}")
    return _frozen(found)


def _gather(found: dict[int, set[str]], rows: Iterable[Any]) -> None:
    for owner, value in rows:
        found[owner].add(value)


def _frozen(found: dict[int, set[str]]) -> Sets:
    return {owner: frozenset(values) for owner, values in found.items()}
