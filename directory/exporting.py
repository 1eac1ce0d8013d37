"""Cards as rows of a table: of an organisation for itself, or of the whole directory for Brusano's team."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.identifiers import show_enterprise_number, show_phone
from directory.models import ContactPoint, Service

AT_ONCE = 500
PHONES = (ContactPoint.Kind.PHONE, ContactPoint.Kind.SHORT)


def rows(services: QuerySet[Service]) -> Iterator[list[object]]:
    """The header, then a row for each. Of a confidential site there is nothing to tell but its bassin."""
    yield _header()
    related = services.select_related("organisation", "category", "site__bassin", "site__postal_code__commune")
    related = related.prefetch_related("languages", "contacts", "organisation__contacts").order_by("pk")
    for service in related.iterator(chunk_size=AT_ONCE):
        yield _row(service)


def _header() -> list[object]:
    return [
        _("code"),
        _("name (FR)"),
        _("name (NL)"),
        _("organisation"),
        _("enterprise number"),
        _("kind of actor"),
        _("street and number (FR)"),
        _("street and number (NL)"),
        _("postal code"),
        _("commune"),
        _("bassin"),
        _("phone"),
        _("e-mail"),
        _("web"),
        _("languages spoken"),
        _("room"),
        _("full until"),
        _("room: said on"),
        _("waiting time (days)"),
        _("card confirmed on"),
        _("closed from"),
        _("address of the card"),
    ]


def _row(service: Service) -> list[object]:
    organisation, site = service.organisation, service.site
    contacts = list(service.contacts.all()) or list(organisation.contacts.all())
    return [
        service.code,
        service.name_fr,
        service.name_nl,
        str(organisation),
        show_enterprise_number(organisation.enterprise_number or ""),
        str(service.category),
        site.street_fr if site else "",
        site.street_nl if site else "",
        site.postal_code.code if site and site.postal_code else "",
        str(site.commune.name) if site and site.commune else "",
        str(site.bassin or "") if site else "",
        _all(show_phone(each.value) for each in contacts if each.kind in PHONES),
        _all(each.value for each in contacts if each.kind == ContactPoint.Kind.MAIL),
        _all(each.value for each in contacts if each.kind == ContactPoint.Kind.WEB),
        _all(str(language) for language in service.languages.all()),
        service.get_room_display(),
        _day(service.room_until),
        _day(service.room_said_on),
        service.waiting_days if service.waiting_days is not None else "",
        _day(service.confirmed_on),
        _day(service.closed_on),
        settings.SITE_ADDRESS + reverse("directory:service", args=[service.code]),
    ]


def _all(values: Iterable[str]) -> str:
    return ", ".join(values)


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
