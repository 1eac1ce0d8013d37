"""Our own table: one row a service, with its organisation and its site. Which columns there are and what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.importers.entries import MODELS

TONGUES = ("fr", "nl", "en")
SEVERAL = _("codes or labels, separated by semicolons")
ONE = _("a code or a label")
DAY = _("a day, for example 31/12/2026")
HOURS = _("for example: lu 9:00-12:00; je 13:00-16:30")
YES_NO = _("yes or no")


@dataclass(frozen=True)
class Column:
    """`field` is what it fills on the record of `part`; `kind` says how a cell is read (`template_rows`)."""

    name: str
    part: str
    field: str
    kind: str
    hint: str | Promise = ""
    example: str = ""
    required: bool = False

    @property
    def title(self) -> str | Promise:
        """Its name for people: the field's own, where it has one."""
        field = _field(self.part, self.field)
        return TITLES.get(self.name) or (field.verbose_name if field is not None else self.name)


def _field(part: str, name: str) -> Any:
    fields = {field.name: field for field in MODELS[part]._meta.get_fields()}
    field = fields.get(name)
    return field if field is not None and hasattr(field, "verbose_name") else None


def _texts(part: str, prefix: str, kind: str, *names: str, tongues: tuple[str, ...] = TONGUES) -> list[Column]:
    return [Column(f"{prefix}{n}_{t}", part, f"{n}_{t}", kind) for n in names for t in tongues]


TITLES: dict[str, str | Promise] = {
    "id": _("your own identifier of the service; never change it"),
    "organisation_id": _("your own identifier of the organisation, if it has no enterprise number"),
    "bib_convention_from": _("BIB convention: from"),
    "bib_convention_until": _("BIB convention: until"),
    "inami_number": _("INAMI number"),
    "inami_from": _("INAMI accreditation: from"),
    "inami_until": _("INAMI accreditation: until"),
    "billing_from": _("billing platform: from"),
    "billing_until": _("billing platform: until"),
    "confidential": _("is the address secret? Then leave it out and give the bassin"),
    "bassin": _("bassin, if the address is secret or the postal code does not tell"),
    "commune": _("commune, in French or Dutch"),
    "town_outside": _("town, if it lies outside the Region"),
    "phones": _("phone numbers, the first one to call first"),
    "mails": _("e-mail addresses"),
    "websites": _("websites"),
    "hours_walk_in": _("hours: walk-in, no appointment"),
    "hours_telephone": _("hours: by telephone"),
    "hours_appointment": _("hours: by appointment"),
    "prestations": _("prestations of the programme it gives"),
    "prestations_from": _("gives these prestations from"),
    "roles": _("roles it holds"),
    "roles_from": _("holds these roles from"),
}
ORGANISATION = [
    Column("organisation_id", "organisation", "", "key", example="A12"),
    *_texts("organisation", "organisation_", "line", "name"),
    *_texts("organisation", "organisation_", "text", "description"),
    Column("enterprise_number", "organisation", "enterprise_number", "enterprise", example="0212.347.945"),
    Column("organisation_kind", "organisation", "kind", "kind", ONE, "legal_body"),
    Column("mail_language", "organisation", "mail_language", "tongue", example="fr"),
    Column("bib_convention_from", "organisation", "conventions", "day", DAY),
    Column("bib_convention_until", "organisation", "conventions", "day", DAY),
    Column("inami_number", "organisation", "inami_accreditations", "number_text"),
    Column("inami_from", "organisation", "inami_accreditations", "day", DAY),
    Column("inami_until", "organisation", "inami_accreditations", "day", DAY),
    Column("billing_from", "organisation", "billing_registrations", "day", DAY),
    Column("billing_until", "organisation", "billing_registrations", "day", DAY),
]
SITE = [
    *_texts("site", "site_", "line", "name"),
    Column("confidential", "site", "confidential", "yes", YES_NO, "no"),
    Column("bassin", "site", "bassin_override", "bassin", ONE, "nord"),
    *_texts("site", "", "line", "street", tongues=("fr", "nl")),
    Column("postal_code", "site", "postal_code", "postal_code", example="1080"),
    Column("commune", "site", "postal_code", "commune", example="Molenbeek-Saint-Jean"),
    Column("town_outside", "site", "outside_address", "line", example="Vilvoorde"),
    Column("lat", "site", "lat", "point", example="50.8552"),
    Column("lon", "site", "lon", "point", example="4.3184"),
    Column("sector", "site", "sector", "sector", example="21012A001"),
    Column("step_free", "site", "step_free", "step_free", ONE, "yes"),
    *_texts("site", "", "line", "getting_there"),
]
PROSE = ("description", "conditions", "not_for", "entry", "documents", "hours_note", "before_you_send")
SERVICE = [
    *_texts("service", "", "line", "name", "neutral_name"),
    Column("category", "service", "category", "category", ONE, "sage_femme", required=True),
    *_texts("service", "", "text", *PROSE),
    *(
        Column(name, "service", name, name, SEVERAL)
        for name in ("themes", "audiences", "stages", "languages", "reading_languages", "modes", "access")
    ),
    Column("interpreter", "service", "interpreter", "yes_no", YES_NO),
    Column("area", "service", "area", "area", ONE, "bassins"),
    Column("area_bassins", "service", "area_bassins", "area_bassins", SEVERAL),
    Column("area_communes", "service", "area_communes", "area_communes", SEVERAL),
    Column("residents_only", "service", "residents_only", "yes", YES_NO),
    Column("takes_non_residents", "service", "takes_non_residents", "yes", YES_NO),
    Column("phones", "service", "contacts", "phones", example="02 529 41 20; 0470 12 34 56"),
    Column("mails", "service", "contacts", "mails", example="info@example.org"),
    Column("websites", "service", "contacts", "websites", example="https://www.example.org"),
    Column("hours_walk_in", "service", "hours", "walk_in", HOURS, "lu 9:00-12:00; je 13:00-16:30"),
    Column("hours_telephone", "service", "hours", "telephone", HOURS),
    Column("hours_appointment", "service", "hours", "appointment", HOURS),
    Column("prestations", "service", "prestations", "prestations", SEVERAL, "screening"),
    Column("prestations_from", "service", "prestations", "day", DAY),
    Column("roles", "service", "roles", "roles", SEVERAL, "screening"),
    Column("roles_from", "service", "roles", "day", DAY),
    Column("room", "service", "room", "room", ONE, "open"),
    Column("room_until", "service", "room_until", "day", DAY),
    Column("room_said_on", "service", "room_said_on", "past_day", DAY),
    Column("waiting_days", "service", "waiting_days", "number"),
    Column("confirmed_on", "service", "confirmed_on", "past_day", DAY),
    Column("rhythm_months", "service", "rhythm_months", "rhythm", example="6"),
    Column("sensitive", "service", "sensitive", "yes", YES_NO, "no"),
]
ID = Column("id", "service", "", "id", example="1", required=True)
COLUMNS = {column.name: column for column in (ID, *ORGANISATION, *SITE, *SERVICE)}


def managed(header: list[str]) -> dict[str, tuple[str, ...]]:
    """The fields a file with these columns speaks of; what it has no column for is left as it is."""
    found: dict[str, dict[str, None]] = {"organisation": {}, "site": {}, "service": {}}
    for name in header:
        column = COLUMNS[name]
        if column.field:
            found[column.part][column.field] = None
    if any(name.startswith("area_") for name in header):
        found["service"]["area"] = None
    if "lat" in header or "lon" in header:
        found["site"] |= {"lat": None, "lon": None}
    return {part: tuple(sorted(names)) for part, names in found.items()}
