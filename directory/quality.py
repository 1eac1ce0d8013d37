"""How complete a card is, as a list of what to do: each line says what is missing, and why that matters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory import freshness
from directory.models import ContactPoint, Service, Site

PHONES = {ContactPoint.Kind.PHONE, ContactPoint.Kind.SHORT}


@dataclass(frozen=True)
class Point:
    """Something a good card says; `weight` out of the 100 of a whole card."""

    name: str
    weight: int
    what: Promise | str
    why: Promise | str
    holds: Callable[[Service, date], bool]


@dataclass(frozen=True)
class Quality:
    score: int
    missing: list[Point]  # what brings most first


def read_whole(services: QuerySet[Service]) -> QuerySet[Service]:
    """With everything that the points read: a constant number of queries, however many cards."""
    related = services.select_related("organisation", "category", "site__postal_code__commune")
    return related.prefetch_related(
        "contacts", "organisation__contacts", "hours", "site__hours", "languages", "themes", "stages", "access"
    )


def quality(service: Service, today: date) -> Quality:
    missing = [point for point in POINTS if not point.holds(service, today)]
    score = 100 - sum(point.weight for point in missing)
    return Quality(score, sorted(missing, key=lambda point: -point.weight))


def _has_phone(service: Service, _today: date) -> bool:
    own, shared = service.contacts.all(), service.organisation.contacts.all()
    return any(contact.kind in PHONES for contact in (*own, *shared))


def _has_hours(service: Service, _today: date) -> bool:
    note = service.hours_note_fr or service.hours_note_nl or service.hours_note_en
    return bool(note or service.hours.all() or (service.site and service.site.hours.all()))


def _has_room(service: Service, today: date) -> bool:
    return freshness.room_state(service, today).is_known


def _is_fresh(service: Service, today: date) -> bool:
    return freshness.confirmation(service, today).state == freshness.Confirmed.FRESH


def _says_steps(service: Service, _today: date) -> bool:
    """Nothing is asked of a team without an address, nor of a site that nobody may know."""
    site = service.site
    return site is None or site.confidential or site.step_free != Site.StepFree.UNKNOWN


def _in_both(field: str) -> Callable[[Service, date], bool]:
    return lambda service, _today: bool(getattr(service, f"{field}_fr") and getattr(service, f"{field}_nl"))


def _some(field: str) -> Callable[[Service, date], bool]:
    return lambda service, _today: bool(getattr(service, field).all())


POINTS = (
    Point("phone", 15, _("A telephone number"), _("It is the call button: at a counter one phones first."), _has_phone),
    Point(
        "confirmed",
        15,
        _("That the card is still right"),
        _("A card confirmed lately is trusted, and used."),
        _is_fresh,
    ),
    Point(
        "room",
        10,
        _("Whether there is room"),
        _("Unsaid for 60 days, it counts as not known, and searches for services with room leave you out."),
        _has_room,
    ),
    Point(
        "needs", 10, _("The needs you answer"), _("A search by need finds only those that are ticked."), _some("themes")
    ),
    Point(
        "languages",
        10,
        _("The languages you speak"),
        _("People are sent where they are understood."),
        _some("languages"),
    ),
    Point("hours", 10, _("Your hours"), _("It spares people a closed door and a call for nothing."), _has_hours),
    Point(
        "offer",
        5,
        _("What you offer, in French and in Dutch"),
        _("Half of the network would rather read the other language."),
        _in_both("description"),
    ),
    Point(
        "entry",
        5,
        _("How to get in"),
        _("Others must know whether to phone, to come or to refer."),
        lambda service, _today: bool(service.entry_fr or service.entry_nl or service.entry_en),
    ),
    Point(
        "stages",
        5,
        _("From which month of pregnancy to which age"),
        _("The compass asks for it first."),
        _some("stages"),
    ),
    Point(
        "access",
        5,
        _("What it costs, and for whom"),
        _("For many it decides whether they dare to come."),
        _some("access"),
    ),
    Point(
        "area",
        5,
        _("Whom you serve: which bassins or communes"),
        _("Until you say it, the bassin of your address is taken for it."),
        lambda service, _today: service.area != Service.Area.UNSTATED,
    ),
    Point(
        "steps",
        5,
        _("Whether one gets in without steps"),
        _("With a pram or a wheelchair one has to know before coming."),
        _says_steps,
    ),
)
