"""A service as a contact for a telephone's address book (vCard 3.0, which every telephone reads)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from directory.models import ContactPoint, Service

LINE_OCTETS = 75
PROPERTY = {"phone": "TEL;TYPE=WORK,VOICE", "short": "TEL;TYPE=WORK,VOICE", "mail": "EMAIL;TYPE=WORK", "web": "URL"}


def vcard(service: Service, contacts: Iterable[ContactPoint], address: str) -> str:
    """A sensitive service is discreet in an address book too: its neutral name, its phones, nothing else."""
    discreet = service.is_sensitive
    name = str(service.neutral_name or _("Service")) if discreet else str(service.name)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{_text(name)}", f"N:{_text(name)};;;;"]
    if not discreet:
        lines += [f"ORG:{_text(str(service.organisation.name))}", *_place(service)]
    lines += [
        f"{PROPERTY[contact.kind]}:{_text(contact.value)}"
        for contact in contacts
        if not discreet or contact.kind in {"phone", "short"}
    ]
    if not discreet:
        lines.append(f"NOTE:{_text(address)}")
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCARD"])


def _place(service: Service) -> list[str]:
    site = service.site
    if not site or site.confidential or not site.street:
        return []
    code, town = (site.postal_code.code, str(site.postal_code.commune.name)) if site.postal_code else ("", "")
    lines = [f"ADR;TYPE=WORK:;;{_text(str(site.street))};{_text(town or site.outside_address)};;{code};"]
    return [*lines, f"GEO:{site.lat:.5f};{site.lon:.5f}"] if site.lat is not None else lines


def _text(value: str) -> str:
    """No value can end its line or begin another property."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        value = value.replace(plain, escaped)
    return value


def _folded(line: str) -> str:
    """Lines of at most 75 octets, never cut inside a character."""
    parts: list[str] = []
    part = ""
    for character in line:
        if len((part + character).encode()) > LINE_OCTETS - bool(parts):
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join([*parts, part])
