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
    service, phones = card.service, [c.value for c in card.phones if c.kind == ContactPoint.Kind.PHONE]
    return _stated(
        {
            "@context": "https://schema.org",
            "@type": _type(service.category.family, service.category.code),
            "@id": address,
            "url": address,
            "name": str(service.name),
            "description": str(service.description),
            "provider": {"@type": "Organization", "name": str(service.organisation.name)},
            "telephone": phones[0] if phones else "",
            "availableLanguage": [language.code for language in service.languages.all()],
            "areaServed": _area(card),
            "location": _place(card),
            "hoursAvailable": [_hours(row) for row in service.hours.all()],
        }
    )


def _stated(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def _type(family: str, category: str) -> str:
    if category in PUBLIC_CATEGORIES:
        return "GovernmentService"
    return "MedicalClinic" if family in MEDICAL_FAMILIES else "Service"


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
    return _stated({"@type": "Place", "address": _stated(postal), "geo": point})


def _hours(row: OpeningHours) -> dict[str, str]:
    """schema.org has no 24:00: midnight ends a day as 23:59."""
    closes = min(row.closes, 24 * 60 - 1) if row.closes <= 24 * 60 else row.closes % (24 * 60)
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{WEEKDAYS[row.weekday]}",
        "opens": f"{row.opens // 60:02d}:{row.opens % 60:02d}",
        "closes": f"{closes // 60:02d}:{closes % 60:02d}",
    }
