"""What somebody has to look at, counted, each leading to the list of it."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from directory.models import Organisation, Service, Site
from directory.wagtail_hooks.filters import ORGANISATION_CHECKS, SERVICE_CHECKS, SITE_CHECKS

CHECKS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (Service, SERVICE_CHECKS),
    (Site, SITE_CHECKS),
    (Organisation, ORGANISATION_CHECKS),
)


class ToCheckView(WagtailAdminTemplateMixin, View):
    page_title = _("To check")
    header_icon = "tasks"
    template_name = "directory/admin/to_check.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("directory.view_service"):
            raise PermissionDenied
        return cast("HttpResponse", self.render_to_response(self.get_context_data(sections=_sections())))


def _sections() -> list[dict[str, Any]]:
    return [
        {
            "heading": capfirst(str(model._meta.verbose_name_plural)),
            "rows": [
                {
                    "label": capfirst(str(label)),
                    "url": f"{reverse(f'directory_{model._meta.model_name}:index')}?check={key}",
                    "count": model._default_manager.filter(condition()).distinct().count(),
                }
                for key, (label, condition) in checks.items()
            ],
        }
        for model, checks in CHECKS
    ]
