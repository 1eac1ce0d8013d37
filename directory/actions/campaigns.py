"""Campaigns of Brusano: which cards one asks about, and the calls made where nobody wrote back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.confirming import confirm
from directory.actions.turns import one_writer
from directory.addressees import addressees
from directory.models import Bassin, Campaign, CampaignCard, Category, Confirmation, Round, Service, User


def concerned(bassins: Sequence[Bassin], categories: Sequence[Category]) -> QuerySet[Service]:
    """The listed cards of these bassins and kinds of actor; none chosen, of all. A team without an address belongs
    to the bassins it covers."""
    found = Service.objects.listed()
    if bassins:
        covers = Service.area_bassins.through.objects.filter(bassin__in=bassins).values("service")
        found = found.filter(Q(site__bassin__in=bassins) | Q(site=None, pk__in=covers))
    return found.filter(category__in=categories) if categories else found


def start(name: str, bassins: Sequence[Bassin], categories: Sequence[Category], *, by: User) -> Campaign:
    """Its cards are those of today; the worker writes to their people."""
    services = concerned(bassins, categories)
    reached = addressees(services)
    if not reached:
        raise ValidationError(_("No card is of these bassins and kinds of actor."))
    phone_from = timezone.localdate() + timedelta(days=Campaign.PATIENCE_DAYS)
    with one_writer():
        campaign = Campaign.objects.create(name=name, started_by=by, phone_from=phone_from)
        campaign.bassins.set(bassins)
        campaign.categories.set(categories)
        rows = [CampaignCard(campaign=campaign, service_id=pk, written_to=bool(to)) for pk, to in reached.items()]
        CampaignCard.objects.bulk_create(rows, batch_size=500)
        Round.objects.create(campaign=campaign)
    return campaign


def close(campaign: Campaign) -> bool:
    """Its table stays; nobody is written to any more."""
    now = timezone.now()
    with one_writer():
        Round.objects.filter(campaign=campaign, done_at=None).update(done_at=now)
        return Campaign.objects.filter(pk=campaign.pk, closed_at=None).update(closed_at=now) == 1


def log_call(card: CampaignCard, outcome: str, note: str, *, by: User) -> None:
    """`outcome`: « confirmed » confirms the card; the others are a `CampaignCard.Call`."""
    with one_writer():
        if outcome == "confirmed":
            confirm(card.service, by=by, via=Confirmation.Via.PHONE, note=note)
        elif outcome not in CampaignCard.Call.values or not outcome:
            raise ValidationError(_("Choose one of the answers."))
        call = "" if outcome == "confirmed" else outcome
        CampaignCard.objects.filter(pk=card.pk).update(call=call, note=note, called_at=timezone.now(), called_by=by)
