"""New names and the like that members wrote: Brusano looks at them before the public reads them."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from directory.actions import editing
from directory.forms.calling import RefuseForm
from directory.forms.readable import Reader
from directory.models import Proposal
from directory.permissions import need

SEE, ACT = "directory.view_proposal", "directory.change_proposal"
LISTED = 50


class ProposalsView(WagtailAdminTemplateMixin, View):
    page_title = lazy("Changes to look at")
    header_icon = "edit"
    template_name = "directory/admin/proposals.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        need(request.user, SEE)
        waiting = Proposal.objects.waiting().select_related("organisation", "by", "content_type")[:LISTED]
        context = self.get_context_data(rows=[_row(one) for one in waiting])
        return cast("HttpResponse", self.render_to_response(context))

    def post(self, request: HttpRequest) -> HttpResponse:
        by = need(request.user, ACT)
        found = get_object_or_404(Proposal, code=request.POST.get("proposal", ""))
        refusing = RefuseForm(request.POST)
        try:
            if request.POST.get("action") == "accept":
                editing.accept(found, by=by)
                messages.success(request, _("The card says it now."))
            elif refusing.is_valid():
                editing.refuse(found, refusing.cleaned_data["answer"], by=by)
                messages.success(request, _("The card stays as it is; its members read why."))
            else:
                messages.error(request, _("Say why: its members read it."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("proposals")


def _row(one: Proposal) -> dict[str, Any]:
    model = cast("Any", one.content_type.model_class())
    reader = Reader(model)
    return {
        "proposal": one,
        "url": reverse(f"directory_{one.content_type.model}:edit", args=[one.object_id]),
        "kind": model._meta.verbose_name,
        "changes": [
            (reader.label(name), reader.text(name, one.before.get(name)), reader.text(name, value))
            for name, value in one.after.items()
        ],
        "refuse_form": RefuseForm(auto_id=f"{one.code}-%s"),
    }


class ProposalsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)


@hooks.register("register_directory_menu_item")
def proposals_menu_item() -> MenuItem:
    url = reverse_lazy("proposals")
    return ProposalsMenuItem(lazy("Changes to look at"), url, name="proposals", icon_name="edit", order=11)


@hooks.register("register_admin_urls")
def proposal_urls() -> list[URLPattern]:
    return [path("proposals/", ProposalsView.as_view(), name="proposals")]
