"""The network at a glance for Brusano: the same figures as a table and drawn, and as a file."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from directory import tables
from directory.exporting import rows
from directory.models import Service
from directory.network_figures import Figures, network
from directory.permissions import need
from directory.progress import drawn

SEE = "directory.view_ticket"


class OverviewView(WagtailAdminTemplateMixin, View):
    page_title = lazy("The network at a glance")
    header_icon = "view"
    template_name = "directory/admin/overview.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        need(request.user, SEE)
        found = network(timezone.localdate())
        lines = [(_name(one), one) for one in found.rows.values() if one.bassin or one.cards or one.unclaimed]
        if (kind := request.GET.get("as")) in tables.FORMATS:
            return _table(kind, [*lines, (_("Total"), found.whole)])
        context = self.get_context_data(
            lines=[_drawn(name, one) for name, one in lines], whole=found.whole, today=timezone.localdate()
        )
        return cast("HttpResponse", self.render_to_response(context))


def _name(one: Figures) -> str:
    return str(one.bassin) if one.bassin else _("whole Region, or no bassin stated")


def _drawn(name: str, one: Figures) -> dict[str, Any]:
    return {
        "name": name,
        "figures": one,
        "fresh": drawn([("confirmed", "", one.fresh), ("silent", "", one.cards - one.fresh)]),
        "room": drawn([("confirmed", "", one.room_known), ("silent", "", one.cards - one.room_known)]),
    }


def _table(kind: str, lines: list[tuple[str, Figures]]) -> HttpResponse:
    header = [
        _("Bassin"),
        _("Cards"),
        _("Confirmed in their rhythm"),
        _("Room known"),
        _("Reports without an answer"),
        _("Organisations nobody acts for"),
    ]
    lists = [[name, one.cards, one.fresh, one.room_known, one.tickets, one.unclaimed] for name, one in lines]
    return tables.file(kind, f"maillage-{timezone.localdate():%Y-%m-%d}", [header, *lists])


def cards(request: HttpRequest, kind: str) -> HttpResponse:
    """Every card that is not merged, closed ones included."""
    need(request.user, SEE)
    if kind not in tables.FORMATS:
        raise Http404
    found = Service.objects.filter(merged_into=None, organisation__merged_into=None)
    return tables.file(kind, f"maillage-cards-{timezone.localdate():%Y-%m-%d}", rows(found))


@hooks.register("register_admin_urls")
def overview_urls() -> list[URLPattern]:
    return [
        path("overview/", OverviewView.as_view(), name="overview"),
        path("overview/cards.<slug:kind>", cards, name="overview_cards"),
    ]


class OverviewMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)


@hooks.register("register_directory_menu_item")
def overview_menu_item() -> MenuItem:
    return OverviewMenuItem(lazy("At a glance"), reverse_lazy("overview"), name="overview", icon_name="view", order=5)
