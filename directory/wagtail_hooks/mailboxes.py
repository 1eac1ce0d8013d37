"""Mailboxes whose code was typed back: Brusano calls a public number before they count as verified."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from directory.actions import mailboxes
from directory.forms.calling import CallForm
from directory.models import MailboxProof
from directory.permissions import need

SEE, ACT = "directory.view_callback", "directory.add_callback"


class MailboxesView(WagtailAdminTemplateMixin, View):
    """One form for each; what was typed for one that was refused stands there again."""

    page_title = lazy("Mailboxes to verify")
    header_icon = "mail"
    template_name = "directory/admin/mailboxes.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        need(request.user, SEE)
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        by = need(request.user, ACT)
        code = request.POST.get("service", "")
        proof = get_object_or_404(MailboxProof.objects.to_call(), service__code=code)
        form = CallForm(request.POST, auto_id=f"{code}-%s")
        if form.is_valid():
            try:
                mailboxes.call(proof, form.said(), by=by)
            except ValidationError as refusal:
                messages.error(request, " ".join(refusal.messages))
            else:
                messages.success(request, _("The call is written down."))
            return redirect("mailboxes")
        return self._page({code: form})

    def _page(self, refused: dict[str, CallForm] | None = None) -> HttpResponse:
        waiting = MailboxProof.objects.to_call().select_related("service__organisation", "proven_by")
        rows = [
            (proof, (refused or {}).get(proof.service.code) or CallForm(auto_id=f"{proof.service.code}-%s"))
            for proof in waiting
        ]
        return cast("HttpResponse", self.render_to_response(self.get_context_data(rows=rows)))


class MailboxesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)


@hooks.register("register_directory_menu_item")
def mailboxes_menu_item() -> MenuItem:
    url = reverse_lazy("mailboxes")
    return MailboxesMenuItem(lazy("Mailboxes to verify"), url, name="mailboxes", icon_name="mail", order=13)


@hooks.register("register_admin_urls")
def mailbox_urls() -> list[URLPattern]:
    return [path("mailboxes/", MailboxesView.as_view(), name="mailboxes")]
