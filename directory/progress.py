"""How far a campaign is: its cards with how each was confirmed, counted by state; and what is overdue by bassin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from directory import freshness
from directory.models import Campaign, CampaignCard, CardState, Confirmation, ContactPoint, Round, Service

PHONES = (ContactPoint.Kind.PHONE, ContactPoint.Kind.SHORT)
ORDER = (CardState.CONFIRMED, CardState.ANSWERED, CardState.SILENT, CardState.TO_PHONE, CardState.GONE)


@dataclass(frozen=True)
class Share:
    """A part of a whole, as a number and as a piece of a drawn bar (of 100)."""

    code: str
    label: str
    count: int
    starts: float
    width: float


def shares(rows: QuerySet[CampaignCard], today: date) -> list[Share]:
    """How many cards are in each state."""
    counted = rows.with_state(today).order_by().values("state").annotate(count=Count("pk"))  # type: ignore[attr-defined]
    counts = {row["state"]: row["count"] for row in counted}
    return drawn([(state.value, str(state.label), counts.get(state.value, 0)) for state in ORDER])


def ways(rows: QuerySet[CampaignCard], today: date) -> list[tuple[str, int]]:
    """By which way the confirmed cards were confirmed last, and how many by each: what a campaign cost in calls."""
    said = Confirmation.objects.filter(
        service=OuterRef("service"), about=Confirmation.About.CARD, at__gte=OuterRef("campaign__started_at")
    )
    last = Coalesce(Subquery(said.order_by("-at", "-pk").values("via")[:1]), Value(""))
    confirmed = rows.with_state(today).filter(state=CardState.CONFIRMED).annotate(way=last)  # type: ignore[attr-defined]
    counts = dict(confirmed.order_by().values_list("way").annotate(count=Count("pk")))
    names = {**dict(Confirmation.Via.choices), "": _("in its source")}
    return [(str(names[way]), counts[way]) for way in names if way in counts]


def drawn(parts: Iterable[tuple[str, str, int]]) -> list[Share]:
    parts = list(parts)
    whole, before, found = sum(count for _code, _label, count in parts) or 1, 0, []
    for code, label, count in parts:
        found.append(Share(code, label, count, 100 * before / whole, 100 * count / whole))
        before += count
    return found


@dataclass(frozen=True)
class Line:
    """A card of a campaign as its table shows it."""

    card: Any
    phone: str
    confirmed: Confirmation | None  # the last one since it began

    @property
    def service(self) -> Service:
        return self.card.service  # type: ignore[no-any-return]

    @property
    def bassin(self) -> str:
        return str(self.service.site.bassin or "") if self.service.site else ""

    @property
    def state(self) -> CardState:
        return CardState(self.card.state)

    @property
    def way(self) -> str:
        """How it was confirmed: a card that an import or an older form dated says so."""
        if self.state != CardState.CONFIRMED:
            return ""
        return str(self.confirmed.get_via_display()) if self.confirmed else _("in its source")

    @property
    def who(self) -> str:
        if self.confirmed is None or self.state != CardState.CONFIRMED:
            return ""
        if self.confirmed.by is not None:
            return str(self.confirmed.by)
        return _("shared mailbox") if self.confirmed.via == Confirmation.Via.MAIL else ""


def lines(campaign: Campaign, cards: Iterable[CampaignCard]) -> list[Line]:
    """In a constant number of queries."""
    found = list(cards)
    said = Confirmation.objects.filter(
        service__in=[card.service_id for card in found],
        about=Confirmation.About.CARD,
        at__gte=campaign.started_at,
    )
    last: dict[int, Confirmation] = {}
    for one in said.select_related("by").order_by("at", "pk"):
        last[one.service_id] = one
    return [Line(card, _phone(card.service), last.get(card.service_id)) for card in found]


def with_all(rows: QuerySet[CampaignCard], today: date) -> Any:
    """Everything that a line prints."""
    related = rows.with_state(today).select_related(  # type: ignore[attr-defined]
        "service__organisation", "service__category", "service__site__bassin", "called_by"
    )
    prefetched = related.prefetch_related("service__contacts", "service__organisation__contacts")
    return prefetched.order_by("service__organisation__name_fr", "service__organisation__name_nl", "pk")


def _phone(service: Service) -> str:
    contacts = (*service.contacts.all(), *service.organisation.contacts.all())
    return next((contact.value for contact in contacts if contact.kind in PHONES), "")


def by_bassin(services: QuerySet[Service], today: date) -> list[dict[str, Any]]:
    """Cards shown to the public, and how many of them nobody confirmed in their rhythm; without a site: elsewhere."""
    late = freshness.overdue(today)
    rows = services.listed().order_by("site__bassin__sort").values("site__bassin__code", "site__bassin")  # type: ignore[attr-defined]
    counted = rows.annotate(
        cards=Count("pk"), overdue=Count("pk", filter=late), never=Count("pk", filter=Q(confirmed_on=None))
    )
    return [
        {
            "bassin": row["site__bassin"],
            "code": row["site__bassin__code"],
            **{n: row[n] for n in ("cards", "overdue", "never")},
        }
        for row in counted
    ]


@dataclass(frozen=True)
class LastMonth:
    """The last monthly round: of how many mails how many were handed to the queue."""

    month: date
    mails: int
    queued: int


def last_month() -> LastMonth | None:
    one = Round.objects.exclude(month=None).order_by("-month").first()
    if one is None or one.month is None:
        return None
    counted = one.mails.aggregate(mails=Count("pk"), queued=Count("queued_at"))
    return LastMonth(one.month, counted["mails"], counted["queued"]) if counted["mails"] else None
