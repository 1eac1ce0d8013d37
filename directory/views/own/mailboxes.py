"""The shared mailbox of each service: set by a manager, proven by a code mailed there and by a call from Brusano."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directory.actions import mailboxes as acts
from directory.forms.own_mailbox import MailboxForm
from directory.models import MailboxProof, Service
from directory.models.services import not_closed
from directory.views.own.acting import ActingRequest, managing, page


@dataclass(frozen=True)
class OwnMailbox:
    """How far one is: none, code to type, to be called, verified."""

    service: Service
    form: MailboxForm
    step: str


@require_safe
@managing
def mailboxes(request: ActingRequest) -> HttpResponse:
    return _all(request)


@require_POST
@managing
def change(request: ActingRequest, card: str) -> HttpResponse:
    service = _service(request, card)
    form = MailboxForm(request.POST, service=service)
    if not form.is_valid():
        return _all(request, form, service)
    said = form.cleaned_data

    def act() -> None:
        acts.set_mailbox(service, said["mailbox"], said["language"], by=request.user)

    _try(request, act, _("It is written down."))
    return _back(request)


@require_POST
@managing
def prove(request: ActingRequest, card: str) -> HttpResponse:
    service = _service(request, card)
    _try(
        request,
        lambda: acts.prove(service, request.POST.get("code", "")[:20], by=request.user),
        _("That is the code. Brusano now calls a public number of your organisation."),
    )
    return _back(request)


@require_POST
@managing
def again(request: ActingRequest, card: str) -> HttpResponse:
    service = _service(request, card)
    _try(request, lambda: acts.send_again(service, by=request.user), _("A new code leaves in a moment."))
    return _back(request)


def _service(request: ActingRequest, card: str) -> Service:
    rows = Service.objects.select_related("organisation").filter(organisation=request.acting_for, merged_into=None)
    return get_object_or_404(rows, code=card)


def _all(request: ActingRequest, refused: MailboxForm | None = None, of: Service | None = None) -> HttpResponse:
    rows = Service.objects.filter(not_closed(), organisation=request.acting_for, merged_into=None).order_by("pk")
    proofs = {proof.service_id: proof for proof in MailboxProof.objects.filter(service__in=rows)}
    cards = [
        OwnMailbox(one, refused if refused and one == of else MailboxForm(service=one), _step(one, proofs.get(one.pk)))
        for one in rows
    ]
    return page(request, "mailboxes", cards=cards, form=refused, status=422 if refused else 200)


def _step(service: Service, proof: MailboxProof | None) -> str:
    if not service.mailbox:
        return "none"
    if service.mailbox_verified_on:
        return "verified"
    proven = proof and proof.proven_at and proof.address == service.mailbox.lower()
    return "call" if proven else "code"


def _try(request: ActingRequest, act: Callable[[], None], done: str) -> None:
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)


def _back(request: ActingRequest) -> HttpResponse:
    return redirect("own:mailboxes", request.acting_for.code)
