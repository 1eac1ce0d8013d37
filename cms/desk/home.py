"""The first page of the administration, for those who write: what is begun most often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms.desk.writers import writes
from cms.models import NewsIndexPage, NewsPage


class Link(NamedTuple):
    url: str
    icon: str
    label: str | Promise


class WritingPanel(Component):
    order = 40
    template_name = "cms/admin/home.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"links": list(_links((parent_context or {})["request"]))}


def _links(request: HttpRequest) -> Iterator[Link]:
    for index in NewsIndexPage.objects.filter(locale__language_code=get_language()):
        if index.permissions_for_user(request.user).can_add_subpage():
            address = reverse("wagtailadmin_pages:add", args=["cms", NewsPage._meta.model_name, index.pk])
            yield Link(address, "edit", _("Write a news article"))
    if request.user.has_perm("cms.add_meeting"):
        yield Link(reverse("events_meetings:add"), "calendar", _("Announce an event"))
    if request.user.has_perm("cms.change_issue"):
        yield Link(reverse("newsletter"), "mail", _("Newsletter"))
    yield Link(reverse("desk_parity"), "site", _("French and Dutch"))
    yield Link(reverse("desk_guide"), "help", _("Guide for editors"))
    yield Link(reverse("role_guide", args=["editor"]), "help", _("Your guide, on one page"))


@hooks.register("construct_homepage_panels")
def writing_panel(request: HttpRequest, panels: list[Component]) -> None:
    if writes(request):
        panels.append(WritingPanel())
