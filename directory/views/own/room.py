"""Each card's room in one tap, « still right », how often to be asked, and what would make the card better."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directory import freshness, quality
from directory.actions import confirming
from directory.forms.tap import TapForm, usual_end
from directory.models import Confirmation, Service
from directory.models.services import not_closed
from directory.views.own.acting import ActingRequest, of_verified, page

APP = Confirmation.Via.APP


@dataclass(frozen=True)
class Tapped:
    """A card with its buttons; the form is bound where something typed was refused."""

    service: Service
    form: TapForm

    @cached_property
    def room(self) -> freshness.Room:
        return freshness.room_state(self.service, timezone.localdate())

    @cached_property
    def confirmation(self) -> freshness.Confirmation:
        return freshness.confirmation(self.service, timezone.localdate())

    @cached_property
    def quality(self) -> quality.Quality:
        return quality.quality(self.service, timezone.localdate())

    @property
    def rhythms(self) -> list[tuple[int, str]]:
        return list(Service._meta.get_field("rhythm_months").flatchoices)


@require_safe
@of_verified
def room(request: ActingRequest) -> HttpResponse:
    return _all(request)


@require_POST
@of_verified
def say(request: ActingRequest, card: str) -> HttpResponse:
    service = get_object_or_404(_services(request), code=card)
    form = _form(service, request)
    if not form.is_valid() or not form.save(by=request.user, via=APP):
        return _all(request, form)
    messages.success(request, _("Thank you, it is written down and can be read at once."))
    return _back(request, service)


@require_POST
@of_verified
def rhythm(request: ActingRequest, card: str) -> HttpResponse:
    service, months = get_object_or_404(_services(request), code=card), request.POST.get("months", "")
    if months in {str(known) for known in freshness.RHYTHMS}:
        confirming.set_rhythm(service, int(months), by=request.user)
        messages.success(request, _("It is written down."))
    return _back(request, service)


def _services(request: ActingRequest) -> QuerySet[Service]:
    rows = Service.objects.filter(not_closed(), organisation=request.acting_for, merged_into=None)
    return quality.read_whole(rows).order_by("pk")


def _form(service: Service, request: ActingRequest | None = None) -> TapForm:
    ids = f"{service.code}-%s"
    if request:
        return TapForm(request.POST, service=service, auto_id=ids)
    return TapForm(service=service, auto_id=ids, initial={"until": usual_end(service)})


def _all(request: ActingRequest, refused: TapForm | None = None) -> HttpResponse:
    cards = [Tapped(one, refused if refused and refused.service == one else _form(one)) for one in _services(request)]
    return page(request, "room", cards=cards, form=refused, status=422 if refused else 200)


def _back(request: ActingRequest, service: Service) -> HttpResponse:
    address = reverse("own:room", args=[request.acting_for.code])
    return HttpResponseRedirect(f"{address}#card-{service.code}")
