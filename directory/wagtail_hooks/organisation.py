"""Organisations in the administration."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from directory.forms.organisation import OrganisationForm
from directory.models import Organisation
from directory.wagtail_hooks.filters import OrganisationFilters
from directory.wagtail_hooks.listing import OrganisationIndexView
from directory.wagtail_hooks.records import CreateView, EditView
from directory.wagtail_hooks.viewset import RecordViewSet


class OrganisationEditView(EditView):
    def facts(self) -> list[dict[str, Any]]:
        record: Organisation = self.record
        return [
            {"text": record.get_status_display(), "good": record.status == Organisation.Status.VERIFIED},
            *([{"text": _("demo")}] if record.is_demo else []),
            {"text": _("code %(code)s") % {"code": record.code}},
        ]

    def get_header_buttons(self) -> list[HeaderButton]:
        members = reverse("directory_members", args=[self.record.pk])
        sees = self.request.user.has_perm("directory.view_membership")
        buttons = [HeaderButton(_("Who acts for it"), url=members, icon_name="user")] if sees else []
        if self.request.user.has_perm("directory.view_journalentry"):
            contacts = reverse("journal", args=[self.record.code])
            buttons.append(HeaderButton(_("Contacts"), url=contacts, icon_name="calendar"))
        if not self.request.user.has_perm("directory.add_service"):
            return buttons
        query = f"?organisation={self.record.code}"
        return [
            *buttons,
            HeaderButton(_("Add a site"), url=reverse("directory_site:add") + query, icon_name="plus"),
            HeaderButton(_("Add a service"), url=reverse("directory_service:add") + query, icon_name="plus"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        related = {
            "sites": self.record.sites.select_related("organisation", "bassin", "postal_code__commune"),
            "services": self.record.services.select_related("category", "site__bassin"),
        }
        return super().get_context_data(facts=self.facts(), related=related, **kwargs)


class OrganisationViewSet(RecordViewSet):
    model = Organisation
    form_class = OrganisationForm
    icon = "group"
    url_prefix = "directory/organisations"
    index_view_class = OrganisationIndexView
    edit_view_class = OrganisationEditView
    add_view_class = CreateView
    filterset_class = OrganisationFilters
