"""Freshness in the administration: what is overdue, campaigns, and for each card how its confirmation arrived."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from directory import progress, tables
from directory.actions import campaigns
from directory.forms.campaign import CallForm, CampaignForm
from directory.models import Bassin, Campaign, CampaignCard, Service, User
from directory.permissions import changeable, may_change, need

SEE, START, CHANGE = "directory.view_campaign", "directory.add_campaign", "directory.change_campaign"
LISTED, A_PAGE = 50, 50


def of_hers(user: Any, cards: QuerySet[CampaignCard]) -> Any:
    """A coordinator of the directory sees all cards, one of bassins those of hers."""
    return cards if user.has_perm(CHANGE) else cards.filter(service__in=changeable(user))


class CampaignsView(WagtailAdminTemplateMixin, View):
    page_title = lazy("Freshness")
    header_icon = "history"
    template_name = "directory/admin/campaigns.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        need(request.user, SEE)
        return self.page(CampaignForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        by, form = need(request.user, START), CampaignForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        said = form.cleaned_data
        try:
            one = campaigns.start(said["name"], list(said["bassins"]), list(said["categories"]), by=by)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.page(form)
        messages.success(request, _("The campaign has begun: the mails leave now, a few at a time."))
        return redirect("campaign", one.pk)

    def page(self, form: CampaignForm) -> HttpResponse:
        user, today = cast("User", self.request.user), timezone.localdate()
        services = Service.objects.all() if user.has_perm(CHANGE) else changeable(user)
        found = Campaign.objects.filter(cards__in=of_hers(user, CampaignCard.objects.all()))
        context = self.get_context_data(
            form=form,
            may_start=user.has_perm(START),
            campaigns=found.annotate(count=Count("cards")).select_related("started_by")[:LISTED],
            bassins=_overdue(services, today),
            monthly=progress.last_month(),
        )
        return cast("HttpResponse", self.render_to_response(context))


def _overdue(services: QuerySet[Service], today: Any) -> list[dict[str, Any]]:
    names = {bassin.pk: bassin for bassin in Bassin.objects.all()}
    rows = progress.by_bassin(services, today)
    for row in rows:
        row["name"] = names[row["bassin"]] if row["bassin"] else _("without an address")
        row["fresh"] = row["cards"] - row["overdue"]
        row["shares"] = progress.drawn([("confirmed", "", row["fresh"]), ("to_phone", "", row["overdue"])])
    return rows


class OfCampaign(View):
    campaign: Campaign

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.campaign = get_object_or_404(Campaign.objects.select_related("started_by"), pk=kwargs["pk"])

    def cards(self) -> QuerySet[CampaignCard]:
        return cast("QuerySet[CampaignCard]", of_hers(self.request.user, self.campaign.cards.all()))


class CampaignView(WagtailAdminTemplateMixin, OfCampaign):
    """The table of one campaign, by state; beside each card what a call brought."""

    page_title = lazy("Campaign")
    header_icon = "history"
    template_name = "directory/admin/campaign.html"

    def get_page_subtitle(self) -> str:
        return self.campaign.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("campaigns"), "label": _("Freshness")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.campaign.name}]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        need(request.user, SEE)
        today, state = timezone.localdate(), request.GET.get("state", "")
        shares = progress.shares(self.cards(), today)
        cards = progress.with_all(self.cards(), today)
        if state in {share.code for share in shares}:
            cards = cards.filter(state=state)
        shown = Paginator(cards, A_PAGE).get_page(request.GET.get("p"))
        context = self.get_context_data(
            campaign=self.campaign,
            bassins=self.campaign.bassins.all(),
            categories=self.campaign.categories.all(),
            shares=shares,
            ways=progress.ways(self.cards(), today),
            whole=sum(share.count for share in shares),
            chosen=state,
            shown=shown,
            lines=progress.lines(self.campaign, shown),
            calls=CallForm().outcomes,
            may_close=request.user.has_perm(CHANGE),
        )
        return cast("HttpResponse", self.render_to_response(context))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        by = need(request.user, SEE)
        if "close" in request.POST:
            need(request.user, CHANGE)
            if campaigns.close(self.campaign):
                messages.success(request, _("The campaign is closed. Its table stays."))
            return self.back()
        number = request.POST.get("card", "")
        known = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
        card = get_object_or_404(self.cards().select_related("service"), pk=known)
        form = CallForm(request.POST)
        if not may_change(by, card.service) or not form.is_valid():
            refused = form.errors.get("note")
            messages.error(request, refused[0] if refused else _("Nothing was written: choose one of the answers."))
            return self.back()
        campaigns.log_call(card, form.cleaned_data["outcome"], form.cleaned_data["note"], by=by)
        messages.success(request, _("“%(name)s”: the call is written down.") % {"name": card.service})
        return self.back()

    def back(self) -> HttpResponse:
        """To the same part of the table."""
        address, state = reverse("campaign", args=[self.campaign.pk]), self.request.GET.get("state", "")
        return redirect(f"{address}?state={state}" if state in {s.value for s in progress.ORDER} else address)


class CampaignTableView(OfCampaign):
    """For a spreadsheet."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        need(request.user, SEE)
        return tables.answer(f"{self.campaign.code}.csv", self.rows())

    def rows(self) -> Iterator[list[object]]:
        what = (_("Organisation"), _("Service"), _("Code"), _("Bassin"), _("Kind of actor"), _("Telephone"), _("State"))
        yield [*what, _("Confirmed"), _("How"), _("By"), _("Last call"), _("Called on"), _("Called by"), _("Note")]
        cards = progress.with_all(self.cards(), timezone.localdate())
        for line in progress.lines(self.campaign, cards):
            service, card = line.service, line.card
            called = f"{timezone.localtime(card.called_at):%d/%m/%Y}" if card.called_at else ""
            yield [
                *(service.organisation, service, service.code, line.bassin, service.category, line.phone),
                *(line.state.label, service.confirmed_on or "", line.way, line.who),
                *(card.get_call_display() if called else "", called, card.called_by or "", card.note),
            ]


class CampaignMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(SEE))


@hooks.register("register_admin_menu_item")
def campaign_menu_item() -> MenuItem:
    return CampaignMenuItem(
        lazy("Freshness"), reverse_lazy("campaigns"), name="campaigns", icon_name="history", order=112
    )


@hooks.register("register_admin_urls")
def campaign_urls() -> list[URLPattern]:
    return [
        path("campaigns/", CampaignsView.as_view(), name="campaigns"),
        path("campaigns/<int:pk>/", CampaignView.as_view(), name="campaign"),
        path("campaigns/<int:pk>/table.csv", CampaignTableView.as_view(), name="campaign_table"),
    ]
