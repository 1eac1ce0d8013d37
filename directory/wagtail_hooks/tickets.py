"""Reports of errors in the administration: which wait for Brusano, which an organisation still has, and the answer."""

from __future__ import annotations

from typing import Any, cast

import django_filters
from django.db.models import QuerySet
from django.forms import Select
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet

from directory.actions import tickets as actions
from directory.forms.reporting import AnswerForm
from directory.lifecycle.tickets import OPEN, Reason, State
from directory.models import Bassin, Ticket
from directory.permissions import need

SEE, ANSWER = "directory.view_ticket", "directory.change_ticket"


class TicketFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=lazy("State"), choices=[("open", lazy("not closed")), *State.choices], method="by_state", widget=Select
    )
    reason = django_filters.ChoiceFilter(label=lazy("What is wrong"), choices=Reason.choices, widget=Select)
    bassin = django_filters.ModelChoiceFilter(
        label=lazy("Bassin"), queryset=Bassin.objects.all(), to_field_name="code", field_name="service__site__bassin"
    )

    class Meta:
        model = Ticket
        fields: list[str] = []

    def by_state(self, rows: QuerySet[Ticket], _name: str, value: str) -> QuerySet[Ticket]:
        return rows.filter(state__in=OPEN if value == "open" else [value])


class TicketIndexView(IndexView):
    template_name = "directory/admin/listing.html"
    default_ordering = "-opened_at"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column_class(TitleColumn)(
                "card", label=lazy("Card"), accessor=_card, get_url=self.get_edit_url
            ),
            Column("organisation", label=lazy("Organisation"), sort_key="organisation__name_fr"),
            Column("reason", label=lazy("What is wrong"), accessor="get_reason_display", sort_key="reason"),
            DateColumn("opened_at", label=lazy("Reported"), sort_key="opened_at"),
            Column("state", label=lazy("State"), accessor="get_state_display", sort_key="state"),
            DateColumn("closed_at", label=lazy("Closed"), sort_key="closed_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Ticket]:
        return Ticket.objects.select_related("organisation", "service")

    def get_edit_url(self, instance: Ticket) -> str:
        return reverse("tickets:edit", args=[instance.code])

    def get_list_more_buttons(self, _instance: Ticket) -> list[Any]:
        return []


def _card(ticket: Ticket) -> str:
    return str(ticket.service or ticket.organisation)


class TicketView(WagtailAdminTemplateMixin, View):
    header_icon = "warning"
    template_name = "directory/admin/ticket.html"

    def get_page_title(self) -> str:
        return str(capfirst(self.ticket.get_reason_display()))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(Ticket._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse("tickets:index"), "label": plural},
            {"url": "", "label": self.get_page_title()},
        ]

    def dispatch(self, request: HttpRequest, *args: Any, code: str, **kwargs: Any) -> HttpResponse:
        need(request.user, SEE)
        rows = Ticket.objects.select_related("organisation", "service", "closed_by")
        self.ticket = get_object_or_404(rows, code=code)
        return cast("HttpResponse", super().dispatch(request, *args, **kwargs))

    def get(self, _request: HttpRequest) -> HttpResponse:
        return self.answered(AnswerForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        by = need(request.user, ANSWER)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was saved: please look at the fields marked in red."))
            return self.answered(form)
        if actions.close(self.ticket, by=by, **form.cleaned_data):
            messages.success(request, _("The report is closed."))
        else:
            messages.warning(request, _("Somebody answered this report before you: it is closed."))
        return redirect("tickets:edit", self.ticket.code)

    def answered(self, form: AnswerForm) -> HttpResponse:
        context = self.get_context_data(ticket=self.ticket, form=form, may_answer=self.request.user.has_perm(ANSWER))
        return cast("HttpResponse", self.render_to_response(context))


class TicketViewSet(ModelViewSet):
    model = Ticket
    name = url_prefix = "tickets"
    icon = "warning"
    add_to_reference_index = False
    copy_view_enabled = inspect_view_enabled = False
    form_fields: list[str] = []
    list_per_page = 50
    index_view_class = TicketIndexView
    filterset_class = TicketFilters

    def get_urlpatterns(self) -> list[URLPattern]:
        """Nothing is added, changed or deleted here: a report is answered."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<slug:code>/", TicketView.as_view(), name="edit"),
        ]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given = super().get_index_view_kwargs(**kwargs)
        return {name: value for name, value in given.items() if name not in {"add_url_name", "delete_url_name"}}


@hooks.register("register_admin_viewset")
def ticket_viewset() -> TicketViewSet:
    return TicketViewSet()


class TicketMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)


@hooks.register("register_directory_menu_item")
def ticket_menu_item() -> MenuItem:
    url = reverse_lazy("tickets:index") + "?state=brusano"
    return TicketMenuItem(lazy("Reports of errors"), url, name="tickets", icon_name="warning", order=20)
