"""The public card of a service in three languages, also while the public cannot see it yet."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from directory.models import Service, Tongue
from directory.permissions import may_change
from directory.views.card import Card
from directory.views.linked_data import linked_data
from directory.views.printing import body

# The frames show what the public gets, not the bar of who is logged in.
AS_A_STRANGER = {"member": None, "private_door": False}


def _service(request: HttpRequest, pk: int) -> Service:
    found = get_object_or_404(Service.objects.for_page(), pk=pk)
    if not request.user.has_perm("directory.view_service") and not may_change(request.user, found):
        raise PermissionDenied
    return found


class PreviewView(WagtailAdminTemplateMixin, View):
    """Three frames side by side."""

    index_url_name = edit_url_name = card_url_name = ""
    page_title = lazy("Public card")
    header_icon = "view"
    template_name = "directory/admin/preview.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.record = _service(request, pk)
        cards = [
            {"code": tongue.value, "name": tongue.label, "url": reverse(self.card_url_name, args=[pk, tongue.value])}
            for tongue in Tongue
        ]
        listed = Service.objects.listed().filter(pk=pk).exists()
        context = self.get_context_data(cards=cards, listed=listed, record=self.record)
        return cast("HttpResponse", self.render_to_response(context))

    def get_page_subtitle(self) -> str:
        return str(self.record)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": capfirst(Service._meta.verbose_name_plural)},
            {"url": reverse(self.edit_url_name, args=[self.record.pk]), "label": str(self.record)},
            {"url": "", "label": self.page_title},
        ]


class CardView(View):
    """One frame: the page the public gets, in the language asked."""

    def get(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        if language not in Tongue.values:
            raise Http404
        service = _service(request, pk)
        with translation.override(language):
            card = Card(service, timezone.now())
            address = request.build_absolute_uri(reverse("directory:service", args=[service.code]))
            context = {
                "card": card,
                "body": body("service.html", card=card),
                "linked_data": linked_data(card, address),
                **AS_A_STRANGER,
            }
            return HttpResponse(render_to_string("directory/service.html", context, request))
