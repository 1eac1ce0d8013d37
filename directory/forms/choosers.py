"""The dialogs in which an organisation, a site or a service is chosen; their addresses are registered by the hooks."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import BaseChooser

from directory.models import Organisation, Service, Site


class RecordChooser(BaseChooser):
    def get_instance(self, value: Any) -> Any:
        """Nothing at all for an identifier that is none: the form says so."""
        if isinstance(value, str) and not (value.isascii() and value.isdigit()):
            return None
        return super().get_instance(value)


class OrganisationChooser(RecordChooser):
    model = Organisation
    icon = "group"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")
    link_to_chosen_text = _("Open this organisation")
    chooser_modal_url_name = "choose_organisation:choose"


class SiteChooser(RecordChooser):
    model = Site
    icon = "home"
    choose_one_text = _("Choose a site of this organisation")
    choose_another_text = _("Choose another site")
    link_to_chosen_text = _("Open this site")
    chooser_modal_url_name = "choose_site:choose"

    def get_display_title(self, instance: Any) -> str:
        """Its address too: an organisation's sites often have no names."""
        parts = [instance.name, instance.street, instance.postal_code or instance.outside_address]
        return ", ".join(str(part) for part in parts if part) or str(instance)


class ServiceChooser(RecordChooser):
    model = Service
    icon = "list-ul"
    choose_one_text = _("Choose a service")
    choose_another_text = _("Choose another service")
    link_to_chosen_text = _("Open this service")
    chooser_modal_url_name = "choose_service:choose"

    def get_display_title(self, instance: Any) -> str:
        return f"{instance.name} — {instance.organisation}"


CHOOSERS: dict[type[models.Model], type[BaseChooser]] = {
    Organisation: OrganisationChooser,
    Site: SiteChooser,
    Service: ServiceChooser,
}


def chooser_for(field: models.ForeignKey[Any, Any]) -> BaseChooser:
    linked = {"organisation": "#id_organisation"} if field.related_model is Site else {}
    return CHOOSERS[field.related_model](linked_fields=linked)
