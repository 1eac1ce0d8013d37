"""Sites in the administration."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from directory.actions.shape import Values
from directory.forms.site import SiteForm
from directory.models import Organisation, Site
from directory.wagtail_hooks.filters import SiteFilters
from directory.wagtail_hooks.listing import SiteIndexView
from directory.wagtail_hooks.records import CreateView, EditView
from directory.wagtail_hooks.viewset import RecordViewSet


class SiteCreateView(CreateView):
    def prefilled(self) -> Values:
        code = self.request.GET.get("organisation", "")[:8]
        return {"organisation": code} if Organisation.objects.filter(code=code).exists() else {}


class SiteEditView(EditView):
    def records(self) -> Any:
        return Site.objects.select_related("organisation", "bassin", "postal_code__commune")

    def facts(self) -> list[dict[str, Any]]:
        record: Site = self.record
        organisation = reverse("directory_organisation:edit", args=[record.organisation_id])
        return [
            {"text": str(record.organisation), "url": organisation},
            {"text": str(record.bassin or _("no bassin")), "good": bool(record.bassin)},
            *([{"text": _("bassin to be checked")}] if record.bassin_to_check else []),
            *([{"text": _("demo")}] if record.is_demo else []),
        ]

    def get_header_buttons(self) -> list[HeaderButton]:
        if not self.request.user.has_perm("directory.add_service"):
            return []
        query = f"?organisation={self.record.organisation.code}&site={self.record.code}"
        url = reverse("directory_service:add") + query
        return [HeaderButton(_("Add a service here"), url=url, icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(facts=self.facts(), **kwargs)


class SiteViewSet(RecordViewSet):
    model = Site
    form_class = SiteForm
    icon = "home"
    url_prefix = "directory/sites"
    index_view_class = SiteIndexView
    edit_view_class = SiteEditView
    add_view_class = SiteCreateView
    filterset_class = SiteFilters
