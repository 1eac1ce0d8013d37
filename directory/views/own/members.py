"""Who acts for the organisation: read by all of them, changed by managers. Every step asks `directory.actions`."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directory.actions import members as acts
from directory.forms.own_members import InviteForm
from directory.models import Invitation, Membership, Organisation
from directory.views.own.acting import ActingRequest, managing, of_mine, of_verified, page


@require_safe
@of_verified
def members(request: ActingRequest) -> HttpResponse:
    if request.acting_for.status != Organisation.Status.VERIFIED:
        raise Http404
    return _members(request, InviteForm(initial={"language": request.acting_for.mail_language}))


@require_POST
@managing
def invite(request: ActingRequest) -> HttpResponse:
    form = InviteForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            acts.invite(
                request.acting_for, said["email"], role=said["role"], language=said["language"], by=request.user
            )
        except ValidationError as refusal:
            form.add_error("email", refusal)
        else:
            messages.success(request, _("The invitation leaves in a moment. It is good for a week."))
            return _back(request)
    return _members(request, form, status=422)


@require_POST
@managing
def withdraw(request: ActingRequest, invitation: str) -> HttpResponse:
    found = get_object_or_404(Invitation.objects.unanswered(), organisation=request.acting_for, code=invitation)
    acts.withdraw(found, by=request.user)
    messages.success(request, _("The invitation is withdrawn: its link leads nowhere any more."))
    return _back(request)


@require_POST
@managing
def role(request: ActingRequest, person: UUID) -> HttpResponse:
    wanted = request.POST.get("role", "")
    if wanted not in Membership.Role.values:
        raise Http404
    found = _member(request, person)
    _try(request, lambda: acts.set_role(found, wanted, by=request.user), _("It is written down."))
    return _back(request)


@require_POST
@managing
def attest(request: ActingRequest, person: UUID) -> HttpResponse:
    found = _member(request, person)
    _try(request, lambda: acts.attest(found, by=request.user), _("It is written down."))
    return _back(request)


@require_POST
@managing
def remove(request: ActingRequest, person: UUID) -> HttpResponse:
    found = _member(request, person)
    _try(request, lambda: acts.remove(found, by=request.user), _("She no longer acts for your organisation."))
    return _back(request)


@require_POST
@of_mine
def leave(request: ActingRequest) -> HttpResponse:
    """Anybody may stop; the last manager names another one first."""
    gone = _("You no longer act for this organisation.")
    if _try(request, lambda: acts.remove(request.membership, by=request.user), gone):
        return redirect("own:organisations")
    return _back(request)


def _members(request: ActingRequest, form: InviteForm, status: int = 200) -> HttpResponse:
    rows = Membership.objects.filter(organisation=request.acting_for, user__is_active=True).select_related("user")
    waiting = Invitation.objects.unanswered().filter(organisation=request.acting_for)
    people = sorted(rows, key=lambda row: (not row.is_manager, str(row.user).casefold()))
    context = {"people": people, "invitations": waiting, "form": form, "rules": request.membership.is_manager}
    return page(request, "members", status=status, **context)


def _member(request: ActingRequest, person: UUID) -> Membership:
    return get_object_or_404(Membership, organisation=request.acting_for, user=person)


def _try(request: ActingRequest, act: Callable[[], None], done: str) -> bool:
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    messages.success(request, done)
    return True


def _back(request: ActingRequest) -> HttpResponse:
    return redirect("own:members", request.acting_for.code)
