"""Reports of errors on our cards: what waits, and the answer that closes one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from directory.actions import tickets as actions
from directory.forms.reporting import AnswerForm
from directory.lifecycle.tickets import State
from directory.models import Membership, Service, Ticket
from directory.views.own.acting import ActingRequest, of_verified, page
from directory.views.own.doing import DOING, Task

CLOSED_SHOWN = 20


@require_safe
@of_verified
def tickets(request: ActingRequest) -> HttpResponse:
    ours = Ticket.objects.of(request.acting_for).select_related("service")
    closed = ours.filter(state=State.CLOSED).order_by("-closed_at", "-pk")
    return page(request, "tickets", tickets=ours.open(), closed=closed[:CLOSED_SHOWN])


@require_http_methods(["GET", "HEAD", "POST"])
@of_verified
def one(request: ActingRequest, ticket: str) -> HttpResponse:
    found = get_object_or_404(Ticket.objects.of(request.acting_for).select_related("service"), code=ticket)
    if request.method == "POST" and "pass_on" in request.POST:
        if actions.pass_on(found):
            messages.success(request, _("Brusano takes this report over."))
        return redirect("own:tickets", request.acting_for.code)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = actions.close(found, by=request.user, **form.cleaned_data)
        said = _("The report is closed.") if done else _("Somebody answered this report before you: it is closed.")
        messages.success(request, said)
        return redirect("own:tickets_one", request.acting_for.code, found.code)
    return page(request, "tickets_one", ticket=found, form=form)


def waiting(membership: Membership, _services: Sequence[Service], _today: date) -> Iterable[Task]:
    count = Ticket.objects.open().of(membership.organisation).count()
    if count:
        says = ngettext("%(count)s report of an error waits", "%(count)s reports of errors wait", count)
        yield Task(says % {"count": count}, reverse("own:tickets", args=[membership.organisation.code]))


DOING.append(waiting)
