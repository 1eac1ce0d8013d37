"""What the lists of organisations, sites and services can be narrowed to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import Select
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from directory.freshness import overdue
from directory.models import (
    Bassin,
    BibConvention,
    Category,
    Organisation,
    Service,
    ServicePrestation,
    Site,
    SourceRecord,
)
from directory.models.services import not_closed
from directory.programme import SCREENING

Rows = QuerySet[Any]
Condition = Callable[[], Q]


def _gone(link: str) -> Condition:
    return lambda: Q(Exists(SourceRecord.objects.filter(gone_since__isnull=False, **{link: OuterRef("pk")})))


def _valid_today() -> Q:
    today = timezone.localdate()
    return Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))


def _screens_without_convention() -> Q:
    states = ServicePrestation.objects.filter(_valid_today(), service=OuterRef("pk"), prestation__code=SCREENING)
    convention = BibConvention.objects.filter(_valid_today(), organisation=OuterRef("organisation"))
    return Q(Exists(states)) & ~Q(Exists(convention)) & not_closed()


def _overdue() -> Q:
    return overdue(timezone.localdate()) & not_closed()


# What somebody has to look at, in the order of the page « To check ». Each: its words, and which rows.
SERVICE_CHECKS: dict[str, tuple[Any, Condition]] = {
    "area": (_("area not stated"), lambda: Q(area=Service.Area.UNSTATED) & not_closed()),
    "screening": (_("states screening, without a BIB convention"), _screens_without_convention),
    "gone": (_("gone from its source"), _gone("service")),
    "overdue": (_("not confirmed in its rhythm"), _overdue),
    "full": (
        _("full until a day that is past"),
        lambda: Q(room=Service.Room.FULL, room_until__lt=timezone.localdate()) & not_closed(),
    ),
    "mute": (_("no telephone, mail or site"), lambda: Q(contacts=None, organisation__contacts=None) & not_closed()),
}
SITE_CHECKS: dict[str, tuple[Any, Condition]] = {
    "bassin": (_("bassin to be checked"), lambda: Q(bassin_to_check=True)),
    "nowhere": (
        _("no bassin and not outside the Region"),
        lambda: Q(bassin=None, outside_address=""),
    ),
    "no_point": (_("no point on the map"), lambda: Q(lat=None, confidential=False)),
}
ORGANISATION_CHECKS: dict[str, tuple[Any, Condition]] = {
    "proposed": (_("proposed: to be verified"), lambda: Q(status=Organisation.Status.PROPOSED)),
    "gone": (_("gone from its source"), _gone("organisation")),
    "twins": (
        _("same name as another"),
        lambda: (
            ~Q(name_fr="")
            & Q(Exists(Organisation.objects.filter(name_fr=OuterRef("name_fr")).exclude(pk=OuterRef("pk"))))
        ),
    ),
}
AGES = [
    ("30", _("in the last 30 days")),
    ("90", _("in the last 3 months")),
    ("180", _("in the last 6 months")),
    ("older", _("more than 6 months ago")),
    ("never", _("never")),
]


class CheckFilter(django_filters.ChoiceFilter):
    """One of the things to check."""

    def __init__(self, checks: dict[str, tuple[Any, Condition]]) -> None:
        self.checks = checks
        choices = [(key, label) for key, (label, _rows) in checks.items()]
        super().__init__(label=_("To check"), choices=choices, widget=Select)

    def filter(self, qs: Rows, value: str) -> Rows:
        return qs.filter(self.checks[value][1]()) if value in self.checks else qs


class YesNo(django_filters.BooleanFilter):
    def __init__(self, name: str, label: Any) -> None:
        super().__init__(
            field_name=name,
            label=label,
            widget=Select(choices=[("", "—"), ("true", _("yes")), ("false", _("no"))]),
        )


class OrganisationFilters(WagtailFilterSet):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Organisation.Status, widget=Select)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Organisation.Kind, widget=Select)
    check = CheckFilter(ORGANISATION_CHECKS)
    is_demo = YesNo("is_demo", _("Demo"))

    class Meta:
        model = Organisation
        fields: list[str] = []


class SiteFilters(WagtailFilterSet):
    bassin = django_filters.ModelChoiceFilter(label=_("Bassin"), queryset=Bassin.objects.all(), to_field_name="code")
    confidential = YesNo("confidential", _("Confidential"))
    check = CheckFilter(SITE_CHECKS)
    is_demo = YesNo("is_demo", _("Demo"))

    class Meta:
        model = Site
        fields: list[str] = []


class ServiceFilters(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label=_("Shown to the public"),
        method="by_status",
        widget=Select,
        choices=[("listed", _("yes")), ("waiting", _("not yet: organisation not verified")), ("closed", _("closed"))],
    )
    category = django_filters.ModelChoiceFilter(
        label=_("Kind of actor"), queryset=Category.objects.all(), to_field_name="code"
    )
    bassin = django_filters.ModelChoiceFilter(
        label=_("Bassin"), queryset=Bassin.objects.all(), to_field_name="code", method="by_bassin"
    )
    room = django_filters.ChoiceFilter(
        label=_("Room"),
        choices=[("none", Service.Room.NOT_SAID.label), *[c for c in Service.Room.choices if c[0]]],
        method="by_room",
        widget=Select,
    )
    confirmed = django_filters.ChoiceFilter(
        label=_("Card confirmed"), choices=AGES, method="by_confirmation", widget=Select
    )
    check = CheckFilter(SERVICE_CHECKS)
    sensitive = YesNo("sensitive", _("Sensitive"))
    is_demo = YesNo("is_demo", _("Demo"))

    class Meta:
        model = Service
        fields: list[str] = []

    def by_status(self, rows: Any, _name: str, value: str) -> Rows:
        if value == "listed":
            return rows.listed()  # type: ignore[no-any-return]
        if value == "closed":
            return rows.exclude(not_closed())  # type: ignore[no-any-return]
        return rows.filter(not_closed()).exclude(organisation__status=Organisation.Status.VERIFIED)  # type: ignore[no-any-return]

    def by_bassin(self, rows: Rows, _name: str, bassin: Bassin) -> Rows:
        """Where it lies, or what it covers when it lies nowhere."""
        covers = Service.area_bassins.through.objects.filter(service=OuterRef("pk"), bassin=bassin)
        return rows.filter(Q(site__bassin=bassin) | Q(Exists(covers), site=None))

    def by_room(self, rows: Rows, _name: str, value: str) -> Rows:
        return rows.filter(room="" if value == "none" else value)

    def by_confirmation(self, rows: Rows, _name: str, value: str) -> Rows:
        if value == "never":
            return rows.filter(confirmed_on=None)
        today = timezone.localdate()
        if value == "older":
            return rows.filter(confirmed_on__lt=today - timedelta(days=180))
        return rows.filter(confirmed_on__gte=today - timedelta(days=int(value)))
