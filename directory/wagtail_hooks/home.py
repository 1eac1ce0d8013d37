"""The first page of the administration: what this person can do, what waits in the directory, what was last written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from directory.models import Organisation, Service, Site, Version
from directory.permissions import LISTS
from directory.wagtail_hooks.filters import ORGANISATION_CHECKS, SERVICE_CHECKS
from directory.wagtail_hooks.waiting import waiting_for

READS = "directory.view_service"
LAST = 8
# An import has its own report.
BY_PEOPLE = (Version.Via.ADMIN, Version.Via.MEMBER, Version.Via.MAIL, Version.Via.PHONE, Version.Via.UNDO)
# The right it takes, the address, an icon, the words.
WORK: tuple[tuple[str, str, str, Any], ...] = (
    ("directory.add_organisation", "directory_organisation:add", "plus", _("Add an organisation")),
    ("directory.add_service", "directory_service:add", "plus", _("Add a service")),
    ("directory.add_importrun", "directory_imports", "upload", _("Import a file")),
    (f"directory.change_{LISTS[0]}", "directory_lists", "list-ol", _("Edit the lists")),
    ("directory.add_user", "wagtailusers_users:add", "user", _("Add a person")),
)


class DirectoryPanel(Component):
    """Each link and figure for whoever may open it."""

    order = 50
    template_name = "directory/admin/home.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request: HttpRequest = (parent_context or {})["request"]
        reads = request.user.has_perm(READS)
        return {
            "work": _work(request),
            "waiting": waiting_for(request.user),
            "figures": _figures() if reads else [],
            "changes": _changes() if reads else [],
        }


def _work(request: HttpRequest) -> list[dict[str, Any]]:
    found = [
        {"url": reverse(address), "icon": icon, "label": label}
        for right, address, icon, label in WORK
        if request.user.has_perm(right)
    ]
    if page_permission_policy.user_has_permission(request.user, "change"):
        found.append({"url": reverse("wagtailadmin_explore_root"), "icon": "folder-open-inverse", "label": _("Pages")})
    if request.user.has_perm("directory.change_ticket"):
        guide = reverse("role_guide", args=["coordinator"])
        found.append({"url": guide, "icon": "help", "label": _("Your guide, on one page")})
    return [*found, {"url": reverse("search:page"), "icon": "search", "label": _("See the public directory")}]


def _figures() -> list[dict[str, Any]]:
    """The lists behind these figures are those of the page « To check » and of the filters."""
    services, organisations = reverse("directory_service:index"), reverse("directory_organisation:index")
    overdue, proposed = SERVICE_CHECKS["overdue"][1], ORGANISATION_CHECKS["proposed"][1]
    late = Service.objects.filter(overdue())
    counted = (
        (_("services shown to the public"), f"{services}?status=listed", Service.objects.listed()),
        (_("services never confirmed"), f"{services}?confirmed=never", Service.objects.filter(confirmed_on=None)),
        (_("services not confirmed in their rhythm"), f"{services}?check=overdue", late),
        (_("organisations to be verified"), f"{organisations}?check=proposed", Organisation.objects.filter(proposed())),
    )
    return [{"label": capfirst(str(label)), "url": url, "count": rows.count()} for label, url, rows in counted]


def _changes() -> list[dict[str, Any]]:
    kinds = {model._meta.model_name: model for model in (Organisation, Site, Service)}
    of_records = Q(content_type__app_label="directory", content_type__model__in=kinds)
    rows = Version.objects.filter(of_records, via__in=BY_PEOPLE).select_related("content_type", "by")[:LAST]
    return [
        {
            "version": row,
            "kind": kinds[row.content_type.model]._meta.verbose_name,
            "url": reverse(f"directory_{row.content_type.model}:history", args=[row.object_id]),
        }
        for row in rows
    ]


@hooks.register("construct_homepage_panels")
def directory_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(DirectoryPanel())
