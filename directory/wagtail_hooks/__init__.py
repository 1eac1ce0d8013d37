"""The directory in Wagtail's administration: everything that is registered there."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from directory.wagtail_hooks.choosers import CHOOSERS
from directory.wagtail_hooks.organisation import OrganisationViewSet
from directory.wagtail_hooks.service import ServiceViewSet
from directory.wagtail_hooks.site import SiteViewSet


class DirectoryGroup(ViewSetGroup):
    menu_label = _("Directory")
    menu_icon = "list-ul"
    menu_order = 110
    items = (ServiceViewSet, OrganisationViewSet, SiteViewSet)


@hooks.register("register_admin_viewset")
def directory_viewsets() -> list[Any]:
    return [DirectoryGroup(), *CHOOSERS]
