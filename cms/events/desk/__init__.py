"""Events in Wagtail's administration: the list, one event's facts, who comes, the yearly figures."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from cms.events.desk.attendees import AttendeesView, AttestView, CallOffView, PaperView, TableView
from cms.events.desk.figures import FiguresTableView, FiguresView
from cms.events.desk.meetings import MeetingViewSet, SeriesViewSet
from directory.wagtail_hooks import RightMenuItem


class EventGroup(ViewSetGroup):
    menu_label = _("Events")
    menu_name = "events"
    menu_icon = "calendar"
    menu_order = 115
    items = (MeetingViewSet, SeriesViewSet)

    def get_menu_item(self, order: int | None = None) -> SubmenuMenuItem:
        items = [item.get_menu_item(place) for place, item in enumerate(self.registerables)]
        items.append(figures_menu_item())
        return SubmenuMenuItem(
            self.menu_label, Menu(items=items), name="events", icon_name=self.menu_icon, order=self.menu_order
        )


def figures_menu_item() -> MenuItem:
    url = reverse_lazy("events_figures")
    rights = ("cms.view_meeting",)
    return RightMenuItem(_("Yearly figures"), url, name="figures", icon_name="table", order=20, rights=rights)


@hooks.register("register_admin_viewset")
def event_viewsets() -> list[Any]:
    return [EventGroup()]


@hooks.register("register_admin_urls")
def event_urls() -> list[URLPattern]:
    return [
        path("events/<int:pk>/attendees/", AttendeesView.as_view(), name="events_attendees"),
        path("events/<int:pk>/attendees/table.csv", TableView.as_view(), name="events_table"),
        path("events/<int:pk>/attendees/paper/", PaperView.as_view(), name="events_paper"),
        path("events/<int:pk>/attendees/attest/", AttestView.as_view(), name="events_attest"),
        path("events/<int:pk>/call-off/", CallOffView.as_view(), name="events_call_off"),
        path("events/figures/", FiguresView.as_view(), name="events_figures"),
        path("events/figures/<int:year>.csv", FiguresTableView.as_view(), name="events_figures_table"),
    ]
