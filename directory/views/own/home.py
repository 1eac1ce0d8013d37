"""The organisations somebody acts for, and the home of one: its cards, how fresh they are, what is to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory import freshness
from directory.models import Organisation, Service, User
from directory.views.own.acting import ActingRequest, of_mine, page
from directory.views.own.doing import to_do


@dataclass(frozen=True)
class OwnCard:
    """A card as its owner looks at it."""

    service: Service
    room: freshness.Room
    confirmation: freshness.Confirmation


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Whoever acts for one is led to it at once."""
    mine = list(Organisation.objects.of(cast("User", request.user)).order_by("name_fr", "name_nl", "pk"))
    if len(mine) == 1:
        return redirect("own:home", mine[0].code)
    return render(request, "directory/own/organisations.html", {"organisations": mine})


@require_safe
@of_mine
def home(request: ActingRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = Service.objects.filter(organisation=request.acting_for, merged_into=None)
    services = list(rows.select_related("category", "site__postal_code__commune").order_by("pk"))
    open_ones = [one for one in services if not one.is_closed]
    return page(
        request,
        "home",
        cards=_cards(open_ones, today),
        closed=[one for one in services if one.is_closed],
        sites=request.acting_for.sites.filter(merged_into=None),
        tasks=to_do(request.membership, open_ones, today),
    )


def _cards(services: Iterable[Service], today: date) -> list[OwnCard]:
    return [OwnCard(one, freshness.room_state(one, today), freshness.confirmation(one, today)) for one in services]
