"""Registering for an event without an account. A link from a mail shows a page; only the page's button acts."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.events import actions, calendars, notifications, words
from cms.events.forms import RegistrationForm
from cms.events.lifecycle import RULES, State, Step
from cms.models import EventPage, Meeting, Registration
from directory import links
from directory.models import Bassin

FEED_SECONDS = 900


def _language() -> str:
    return (get_language() or "fr")[:2]


def _published(code: str) -> tuple[Meeting, EventPage]:
    """An event without a published page is nobody's business yet."""
    meeting = get_object_or_404(Meeting.objects.select_related("series"), code=code)
    page = words.page_of(meeting, _language())
    if page is None or not page.live:
        raise Http404
    return meeting, page


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, code: str) -> HttpResponse:
    """The form alone, for whoever comes back to it; the event's own page holds it too and sends it here."""
    meeting, page = _published(code)
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not words.closed(meeting) and form.is_valid():
        try:
            actions.ask(meeting, form.details(_language()))
            return redirect("events:sent", meeting.code)
        except actions.Closed:
            meeting.refresh_from_db()
    return render(request, "events/register.html", {"form": form, **facts(meeting, page)})


def facts(meeting: Meeting, event: EventPage | None) -> dict[str, Any]:
    said = {"room": words.room(meeting), "closed": words.closed(meeting), "title": words.title(meeting, event)}
    return {"meeting": meeting, "event": event, **said}


@require_safe
def sent(request: HttpRequest, code: str) -> HttpResponse:
    """The same page for whoever was new, known, or already registered: her mailbox tells her which."""
    meeting, page = _published(code)
    return render(request, "events/sent.html", facts(meeting, page))


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    one = _behind(notifications.CONFIRM, token)
    if one is None or request.method != "POST":
        return _choice(request, "confirm", one, (State.UNCONFIRMED,))
    with suppress(actions.Closed):  # the page says why
        actions.confirm(one)
    return HttpResponseRedirect(request.path)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    one = _behind(notifications.CANCEL, token)
    if one is None or request.method != "POST":
        return _choice(request, "cancel", one, RULES[Step.CANCEL].origins)
    if not one.meeting.has_begun:
        actions.cancel(one)
    return HttpResponseRedirect(request.path)


def _behind(purpose: str, token: str) -> Registration | None:
    key = links.about(purpose, token)
    return notifications.registration(key) if key else None


def _choice(request: HttpRequest, does: str, one: Registration | None, asked: Collection[State]) -> HttpResponse:
    """Neither the name nor the address of whoever registered: the link may have been forwarded."""
    if one is None:
        response = render(request, "events/no_link.html", status=404)
    else:
        meeting, page = one.meeting, words.page_of(one.meeting, _language())
        asks = one.state in asked and not (meeting.cancelled or meeting.has_begun)
        context = {"does": does, "state": one.state, "asks": asks, "full": meeting.room() == 0}
        response = render(request, "events/link.html", context | facts(meeting, page))
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """One event, as a file for a calendar."""
    _meeting, page = _published(code)
    return _as_calendar(request, calendars.calendar([page]), f"{code}.ics")


@require_safe
def feed(request: HttpRequest, bassin: str = "") -> HttpResponse:
    """Everything to come, or that of one bassin and of the whole Region, that has a page in this language."""
    where = get_object_or_404(Bassin, code=bassin) if bassin else None
    pages = EventPage.objects.live().public().filter(locale__language_code=_language())
    meetings = Meeting.objects.coming()
    if where:
        meetings = meetings.of_bassin(where)
    pages = pages.filter(meeting__in=meetings.order_by().values("pk")).select_related("locale", "meeting__series")
    name = _("Events – %(where)s") % {"where": where.name if where else _("Brussels")}
    content = calendars.calendar(pages.order_by("meeting__starts_at", "pk"), name)
    return _as_calendar(request, content, f"{bassin or 'maillage'}.ics")


def _as_calendar(request: HttpRequest, content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{calendars.MIMETYPE}; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    if not request.private_door:  # type: ignore[attr-defined]
        patch_cache_control(response, public=True, max_age=FEED_SECONDS)
    return response
