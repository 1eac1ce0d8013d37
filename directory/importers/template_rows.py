"""Rows of our own table, checked cell by cell. Whoever sent the file can correct it: one wrong cell rejects its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from directory import identifiers
from directory.actions.shape import Values
from directory.actions.streets import telling
from directory.importers import cells, opening, places
from directory.importers.entries import SHAPES, Entry, children, filled
from directory.importers.places import Places
from directory.importers.rows import Kind, Row
from directory.importers.sheets import Formula
from directory.importers.tables import table
from directory.importers.template import COLUMNS, managed
from directory.importers.texts import keep_no_national_number, line_of, paragraphs
from directory.importers.withholding import Withheld
from directory.models import Bassin, Category, Commune, Organisation, Prestation, Service, Site, Source, Tongue

ADDRESS = ("street_fr", "street_nl", "postal_code", "commune", "town_outside", "lat", "lon", "sector")
WAY = ("getting_there_fr", "getting_there_nl", "getting_there_en")
CONTACTS: dict[str, Callable[[str], tuple[str, str]]] = {
    "phones": identifiers.phone_or_short,
    "mails": lambda value: ("mail", identifiers.mail(value)),
    "websites": lambda value: ("web", identifiers.web(value)),
}
DATED = {
    "conventions": ("bib_convention_from", "bib_convention_until"),
    "inami_accreditations": ("inami_from", "inami_until"),
    "billing_registrations": ("billing_from", "billing_until"),
}
SPARE = {"sector"}  # only sharpens what the postal code tells
TOGETHER = {"day", "commune"}  # read with the columns they belong to
KEY = re.compile(r"[\w.:-]{1,40}")  # an identifier somebody else gave
Read = Callable[[Any], Any]
Cells = dict[str, Any]


class Reader:
    """Reads a table; `check` turns one row into what it asks of the directory."""

    def __init__(self, path: Path, source: Source) -> None:
        self.withheld = Withheld(source.pk)
        self.places = Places()
        self.read = self._readers()
        self.table = table(path, COLUMNS)
        self.managed = managed(self.table.header)

    def _readers(self) -> dict[str, Read]:
        """How to read a cell, by the kind of its column."""
        lists: dict[str, Any] = {n: cells.Codes(f.related_model) for n, f in SHAPES["service"].sets.items()}
        bassins, communes = cells.Codes(Bassin, ("name",)), cells.Codes(Commune, ("name",))
        lists |= {"area_bassins": bassins, "area_communes": communes}
        role = SHAPES["service"].children["roles"].links["role"].related_model
        lists |= {"prestations": cells.Codes(Prestation), "roles": cells.Codes(role)}
        found: dict[str, Read] = {name: codes.several for name, codes in lists.items()}
        choices: dict[str, type[models.TextChoices]] = {
            "kind": Organisation.Kind,
            "tongue": Tongue,
            "step_free": Site.StepFree,
            "area": Service.Area,
            "room": Service.Room,
        }
        found |= {name: cells.choice(values) for name, values in choices.items()}
        return found | {
            "category": cells.Codes(Category).one,
            "bassin": bassins.one,
            "commune": self.places.commune,
            "postal_code": places.postal_code,
            "enterprise": lambda value: identifiers.enterprise_number(str(value)),
            "yes": cells.yes,
            "yes_no": lambda value: "yes" if cells.yes(value) else "no",
            "day": cells.day,
            "past_day": cells.past_day(),
            "number": cells.number,
            "rhythm": _rhythm,
        }

    def rows(self) -> Iterator[tuple[Row, Any]]:
        for number, values, too_many in self.table.rows():
            row = Row(number, spare=SPARE)
            if too_many:
                row.refuse("", "", _("This line has more cells than there are columns."))
            yield row, values

    def check(self, row: Row, values: Cells) -> Entry | None:
        row.record = _identifier(row, values)
        secret = row.take("confidential", values.get("confidential"), cells.yes) or False
        group = _group(row, values)
        known = not secret and self.withheld.holds(row.record, group)
        if secret or known:  # before anything is said of a cell
            values = _without_address(row, values)
        for name, value in values.items():
            if isinstance(value, Formula):
                row.refuse(name, value, _("This cell holds a formula: put its result in the cell."))
        if row.rejected:
            return None
        taken = self._taken(row, values)
        site = _secret_site(row, taken["site"]) if secret else self._site(row, values, taken["site"])
        organisation = self._organisation(row, values, taken["organisation"])
        service = self._service(row, values, taken["service"])
        if row.rejected:
            return None
        return Entry(row.line, row.record, group, filled(organisation), None if known else site, filled(service))

    def _taken(self, row: Row, values: Cells) -> dict[str, Values]:
        """Every cell that fills one field by itself."""
        found: dict[str, Values] = {"organisation": {}, "site": {}, "service": {}}
        texts: dict[str, str] = {}
        for name, value in values.items():
            column = COLUMNS[name]
            if column.kind == "line":
                longest = SHAPES[column.part].plain[column.field].max_length or 200
                found[column.part][column.field] = texts[name] = line_of(row, name, value, longest)
            elif column.kind == "text":
                found[column.part][column.field] = texts[name] = paragraphs(row, name, value)
            elif (column.kind in self.read and column.kind not in TOGETHER) or name == "room_until":
                found[column.part][column.field] = row.take(name, value, self.read[column.kind])
        keep_no_national_number(row, texts)
        return found

    def _organisation(self, row: Row, values: Cells, taken: Values) -> Values:
        number = _inami_number(row, values)
        for field, (starts, ends) in DATED.items():
            fact = self._dated(row, values, starts, ends)
            if field == "inami_accreditations" and fact:
                fact[0]["number"] = number
            if starts in values:
                taken[field] = children("organisation", field, fact)
        names = [f"name_{tongue}" for tongue in ("fr", "nl", "en")]
        if not any(taken.get(name) for name in names):
            row.refuse("organisation_name_fr", "", _("The organisation needs a name in one language at least."))
        return taken

    def _dated(self, row: Row, values: Cells, starts: str, ends: str) -> list[Values]:
        first = row.take(starts, values.get(starts), cells.day)
        last = row.take(ends, values.get(ends), cells.day)
        if first and last and last < first:
            row.refuse(ends, last, _("This ends before it starts."))
        if last and not first and not row.rejected:
            row.refuse(starts, "", _("Say from when."))
        return [{"starts_on": first} | ({"ends_on": last} if last else {})] if first else []

    def _site(self, row: Row, values: Cells, taken: Values) -> Values | None:
        taken.pop("confidential", None)
        sector = values.get("sector")
        sector = None if _empty(sector) or isinstance(sector, Formula) else sector  # a formula was told already
        nis = row.take("commune", values.get("commune"), self.places.commune) or ""
        code = taken.pop("postal_code", None)
        near = None
        if code and places.in_region(code):
            if (place := row.take("postal_code", code, lambda c: self.places.place(c, nis))) is not None:
                taken["postal_code"], near = f"{place.code}/{place.commune.code}", (place.lat, place.lon)
                taken["sector"] = row.take("sector", sector, lambda c: self.places.sector(c, place.commune.code))
        elif code:
            taken["outside_address"] = f"{code} {taken.get('outside_address') or ''}".strip()[:120]
        if sector is not None and not (code and places.in_region(code)):
            row.refuse("sector", sector, _("A statistical sector needs a postal code of the Region."))
        if nis and not code:
            row.refuse("postal_code", "", _("The postal code is missing."))
        lat, lon = values.get("lat"), values.get("lon")
        if not (_empty(lat) and _empty(lon)):
            point = row.take("lat", f"{lat}, {lon}", lambda _shown: places.point(lat, lon, near))
            taken |= {"lat": point[0], "lon": point[1]} if point else {}
        return filled(taken) or None

    def _service(self, row: Row, values: Cells, taken: Values) -> Values:
        if not any(taken.get(f"name_{tongue}") for tongue in ("fr", "nl", "en")):
            row.refuse("name_fr", "", _("The service needs a name in one language at least."))
        if not taken.get("category") and not row.rejected:
            row.refuse("category", "", _("The kind of actor is missing."))
        if any(name in values for name in CONTACTS):
            taken["contacts"] = children("service", "contacts", self._contacts(row, values))
        if any(f"hours_{kind}" in values for kind in ("walk_in", "telephone", "appointment")):
            taken["hours"] = children("service", "hours", self._hours(row, values))
        for field, link in (("prestations", "prestation"), ("roles", "role")):
            if field in values:
                taken[field] = children("service", field, self._stated(row, values, taken.pop(field), field, link))
        _check_area(row, values, taken)
        _check_room(row, taken)
        return taken

    def _contacts(self, row: Row, values: Cells) -> list[Values]:
        found: list[tuple[str, str]] = []
        for name, read in CONTACTS.items():
            for part in cells.parts(_number_text(values.get(name))):
                contact = row.take(name, part, read)
                if contact and contact not in found:
                    found.append(contact)
        return [{"kind": k, "value": v, "sort": sort} for sort, (k, v) in enumerate(found[:90], start=10)]

    def _hours(self, row: Row, values: Cells) -> list[Values]:
        found: list[Values] = []
        for kind in ("walk_in", "telephone", "appointment"):
            name = f"hours_{kind}"
            found += row.take(name, values.get(name), partial(opening.hours, kind=kind)) or []
        return found

    def _stated(self, row: Row, values: Cells, codes: list[str] | None, field: str, link: str) -> list[Values]:
        starts = f"{field}_from"
        since = row.take(starts, values.get(starts), cells.day)
        if codes and not since and not row.rejected:
            row.refuse(starts, "", _("Say from when."))
        return [{link: code, "starts_on": since} for code in codes or []]


def _without_address(row: Row, values: Cells) -> Cells:
    """That an address was there is told, never which. The communes it covers would say as much."""
    covered = [] if _empty(values.get("area_communes")) else ["area_communes", "area"]
    hidden = [*ADDRESS, *WAY, *telling(values), *covered]
    for name in (n for n in hidden if not _empty(values.get(n))):
        row.remark(Kind.WITHHELD, name, "", _("The address is secret: this was not kept."))
    return {name: None if name in hidden else value for name, value in values.items()}


def _secret_site(row: Row, taken: Values) -> Values:
    """Nothing but the bassin."""
    if not taken.get("bassin_override"):
        row.refuse("bassin", "", _("The address is secret: give the bassin, nothing else is kept."))
    return filled(taken)


def _check_area(row: Row, values: Cells, taken: Values) -> None:
    """What is listed says which kind of area it is; both together contradict each other."""
    listed = [name for name in ("bassins", "communes") if taken.get(f"area_{name}")]
    if len(listed) > 1:
        row.refuse("area_communes", "", _("Give bassins or communes, not both."))
    elif listed and taken.get("area") not in (None, "", listed[0]):
        row.refuse("area", values.get("area"), _("This contradicts the bassins or communes given."))
    elif listed:
        taken["area"] = listed[0]
    elif taken.get("area") in {"bassins", "communes"}:
        row.refuse(f"area_{taken['area']}", "", _("Which ones? The list is empty."))


def _check_room(row: Row, taken: Values) -> None:
    room = taken.get("room")
    if room == Service.Room.FULL and not taken.get("room_until"):
        row.refuse("room_until", "", _("“Full” needs the day until when."))
    if room in {Service.Room.OPEN, Service.Room.FEW, Service.Room.FULL} and not taken.get("room_said_on"):
        row.refuse("room_said_on", "", _("Say on which day this was true."))


def _identifier(row: Row, values: Cells) -> str:
    text = _key(values.get("id"))
    if not KEY.fullmatch(text):
        row.refuse("id", text, _("Give each row an identifier of letters and digits, and never change it."))
        return ""
    return text


def _group(row: Row, values: Cells) -> str:
    """The rows of one organisation have one enterprise number, or one identifier of their own."""
    try:
        number = identifiers.enterprise_number(str(values.get("enterprise_number") or ""))
    except ValidationError:  # told when the cell is read
        number = ""
    key = _key(values.get("organisation_id"))
    if key and not KEY.fullmatch(key):
        row.refuse("organisation_id", key, _("Write this identifier with letters and digits alone, at most 40."))
        key = ""
    return number or (f"organisation:{key}" if key else f"record:{row.record}")


def _inami_number(row: Row, values: Cells) -> str:
    """As it was written; a number that looks wrong is kept and told, as on the form."""
    number = row.take("inami_number", _key(values.get("inami_number")), identifiers.inami_number) or ""
    if number and _empty(values.get("inami_from")):
        row.refuse("inami_from", "", _("Say from when."))
    elif number and (warning := identifiers.inami_warning(number)):
        row.remark(Kind.TO_CHECK, "inami_number", values["inami_number"], warning)
    return number


def _key(value: Any) -> str:
    return "" if value is None else str(_number_text(value)).strip()


def _number_text(value: Any) -> Any:
    """A whole number of a spreadsheet as it was typed: 32470123456, not 32470123456.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _rhythm(value: Any) -> int:
    if (months := cells.number(value)) not in {1, 3, 6, 12}:
        raise ValidationError(_("Write 1, 3, 6 or 12 (months)."))
    return months
