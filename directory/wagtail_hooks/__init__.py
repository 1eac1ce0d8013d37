"""The directory in Wagtail's administration: everything that is registered there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import page_permission_policy

from directory.models import User
from directory.permissions import LISTS, PEOPLE
from directory.wagtail_hooks import campaigns as campaigns  # registers itself
from directory.wagtail_hooks import claims as claims  # registers itself
from directory.wagtail_hooks import duplicates as duplicates  # registers itself
from directory.wagtail_hooks import home as home  # registers itself
from directory.wagtail_hooks import imports as imports  # registers itself
from directory.wagtail_hooks import journal as journal  # registers itself
from directory.wagtail_hooks import mail as mail  # registers itself
from directory.wagtail_hooks import mailboxes as mailboxes  # registers itself
from directory.wagtail_hooks import overview as overview  # registers itself
from directory.wagtail_hooks import proposals as proposals  # registers itself
from directory.wagtail_hooks import speakers as speakers  # registers itself
from directory.wagtail_hooks import tickets as tickets  # registers itself
from directory.wagtail_hooks import unused as unused  # registers itself
from directory.wagtail_hooks.choosers import CHOOSERS
from directory.wagtail_hooks.lists import LIST_VIEWSETS, ListsView
from directory.wagtail_hooks.organisation import OrganisationViewSet
from directory.wagtail_hooks.service import ServiceViewSet
from directory.wagtail_hooks.site import SiteViewSet
from directory.wagtail_hooks.to_check import ToCheckView

# Of Wagtail's own menu: reports are about pages and accounts; help leads to sites that are not ours.
REPORTS = {"reports"}
NOT_OURS = {"help"}
NOT_OUR_SETTINGS = {"groups", "workflows", "workflow-tasks"}  # rights are one table: directory.permissions


class RightMenuItem(MenuItem):
    """Shown to whoever has one of these rights."""

    def __init__(self, *args: Any, rights: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rights = rights

    def is_shown(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(right) for right in self.rights)


class DirectoryGroup(ViewSetGroup):
    """Other modules of this package and the importer add to it with the hook `register_directory_menu_item`."""

    menu_label = _("Directory")
    menu_name = "directory"
    menu_icon = "list-ul"
    menu_order = 110
    items = (ServiceViewSet, OrganisationViewSet, SiteViewSet)

    def get_menu_item(self, order: int | None = None) -> SubmenuMenuItem:
        items = [item.get_menu_item(place) for place, item in enumerate(self.registerables)]
        menu = Menu(register_hook_name="register_directory_menu_item", items=items)
        return SubmenuMenuItem(self.menu_label, menu, name="directory", icon_name=self.menu_icon, order=self.menu_order)


@hooks.register("register_admin_viewset")
def directory_viewsets() -> list[Any]:
    return [DirectoryGroup(), *CHOOSERS, *LIST_VIEWSETS]


@hooks.register("register_admin_urls")
def directory_urls() -> list[URLPattern]:
    return [
        path("directory/to-check/", ToCheckView.as_view(), name="directory_to_check"),
        path("directory/lists/", ListsView.as_view(), name="directory_lists"),
    ]


@hooks.register("register_directory_menu_item")
def to_check_menu_item() -> MenuItem:
    rights = ("directory.view_service",)
    url = reverse_lazy("directory_to_check")
    return RightMenuItem(_("To check"), url, name="to-check", icon_name="tasks", order=10, rights=rights)


@hooks.register("register_admin_menu_item")
def lists_menu_item() -> MenuItem:
    rights = tuple(f"directory.change_{name}" for name in LISTS)
    return RightMenuItem(
        _("Lists"), reverse_lazy("directory_lists"), name="lists", icon_name="list-ol", order=120, rights=rights
    )


@hooks.register("construct_main_menu")
def tidy_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    reads_reports = request.user.has_perm(PEOPLE[0]) or page_permission_policy.user_has_permission(
        request.user, "publish"
    )
    hidden = NOT_OURS | (set() if reads_reports else REPORTS)
    items[:] = [item for item in items if item.name not in hidden]


@hooks.register("construct_settings_menu")
def tidy_settings(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in NOT_OUR_SETTINGS]


@hooks.register("before_bulk_action")
def people_one_by_one(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Wagtail's actions on many accounts at once know nothing of whose account may be changed by whom."""
    if any(isinstance(row, User) for row in objects):
        raise PermissionDenied
