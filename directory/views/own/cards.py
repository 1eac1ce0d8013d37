"""A card as its members write it: the form, the public page beside it, what changed meanwhile, and the way back."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.actions import editing
from directory.actions.shape import Record
from directory.actions.turns import one_writer
from directory.forms.conflicts import merge
from directory.forms.own_card import OwnConfidentialSiteForm, OwnForm, OwnOrganisationForm, OwnServiceForm, OwnSiteForm
from directory.forms.own_closing import OwnClosingForm
from directory.forms.readable import Reader
from directory.lifecycle.proposals import Stand
from directory.models import Proposal, Service, Site, Tongue, Version
from directory.views.card import Card
from directory.views.own.acting import ActingRequest, of_mine, of_verified, page
from directory.views.printing import body

SHOWN = 30  # versions
DECIDED = 3  # of what Brusano decided, the latest
# The frame shows what the public gets, not the bar of who is logged in.
AS_A_STRANGER = {"member": None, "private_door": False}


@require_http_methods(["GET", "HEAD", "POST"])
@csp_update({"frame-src": [SELF]})
@of_mine
def card(request: ActingRequest, card: str) -> HttpResponse:
    return _edit(request, _service(request, card), OwnServiceForm)


@require_http_methods(["GET", "HEAD", "POST"])
@of_mine
def identity(request: ActingRequest) -> HttpResponse:
    return _edit(request, request.acting_for, OwnOrganisationForm)


@require_http_methods(["GET", "HEAD", "POST"])
@of_mine
def site(request: ActingRequest, site: str) -> HttpResponse:
    """Where services are given: the way in at once, another address once Brusano has looked."""
    found = get_object_or_404(Site, organisation=request.acting_for, merged_into=None, code=site)
    return _edit(request, found, OwnConfidentialSiteForm if found.confidential else OwnSiteForm)


@require_http_methods(["GET", "HEAD", "POST"])
@csp_update({"frame-src": [SELF]})
@of_verified
def close(request: ActingRequest, card: str) -> HttpResponse:
    """From a day, with a reason and who takes over. A draft is nowhere to be closed."""
    return _edit(request, _service(request, card), OwnClosingForm)


@require_safe
@csp_replace({"frame-ancestors": [SELF]})
@of_mine
def preview(request: ActingRequest, card: str, language: str) -> HttpResponse:
    """The page the public gets, or would get, in that language."""
    if language not in Tongue.values:
        raise Http404
    service = _service(request, card)
    with translation.override(language):
        shown = Card(service, timezone.now())
        context = {"card": shown, "body": body("service.html", card=shown), "linked_data": "", **AS_A_STRANGER}
        return HttpResponse(render_to_string("directory/service.html", context, request))


@require_safe
@of_mine
def history(request: ActingRequest, card: str) -> HttpResponse:
    service = _service(request, card)
    reader = Reader(Service)
    versions = Version.objects.of(service).select_related("by")[:SHOWN]
    rows = [
        {
            "version": version,
            "changes": _changes(reader, {} if version.created else version.before, version.after),
            "undoable": editing.may_take_back(version, service),
        }
        for version in versions
    ]
    return page(request, "history", service=service, rows=rows)


@require_POST
@of_mine
def undo(request: ActingRequest, card: str, version: int) -> HttpResponse:
    service = _service(request, card)
    found = get_object_or_404(Version.objects.of(service), pk=version)
    try:
        editing.take_back(found, service, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The change was undone. Undoing can be undone too."))
    return redirect("own:card_history", request.acting_for.code, service.code)


def _service(request: ActingRequest, code: str) -> Service:
    return get_object_or_404(Service.objects.for_page(), organisation=request.acting_for, merged_into=None, code=code)


def _edit(request: ActingRequest, record: Record, kind: type[OwnForm]) -> HttpResponse:
    if request.method != "POST":
        return _page(request, record, kind(record=record))
    form = kind(request.POST, record=record)
    if not form.is_valid():
        return _page(request, record, form, status=422)
    with one_writer():
        if newer := _newer(request, record):
            return _overtaken(request, record, form, newer)
        try:
            held = editing.edit(record, form.values(), by=request.user)
        except ValidationError as error:
            form.refuse(error)
            return _page(request, record, form, status=422)
    messages.success(request, _("It is written down, and public at once where your organisation is."))
    if held:
        messages.info(request, _("Brusano looks at the rest first; it waits below."))
    return redirect(request.path)


def _newer(request: ActingRequest, record: Record) -> list[Version]:
    """Written by somebody else, or in another window, since this form was opened."""
    loaded = request.POST.get("version", "")
    known = int(loaded) if loaded.isascii() and loaded.isdigit() and len(loaded) < 18 else 0
    return list(Version.objects.of(record).filter(pk__gt=known).select_related("by"))


def _overtaken(request: ActingRequest, record: Record, typed: OwnForm, newer: list[Version]) -> HttpResponse:
    """Both versions stand there; the form holds what was typed and, where nothing was, what is new."""
    merged = merge(typed.values(), typed.before, [version.before for version in newer])
    reader, mine = Reader(type(record)), typed.values()
    changes = [
        {
            "label": reader.label(name),
            "theirs": reader.text(name, typed.before.get(name)),
            "mine": reader.text(name, mine[name]) if name in merged.both else "",
        }
        for name in (*merged.theirs, *merged.both)
    ]
    form = type(typed)(record=record, typed=merged.values)
    return _page(request, record, form, status=409, overtaken=changes, newer=newer)


def _page(request: ActingRequest, record: Record, form: OwnForm, **more: Any) -> HttpResponse:
    latest = Version.objects.of(record).values_list("pk", flat=True).first() or 0
    reader = Reader(type(record))
    told = Proposal.objects.of(record).exclude(state=Stand.REPLACED).select_related("by").order_by("-at")[:DECIDED]
    waiting = [{"proposal": one, "changes": _changes(reader, one.before, one.after)} for one in told]
    frame = ""
    if isinstance(record, Service):
        tongue = (get_language() or "fr")[:2]
        frame = reverse("own:card_preview", args=[request.acting_for.code, record.code, tongue])
    context: dict[str, Any] = {"record": record, "form": form, "version": latest, "proposals": waiting, "frame": frame}
    return page(request, "card", **context, **more)


def _changes(reader: Reader, before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "label": reader.label(name),
            "before": reader.text(name, before.get(name)) if before else "",
            "after": reader.text(name, value),
        }
        for name, value in after.items()
    ]
