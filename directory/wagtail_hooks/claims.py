"""Who says that an organisation is hers: the queue, the calls to a public number, and the log of them."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
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

from directory.actions import claims
from directory.forms.calling import CallForm, RefuseForm
from directory.lifecycle.claims import Stand
from directory.models import CallBack, Claim, ContactPoint, Membership
from directory.permissions import need

SEE, ACT, LOG = "directory.view_claim", "directory.change_claim", "directory.view_callback"
DECIDED, LOGGED = 30, 50
PHONES = (ContactPoint.Kind.PHONE, ContactPoint.Kind.SHORT)


class ClaimsView(WagtailAdminTemplateMixin, View):
    page_title = lazy("Claims")
    header_icon = "user"
    template_name = "directory/admin/claims.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        need(request.user, SEE)
        rows = Claim.objects.select_related("organisation", "decided_by")
        decided = rows.filter(decided_at__isnull=False).order_by("-decided_at")
        context = self.get_context_data(waiting=rows.waiting(), decided=decided[:DECIDED])
        return cast("HttpResponse", self.render_to_response(context))


class ClaimView(WagtailAdminTemplateMixin, View):
    """One claim: what she says, whom to call, what was answered."""

    page_title = lazy("Claim")
    header_icon = "user"
    template_name = "directory/admin/claim.html"

    def dispatch(self, request: HttpRequest, *args: Any, claim: str, **kwargs: Any) -> Any:
        need(request.user, SEE)
        found = Claim.objects.exclude(state=Stand.UNCONFIRMED).select_related("organisation", "decided_by")
        self.claim = get_object_or_404(found, code=claim)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.claim)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        queue = {"url": reverse("claims"), "label": _("Claims")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": str(self.claim)}]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(CallForm(), RefuseForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        by = need(request.user, ACT)
        refuses = request.POST.get("action") == "refuse"
        form: CallForm | RefuseForm = RefuseForm(request.POST) if refuses else CallForm(request.POST)
        if form.is_valid():
            try:
                if isinstance(form, CallForm):
                    _say(request, claims.call(self.claim, form.said(), by=by))
                else:
                    claims.refuse(self.claim, form.cleaned_data["answer"], by=by)
                    messages.success(request, _("She is told."))
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
            else:
                return redirect("claims_one", self.claim.code)
        return self._page(
            form if isinstance(form, CallForm) else CallForm(), form if isinstance(form, RefuseForm) else RefuseForm()
        )

    def _page(self, call: CallForm, refuse: RefuseForm) -> HttpResponse:
        one = self.claim
        context = self.get_context_data(
            claim=one,
            waiting=one.state == Stand.WAITING,
            numbers=_numbers(one),
            managers=Membership.objects.managers().filter(organisation=one.organisation_id or 0).select_related("user"),
            calls=one.call_backs.select_related("by"),
            call_form=call,
            refuse_form=refuse,
        )
        return cast("HttpResponse", self.render_to_response(context))


def _numbers(one: Claim) -> QuerySet[ContactPoint]:
    """Those that the directory itself prints, of the organisation and of its services."""
    found = ContactPoint.objects.filter(kind__in=PHONES)
    organisation = one.organisation_id or 0
    return (found.filter(organisation=organisation) | found.filter(service__organisation=organisation)).distinct()


def _say(request: HttpRequest, made: CallBack) -> None:
    if made.outcome == CallBack.Outcome.CONFIRMED:
        messages.success(request, _("The claim is accepted: an invitation leaves, and she manages the organisation."))
    else:
        messages.success(request, _("The call is written down."))


class CallBacksView(WagtailAdminTemplateMixin, View):
    page_title = lazy("Call-backs")
    header_icon = "list-ul"
    template_name = "directory/admin/call_backs.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        need(request.user, LOG)
        rows = CallBack.objects.select_related("organisation", "claim", "service", "person", "by")
        calls = Paginator(rows, LOGGED).get_page(request.GET.get("p"))
        return cast("HttpResponse", self.render_to_response(self.get_context_data(calls=calls)))


class ClaimsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)


@hooks.register("register_directory_menu_item")
def claims_menu_item() -> MenuItem:
    return ClaimsMenuItem(lazy("Claims"), reverse_lazy("claims"), name="claims", icon_name="user", order=12)


@hooks.register("register_directory_menu_item")
def call_backs_menu_item() -> MenuItem:
    url = reverse_lazy("call_backs")
    return ClaimsMenuItem(lazy("Call-backs"), url, name="call-backs", icon_name="list-ul", order=14)


@hooks.register("register_admin_urls")
def claim_urls() -> list[URLPattern]:
    return [
        path("claims/", ClaimsView.as_view(), name="claims"),
        path("claims/<slug:claim>/", ClaimView.as_view(), name="claims_one"),
        path("call-backs/", CallBacksView.as_view(), name="call_backs"),
    ]
