"""What machines read of a service (schema.org, JSON-LD). Nothing for sensitive services."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from directory.models import Bassin, Commune, ContactPoint, OpeningHours
from directory.views.card import Card

MEDICAL_FAMILIES = {"health", "mental_health", "perinatal"}
PUBLIC_CATEGORIES = {"cpas", "one", "one_cpn", "one_enfants", "one_pep", "opgroeien", "huis_vh_kind"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def linked_data(card: Card, address: str) -> SafeString | None:
    """JSON for a data block: it cannot close its element, and is never run."""
    if card.sensitive:
        return None
    return mark_safe(json.dumps(_service(card, address), ensure_ascii=False).translate(ESCAPES))  # noqa: S308


def _service(card: Card, address: str) -> dict[str, Any]:
    service = card.service
    common = {
        "@context": "https://schema.org",
        "@id": address,
        "url": address,
        "name": str(service.name),
        "description": str(service.description),
        "areaServed": _area(card),
    }
    clinic = service.category.family in MEDICAL_FAMILIES and service.category.code not in PUBLIC_CATEGORIES
    return _stated(common | (_clinic(card) if clinic else _public_service(card)))


def _clinic(card: Card) -> dict[str, Any]:
    return {
        "@type": "MedicalClinic",
        "parentOrganization": _organisation(card),
        "telephone": _phone(card),
        "contactPoint": _stated(
            {"@type": "ContactPoint", "telephone": _phone(card), "availableLanguage": _languages(card)}
        ),
        "openingHoursSpecification": [_hours(row) for row in card.weekly],
        **_place(card),
    }


def _public_service(card: Card) -> dict[str, Any]:
    channel = {
        "@type": "ServiceChannel",
        "servicePhone": {"@type": "ContactPoint", "telephone": _phone(card)} if _phone(card) else {},
        "availableLanguage": _languages(card),
        "serviceLocation": {"@type": "Place", **_place(card)} if _place(card) else {},
    }
    return {
        "@type": "GovernmentService" if card.service.category.code in PUBLIC_CATEGORIES else "Service",
        "provider": _organisation(card),
        "availableChannel": _stated(channel),
        "hoursAvailable": [_hours(row) for row in card.weekly],
    }


def _organisation(card: Card) -> dict[str, str]:
    return {"@type": "Organization", "name": str(card.service.organisation.name)}


def _phone(card: Card) -> str:
    return next((contact.value for contact in card.phones if contact.kind == ContactPoint.Kind.PHONE), "")


def _languages(card: Card) -> list[str]:
    return [language.code for language in card.service.languages.all()]


def _stated(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def _area(card: Card) -> list[dict[str, str]]:
    named: list[Bassin | Commune] = [*card.coverage.communes, *card.coverage.bassins]
    return [{"@type": "AdministrativeArea", "name": str(each.name)} for each in named]


def _place(card: Card) -> dict[str, Any]:
    site = card.site
    if site is None or not site.street:
        return {}
    town = str(site.commune.name) if site.commune else site.outside_address
    postal = {
        "@type": "PostalAddress",
        "streetAddress": str(site.street),
        "postalCode": site.postal_code.code if site.postal_code else "",
        "addressLocality": town,
        "addressCountry": "BE",
    }
    point = {"@type": "GeoCoordinates", "latitude": site.lat, "longitude": site.lon} if site.lat is not None else {}
    return _stated({"address": _stated(postal), "geo": point})


def _hours(row: OpeningHours) -> dict[str, str]:
    """schema.org has no 24:00: midnight ends a day as 23:59."""
    closes = min(row.closes, 24 * 60 - 1) if row.closes <= 24 * 60 else row.closes % (24 * 60)
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{WEEKDAYS[row.weekday]}",
        "opens": f"{row.opens // 60:02d}:{row.opens % 60:02d}",
        "closes": f"{closes // 60:02d}:{closes % 60:02d}",
    }
