"""The regional directory (Bruxelles Social / Sociaal Brussel): one record of its JSON is one service."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from directory import identifiers
from directory.actions.shape import Values
from directory.importers import cells, places
from directory.importers.entries import Entry, Managed, filled
from directory.importers.mapping import CategoryRules, Foreign
from directory.importers.places import Places
from directory.importers.records import records
from directory.importers.rows import Kind, Row
from directory.importers.texts import keep_no_national_number, line_of, paragraphs
from directory.importers.withholding import Withheld
from directory.models import Language, Source

CODE = "social_brussels"
PROSE = ("name", "description", "conditions", "entry", "hours_note")
MANAGED: Managed = {
    "organisation": ("name_fr", "name_nl", "enterprise_number"),
    "site": (
        *("street_fr", "street_nl", "postal_code", "outside_address", "lat", "lon", "sector"),
        *("getting_there_fr", "getting_there_nl"),
    ),
    "service": (
        *(f"{text}_{tongue}" for text in PROSE for tongue in ("fr", "nl")),
        *("category", "themes", "stages", "modes", "languages", "interpreter", "contacts", "confirmed_on"),
    ),
}
# A card is worth having without these; they are left out and reported, since nobody here can correct the source.
SPARE = frozenset(
    f"{name}{language}"
    for name in ("tel", "email", "websiteOfficial", "nameOfficial", "nameService", "address.street", "address.remark")
    for language in ("Fr", "Nl")
) | {"pmRp", "lastUpdate", "address.lat/lon", "address.statisticsCode"}
HIDDEN = re.compile(
    r"(adresse|lieu) (est )?(confidentiel|secr[eè]t|tenue? secr)|(geheim|vertrouwelijk|confidentieel)e? (adres|locatie)"
    r"|adres (is )?(geheim|vertrouwelijk)"
)
HIDDEN_SITE: Values = {"confidential": True}
HIDING = ("confid", "secr", "geheim", "vertrouw")  # what HIDDEN cannot do without
LANGUAGES = (("Fr", "fr"), ("Nl", "nl"))
phone_or_short = lru_cache(2048)(identifiers.phone_or_short)
mail = lru_cache(2048)(identifiers.mail)
web = lru_cache(2048)(identifiers.web)
Contact = tuple[str, str]
TWO_DIGITS = range(10, 100)  # children compare in the order of their `sort` as text


class Reader:
    """Reads a file of records; `check` turns one into what it asks of the directory."""

    managed = MANAGED

    def __init__(self, path: Path, source: Source) -> None:
        self.path = path
        self.places, self.rules = Places(), CategoryRules(source.code, CODE)
        self.withheld = Withheld(source.pk)
        self.past_day = lru_cache(4096)(cells.past_day())
        self.languages = set(Language.objects.values_list("code", flat=True))

    def rows(self) -> Iterator[tuple[Row, Any]]:
        for place, record in records(self.path):
            yield Row(place, spare=SPARE), record

    def check(self, row: Row, record: Any) -> Entry | None:
        """None when the row is rejected; its remarks say why."""
        if not isinstance(record, dict):
            row.refuse("", record, _("This is not a record."))
            return None
        row.record = _identifier(row, record)
        number = _first(row, "pmRp", _listed(record, "pmRp"), identifiers.enterprise_number) or ""
        texts = _texts(row, record)
        keep_no_national_number(row, texts)
        organisation = {f"name_{tongue}": texts[f"nameOfficial{suffix}"] for suffix, tongue in LANGUAGES}
        service = self._service(row, record, texts)
        group = number or f"record:{row.record}"
        site = self._place(row, record, texts, group)
        if row.rejected:
            return None
        return Entry(
            line=row.line,
            external_id=row.record,
            group=group,
            organisation=filled(organisation | {"enterprise_number": number}),
            site=site,
            service=filled(service),
        )

    def _service(self, row: Row, record: Values, texts: dict[str, str]) -> Values:
        service: Values = {
            "interpreter": "yes" if record.get("isInterpreting") is True else "",
            "confirmed_on": row.take("lastUpdate", record.get("lastUpdate"), lambda day: self.past_day(str(day))),
            "languages": sorted(self.languages & set(str(record.get("langStatus") or "").lower().split("-"))),
            "contacts": _contacts(row, record),
        }
        for suffix, tongue in LANGUAGES:
            service[f"name_{tongue}"] = texts[f"nameService{suffix}"] or texts[f"nameOfficial{suffix}"]
            service[f"conditions_{tongue}"] = texts[f"public{suffix}"]
            service[f"hours_note_{tongue}"] = texts[f"permanency{suffix}"]
            service[f"entry_{tongue}"] = texts[f"access{suffix}"]
            about = (texts[f"{name}{suffix}"] for name in ("description", "activities", "remark", "nameAlternative"))
            service[f"description_{tongue}"] = "\n\n".join(filter(None, about))
        if not (service["name_fr"] or service["name_nl"]):
            row.rejected = True
            row.remark(Kind.REJECTED, "nameOfficialFr", "", _("A name is missing, in French or in Dutch."))
        return service | self._kind(row, record, texts)

    def _kind(self, row: Row, record: Values, texts: dict[str, str]) -> Values:
        foreign = _foreign(record)
        name = f"{texts['nameOfficialFr']} {texts['nameServiceFr']}"
        gives = self.rules.of(name, foreign)
        if gives is None:
            row.remark(Kind.TO_MAP, "categoriesObject", foreign, _("No rule gives this record a kind of actor."))
        return dict(self.rules.other if gives is None else gives)

    def _place(self, row: Row, record: Values, texts: dict[str, str], group: str) -> Values | None:
        """Its site; of a place that is secret not a word is read, so that none can be told."""
        address = record.get("address")
        if _is_hidden(record, texts):
            if address:
                _withhold(row)
            return HIDDEN_SITE
        if address and self.withheld.holds(row.record, group):
            self.withheld.tell(row, "address")
            return None
        return self._site(row, address)

    def _site(self, row: Row, address: Any) -> Values | None:
        if not isinstance(address, dict):
            return None
        site: Values = {}
        for suffix, tongue in LANGUAGES:
            site[f"street_{tongue}"] = _street(row, address, suffix)
            site[f"getting_there_{tongue}"] = line_of(
                row, f"address.remark{suffix}", address.get(f"remark{suffix}"), 300
            )
        near = self._locality(row, address, site)
        if address.get("lat") is not None or address.get("lon") is not None:
            place = row.take(
                "address.lat/lon",
                f"{address.get('lat')}, {address.get('lon')}",
                lambda _shown: places.point(address.get("lat"), address.get("lon"), near),
            )
            site |= {"lat": place[0], "lon": place[1]} if place else {}
        return filled(site) or None

    def _locality(self, row: Row, address: Values, site: Values) -> tuple[float, float] | None:
        """Postal code and sector into the site; returns the point the address must be near to."""
        code = row.take("address.zipCode", address.get("zipCode"), places.postal_code)
        if code is None:
            return None
        town = str(address.get("municipalityFr") or address.get("municipalityNl") or "")
        if not places.in_region(code):
            site["outside_address"] = line_of(row, "address.municipalityFr", f"{code} {town}", 120)
            return None
        nis = row.take("address.municipalityFr", town, self.places.commune) or ""
        found = None if row.rejected else row.take("address.zipCode", code, lambda c: self.places.place(c, nis))
        if found is None:
            return None
        site["postal_code"] = f"{found.code}/{found.commune.code}"
        commune = found.commune.code
        site["sector"] = row.take(
            "address.statisticsCode", address.get("statisticsCode"), lambda value: self.places.sector(value, commune)
        )
        return found.lat, found.lon


def _identifier(row: Row, record: Values) -> str:
    value = record.get("id")
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"[\w.:-]{1,40}", text):
        row.rejected = True
        row.remark(Kind.REJECTED, "id", value, _("The identifier of the record is missing or cannot be one."))
        return ""
    return text


def _listed(record: Values, name: str) -> list[Any]:
    """The source writes lists, sometimes one text, often nothing."""
    value = record.get(name)
    if not value and value != 0:
        return []
    found = value if isinstance(value, list) else [value]
    return [each for each in found if each not in (None, "") and not isinstance(each, dict | list)]


def _texts(row: Row, record: Values) -> dict[str, str]:
    """Every prose field, cleaned; lists become one text."""
    found = {}
    for suffix, _tongue in LANGUAGES:
        for name in ("description", "activities", "public", "permanency", "remark"):
            found[name + suffix] = paragraphs(row, name + suffix, record.get(name + suffix))
        for name, glue in (("access", " · "), ("nameAlternative", " · ")):
            found[name + suffix] = paragraphs(row, name + suffix, glue.join(map(str, _listed(record, name + suffix))))
        for name in ("nameOfficial", "nameService"):
            column = name + suffix
            found[column] = line_of(row, column, next(iter(_listed(record, column)), None), 200)
    return found


def _first(row: Row, column: str, values: Iterable[Any], read: Callable[[str], str]) -> str | None:
    return next((found for value in values if (found := row.take(column, str(value), read))), None)


def _contacts(row: Row, record: Values) -> list[Values]:
    """Each number, mail and website once; one that stands in one language only is answered in that language."""
    found: dict[Contact, set[str]] = {}
    for field, read in (("tel", phone_or_short), ("email", _mail), ("websiteOfficial", _web)):
        for suffix, tongue in LANGUAGES:
            for value in _listed(record, field + suffix):
                contact = row.take(field + suffix, str(value), read)
                if contact:
                    found.setdefault(contact, set()).add(tongue)
    return [
        {"sort": sort, "kind": kind, "value": value} | ({"language": tongues.pop()} if len(tongues) == 1 else {})
        for sort, ((kind, value), tongues) in zip(TWO_DIGITS, found.items(), strict=False)
    ]


def _mail(value: str) -> Contact:
    return "mail", mail(value)


def _web(value: str) -> Contact:
    return "web", web(value)


def _foreign(record: Values) -> Foreign:
    categories = [each for each in record.get("categoriesObject") or [] if isinstance(each, dict)]
    status = record.get("legalStatus")
    return Foreign(
        frozenset(str(each["id"]) for each in categories if each.get("id") is not None),
        tuple(text for each in categories for text in each.values() if isinstance(text, str)),
        str(status["id"]) if isinstance(status, dict) and status.get("id") is not None else "",
    )


def _street(row: Row, address: Values, suffix: str) -> str:
    parts = [address.get(f"street{suffix}"), address.get("number"), address.get("numberBuilding")]
    box = {"Fr": "bte", "Nl": "bus"}[suffix]
    parts += [f"{box} {address['postalBox']}"] if address.get("postalBox") else []
    if not parts[0]:
        return ""
    return line_of(row, f"address.street{suffix}", " ".join(str(part) for part in parts if part), 200)


def _is_hidden(record: Values, texts: dict[str, str]) -> bool:
    """Does the record say that its address is secret? Then nothing of it is kept."""
    address = record.get("address")
    said = [str(address.get(f"remark{suffix}") or "") for suffix, _t in LANGUAGES] if isinstance(address, dict) else []
    text = "\n".join((*said, *texts.values())).lower()
    return any(word in text for word in HIDING) and bool(HIDDEN.search(text))


def _withhold(row: Row) -> None:
    row.remark(Kind.WITHHELD, "address", "", _("The record says that its address is secret: give its bassin by hand."))
