"""Who comes to one event: presence ticked, seats given, people added, lists for paper and spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.events import actions, changing, tables, totals, words
from cms.events.forms import ByHandForm
from cms.events.lifecycle import ALIVE, SEATED, State
from cms.memory import forget
from cms.models import Meeting, Registration
from directory.models import DeadMailbox, User
from directory.permissions import need

SEE, WRITE = "cms.view_registration", "cms.change_registration"
ORDER = [State.CONFIRMED, State.PRESENT, State.WAITING, State.UNCONFIRMED, State.CANCELLED]


def _numbers(values: list[str]) -> set[int]:
    return {int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 18}


class OfMeeting(View):
    meeting: Meeting

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.meeting = get_object_or_404(Meeting.objects.select_related("series"), pk=kwargs["pk"])

    def back(self) -> HttpResponse:
        forget()
        return redirect("events_attendees", self.meeting.pk)


class AttendeesView(WagtailAdminTemplateMixin, OfMeeting):
    """One form: boxes of presence and, on each row, buttons. What is ticked is kept whichever button is pressed."""

    page_title = lazy("Attendees")
    header_icon = "group"
    template_name = "events/desk/attendees.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        need(request.user, SEE)
        return self.page(ByHandForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        by = need(request.user, WRITE)
        if "add" in request.POST:
            return self.add(ByHandForm(request.POST), by)
        self.tick(request, by)
        for name, act in (("move_up", self.move_up), ("cancel", self.cancel)):
            for number in _numbers(request.POST.getlist(name)):
                act(get_object_or_404(Registration, pk=number, meeting=self.meeting), by)
        return self.back()

    def add(self, form: ByHandForm, by: User) -> HttpResponse:
        if not form.is_valid():
            return self.page(form)
        if self.meeting.cancelled or self.meeting.erased_at:
            messages.error(self.request, _("This event takes nobody any more."))
            return self.back()
        one = actions.add_by_hand(self.meeting, form.given(), by=by)
        messages.success(self.request, f"{one.name}: {one.get_state_display()}")
        return self.back()

    def tick(self, request: HttpRequest, by: User) -> None:
        shown = _numbers(request.POST.getlist("shown"))
        present = shown if "all" in request.POST else _numbers(request.POST.getlist("present"))
        if shown and self.meeting.has_begun:
            unticked = _numbers(request.POST.getlist("was")) - present
            actions.tick(self.meeting, present, unticked, by=by)
            messages.success(request, _("Presence is saved."))

    def move_up(self, one: Registration, by: User) -> None:
        if not self.meeting.cancelled and actions.move_up(one, by=by):
            messages.success(self.request, _("%(name)s has a seat, and is told by mail.") % {"name": one.name})

    def cancel(self, one: Registration, by: User) -> None:
        if actions.withdraw(one, by=by):
            messages.success(self.request, _("The registration of %(name)s is cancelled.") % {"name": one.name})

    def page(self, form: ByHandForm) -> HttpResponse:
        rows = list(self.meeting.registrations.select_related("category", "bassin"))
        rows.sort(key=lambda one: (ORDER.index(State(one.state)), one.queued_at or one.asked_at, one.name.casefold()))
        seated, waiting = [[one for one in rows if one.state in states] for states in (SEATED, {State.WAITING})]
        seated.sort(key=lambda one: one.name.casefold())
        others = [one for one in rows if one.state not in ALIVE]
        addresses = [one.email for one in rows if one.email]
        dead = set(DeadMailbox.objects.filter(address__in=addresses).values_list("address", flat=True))
        context = self.get_context_data(
            meeting=self.meeting,
            dead=dead,
            title=words.title(self.meeting, words.page_of(self.meeting)),
            form=form,
            seated=seated,
            waiting=waiting,
            others=others,
            present=sum(one.state == State.PRESENT for one in seated),
            due=sum(one.state == State.PRESENT and not one.attested_at and bool(one.email) for one in seated),
            may_write=self.request.user.has_perm(WRITE),
            kept_until=self.meeting.ends_at + timedelta(days=Meeting.KEPT_DAYS),
        )
        return cast("HttpResponse", self.render_to_response(context))

    def get_page_subtitle(self) -> str:
        return str(self.meeting)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("events_meetings:index"), "label": _("Events")},
            {"url": reverse("events_meetings:edit", args=[self.meeting.pk]), "label": str(self.meeting)},
            {"url": "", "label": self.page_title},
        ]


class TableView(OfMeeting):
    """For a spreadsheet. Whoever never confirmed her address is not in it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        need(request.user, SEE)
        return tables.answer(f"{self.meeting.code}.csv", self.rows())

    def rows(self) -> Iterator[list[object]]:
        heads = (_("Name"), _("E-mail address"), _("Organisation"), _("Sector"), _("Kind of actor"), _("Bassin"))
        yield [*heads, _("Language"), _("State")]
        people = self.meeting.registrations.exclude(state=State.UNCONFIRMED).select_related("category", "bassin")
        for one in people:
            kind = [totals.sector(one.category.family), one.category] if one.category else ["", ""]
            yield [
                one.name,
                one.email,
                one.organisation,
                *kind,
                one.bassin or "",
                one.language,
                one.get_state_display(),
            ]


class PaperView(OfMeeting):
    """To print and lay on the table at the door."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        need(request.user, SEE)
        title = words.title(self.meeting, words.page_of(self.meeting))
        context = {"meeting": self.meeting, "title": title, "rows": self.meeting.registrations.seated()}
        return render(request, "events/desk/paper.html", context | {"blank": range(5)})


class AttestView(OfMeeting):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        by = need(request.user, WRITE)
        count = changing.attest(self.meeting, by=by)
        said = ngettext("%(count)d attestation is on its way.", "%(count)d attestations are on their way.", count)
        messages.success(request, said % {"count": count})
        return self.back()


class CallOffView(WagtailAdminTemplateMixin, OfMeeting):
    """Asked twice: it cannot be taken back, and everybody gets a mail."""

    page_title = lazy("Call off")
    header_icon = "warning"
    template_name = "events/desk/call_off.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        need(request.user, "cms.change_meeting")
        people = self.meeting.registrations.alive().exclude(email="").count()
        context = self.get_context_data(meeting=self.meeting, people=people)
        return cast("HttpResponse", self.render_to_response(context))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        by = need(request.user, "cms.change_meeting")
        if changing.call_off(self.meeting, by=by):
            messages.success(request, _("The event is called off. Everybody who was registered or waiting is told."))
        return self.back()

    def get_page_subtitle(self) -> str:
        return str(self.meeting)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = {"url": reverse("events_meetings:edit", args=[self.meeting.pk]), "label": str(self.meeting)}
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.page_title}]
