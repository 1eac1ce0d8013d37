"""A service as its page prints it: everything that depends on the day or the hour, worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, cast

from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from directory import drawing, freshness, geography, hours
from directory.models import (
    Access,
    Audience,
    ContactPoint,
    Language,
    Notice,
    OpeningHours,
    PrestationRule,
    Role,
    Service,
    ServicePrestation,
    ServiceRole,
    Site,
    Stage,
    Theme,
)
from directory.programme import SCREENING, in_force, reminder, valid_on
from directory.text import LocalText
from directory.views.reading import CodeLists, changed_at, code_lists

EVERY_STAGE = 7
CALLED = {ContactPoint.Kind.PHONE, ContactPoint.Kind.SHORT}


@dataclass(frozen=True)
class Offer:
    """A prestation or a role the card states today; `to_confirm` where the BIB convention it needs is not known."""

    label: LocalText
    to_confirm: bool
    rule: PrestationRule | None = None

    @property
    def reminder(self) -> str:
        return reminder(self.rule) if self.rule else ""


@dataclass(frozen=True)
class AreaMap:
    """The communes as they are covered, and where the service is."""

    paths: SafeString
    height: int
    spot: tuple[int, int] | None
    width: int = drawing.WIDTH


class Card:
    """One service at one moment."""

    def __init__(self, service: Service, moment: datetime) -> None:
        self.service, self.moment = service, timezone.localtime(moment)
        self.today: date = self.moment.date()

    @cached_property
    def sensitive(self) -> bool:
        return self.service.is_sensitive

    @cached_property
    def site(self) -> Site | None:
        """The place, unless it is confidential: then only its bassin is told, by `bassin`."""
        site = self.service.site
        return None if site is None or site.confidential else site

    @cached_property
    def confidential(self) -> bool:
        return bool(self.service.site and self.service.site.confidential)

    @cached_property
    def successor(self) -> Service | None:
        """Who takes over from a closed service, where that is public."""
        return Service.objects.listed().filter(pk=self.service.successor_id or 0).first()

    @cached_property
    def _lists(self) -> CodeLists:
        return code_lists()

    # Lists, without the values Brusano has retired

    @cached_property
    def themes(self) -> list[Theme]:
        return _active(self.service.themes.all())

    @cached_property
    def audiences(self) -> list[Audience]:
        return _active(self.service.audiences.all())

    @cached_property
    def stages(self) -> list[Stage]:
        """All of them is no information: then none is named."""
        rows = _active(self.service.stages.all())
        return rows if len(rows) < EVERY_STAGE else []

    @cached_property
    def access(self) -> list[Access]:
        return sorted(_active(self.service.access.all()), key=lambda row: bool(row.kind != Access.Kind.PRICE))

    @cached_property
    def reading_languages(self) -> list[Language]:
        """Those it reads without speaking them."""
        spoken = set(self.service.languages.all())
        return [row for row in _active(self.service.reading_languages.all()) if row not in spoken]

    # How to reach it

    @cached_property
    def contacts(self) -> list[ContactPoint]:
        """Its own, else those of its organisation."""
        return list(self.service.contacts.all()) or list(self.service.organisation.contacts.all())

    @cached_property
    def borrowed_contacts(self) -> bool:
        return bool(self.contacts) and self.contacts[0].service_id is None

    @cached_property
    def phones(self) -> list[ContactPoint]:
        return [contact for contact in self.contacts if contact.kind in CALLED]

    @cached_property
    def other_contacts(self) -> list[ContactPoint]:
        return [contact for contact in self.contacts if contact.kind not in CALLED]

    @cached_property
    def weekly(self) -> list[OpeningHours]:
        """Its own, else those of the place where it is given; search reads them the same way."""
        own = list(self.service.hours.all())
        return own or (list(self.service.site.hours.all()) if self.service.site else [])

    @cached_property
    def borrowed_hours(self) -> bool:
        return bool(self.weekly) and self.weekly[0].service_id is None

    @cached_property
    def opening(self) -> hours.State:
        return hours.open_at(self.weekly, self.service.exceptions.all(), self.moment)

    @cached_property
    def week(self) -> list[hours.Day]:
        return hours.week(self.weekly, self.service.exceptions.all(), self.today) if self.weekly else []

    @cached_property
    def exceptions(self) -> list[hours.Coming]:
        return hours.coming(self.service.exceptions.all(), self.today)

    @cached_property
    def notices(self) -> list[Notice]:
        return [notice for notice in self.service.notices.all() if valid_on(notice, self.today)]

    # How fresh it is

    @cached_property
    def room(self) -> freshness.Room:
        return freshness.room_state(self.service, self.today)

    @cached_property
    def confirmation(self) -> freshness.Confirmation:
        return freshness.confirmation(self.service, self.today)

    @cached_property
    def sources(self) -> list[str]:
        """Where the card came from, and under which licence."""
        found = {record.source for record in self.service.source_records.all()}
        return sorted(f"{each} ({each.terms})" if each.terms else str(each) for each in found)

    @cached_property
    def updated_on(self) -> date | None:
        latest = changed_at(self.service)
        return timezone.localdate(latest) if latest else None

    # What it gives in the programme

    @cached_property
    def has_convention(self) -> bool:
        return any(valid_on(fact, self.today) for fact in self.service.organisation.conventions.all())

    @cached_property
    def prestations(self) -> list[Offer]:
        rules = self._rules if self._stated else {}
        given = {row.prestation.pk: row.prestation for row in self._stated if row.prestation.active}
        return [Offer(each.label, not self.has_convention, rules.get(pk)) for pk, each in given.items()]

    @cached_property
    def roles(self) -> list[Offer]:
        """A role of screening without the prestation and the convention is shown as still to be confirmed."""
        rows = cast("Iterable[ServiceRole]", self.service.roles.all())
        held = {row.role.pk: row.role for row in rows if valid_on(row, self.today) and row.role.active}
        return [Offer(role.label, self._role_to_confirm(role)) for role in held.values()]

    @cached_property
    def provisional(self) -> bool:
        return any(offer.rule and offer.rule.provisional for offer in self.prestations)

    @cached_property
    def free_note(self) -> LocalText | None:
        """What is said beside « free for the woman »; nothing when a rule in force says it is not."""
        rules = [offer.rule for offer in self.prestations if offer.rule]
        return rules[0].note if rules and all(rule.free_for_her for rule in rules) else None

    @cached_property
    def _rules(self) -> dict[int, PrestationRule]:
        rules = in_force(self._lists.rules, self.today, lambda rule: rule.prestation_id)
        return {rule.prestation_id: rule for rule in rules}

    @cached_property
    def _stated(self) -> list[ServicePrestation]:
        rows = cast("Iterable[ServicePrestation]", self.service.prestations.all())
        return [row for row in rows if valid_on(row, self.today)]

    def _role_to_confirm(self, role: Role) -> bool:
        screens = self.has_convention and any(row.prestation.code == SCREENING for row in self._stated)
        return role.needs_bib_convention and not screens

    # Where it works

    @cached_property
    def map_link(self) -> str:
        """A plain link, followed only when somebody clicks it."""
        site = self.site
        if site is None or site.lat is None or site.lon is None:
            return ""
        point = f"{site.lat:.5f}/{site.lon:.5f}"
        return f"https://www.openstreetmap.org/?mlat={site.lat:.5f}&mlon={site.lon:.5f}#map=18/{point}"

    @cached_property
    def coverage(self) -> geography.Coverage:
        return geography.coverage(self.service, self._lists.bassins_of)

    @cached_property
    def map(self) -> AreaMap | None:
        """None for a confidential place: its bassin is named, nothing is drawn around it."""
        if self.confidential:
            return None
        drawn, covered = drawing.communes(), self.coverage
        spot = None
        if self.site and self.site.lat is not None and self.site.lon is not None:
            spot = drawn.projection(self.site.lon, self.site.lat)
        inside = spot is not None and drawn.projection.holds(*spot)
        return AreaMap(_paths(covered.whole, covered.part), drawn.projection.height, spot if inside else None)


@lru_cache(maxsize=256)
def _paths(whole: frozenset[str], part: frozenset[str]) -> SafeString:
    """Each commune with its mark, if it is covered. Kept: most services cover the same few areas."""
    marks = dict.fromkeys(part, ' class="part"') | dict.fromkeys(whole, ' class="whole"')
    rows = ((each.path, SafeString(marks.get(each.code, ""))) for each in drawing.communes().outlines)
    return format_html_join("", '<path d="{}"{}/>', rows)


def _active(rows: Iterable[Any]) -> list[Any]:
    return [row for row in rows if row.active]
