"""Duplicates in the administration: which cards may be the same and why, side by side, merged or kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from directory.actions import duplicates as actions
from directory.actions import merging
from directory.actions.turns import one_writer
from directory.forms.merging import Comparison
from directory.forms.readable import Reader
from directory.models import Likeness, Merge, Organisation, Service, Version
from directory.models.duplicates import UNDO_DAYS, Kind, Why
from directory.permissions import need

PER_PAGE, MERGES = 25, 20
RIGHT = "directory.change_organisation"  # whoever may change them all
Cards = dict[str, Organisation | Service]


def _card(kind: str, code: str) -> Organisation | Service:
    rows: Any = merging.MODELS[kind].objects.select_related(*(["organisation"] if kind == Kind.SERVICE else []))
    return cast("Organisation | Service", get_object_or_404(rows, code=code.strip().lower(), merged_into=None))


def _cards(kind: str, codes: Iterable[str]) -> Cards:
    rows: Any = merging.MODELS[kind].objects.filter(code__in=set(codes))
    if kind == Kind.SERVICE:
        rows = rows.select_related("organisation", "site__postal_code__commune")
    else:
        rows = rows.prefetch_related("sites__postal_code__commune")
    return {row.code: row for row in rows}


def _kind(kind: str) -> str:
    if kind not in Kind.values:
        raise Http404
    return kind


class DuplicatesView(WagtailAdminTemplateMixin, View):
    page_title = lazy("Duplicates")
    header_icon = "copy"
    template_name = "directory/admin/duplicates.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, kind: str = Kind.ORGANISATION) -> HttpResponse:
        need(request.user, RIGHT)
        _kind(kind)
        if request.GET.get("one") and request.GET.get("other"):
            one, other = (_card(kind, request.GET[name]) for name in ("one", "other"))
            return redirect("duplicates_compare", kind, one.code, other.code)
        apart = "apart" in request.GET
        rows = Likeness.objects.filter(kind=kind, dismissed_at__isnull=not apart).select_related("dismissed_by")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        context = self.get_context_data(
            kind=kind,
            kinds=[(value, label, Likeness.objects.to_look_at().filter(kind=value).count()) for value, label in KINDS],
            apart=apart,
            page=page,
            pairs=_pairs(kind, page),
            merges=[] if apart else _merges(kind),
            undo_days=UNDO_DAYS,
        )
        return cast("HttpResponse", self.render_to_response(context))

    def post(self, request: HttpRequest, kind: str = Kind.ORGANISATION) -> HttpResponse:
        by = need(request.user, RIGHT)
        one, other = request.POST.get("one", ""), request.POST.get("other", "")
        if request.POST.get("action") == "again":
            actions.look_again(_kind(kind), one, other)
        elif one != other and set(_cards(_kind(kind), [one, other])) == {one, other}:
            actions.dismiss(kind, one, other, by=by)
            messages.success(request, _("Noted: these two are not the same. Nobody is asked again."))
        return redirect("duplicates", kind)


KINDS = tuple(Kind.choices)


def _pairs(kind: str, rows: Iterable[Likeness]) -> list[dict[str, Any]]:
    """Without those of which one was merged since they were found."""
    rows = list(rows)
    cards = _cards(kind, (code for row in rows for code in (row.one, row.other)))
    found = [(row, cards.get(row.one), cards.get(row.other)) for row in rows]
    return [
        {"row": row, "sides": [_side(one), _side(other)], "why": [Why(why).label for why in row.why]}
        for row, one, other in found
        if one and other and not one.merged_into_id and not other.merged_into_id
    ]


def _side(card: Organisation | Service) -> dict[str, Any]:
    """Its name and where it is, as far as that may be said."""
    if isinstance(card, Organisation):
        sites, of = list(card.sites.all()), ""
    else:
        sites, of = [card.site] if card.site else [], str(card.organisation)
    places = {str(site.commune.name) for site in sites if site.commune}
    url = reverse(f"directory_{card._meta.model_name}:edit", args=[card.pk])
    return {"card": card, "url": url, "of": of, "places": ", ".join(sorted(places))}


def _merges(kind: str) -> list[dict[str, Any]]:
    rows = list(Merge.objects.filter(kind=kind, undone_at=None).select_related("by")[:MERGES])
    rows = [row for row in rows if row.may_be_undone]
    cards = _cards(kind, (code for row in rows for code in (row.kept, row.gone)))
    return [{"row": row, "kept": cards.get(row.kept), "gone": cards.get(row.gone)} for row in rows]


class CompareView(WagtailAdminTemplateMixin, View):
    """The one on the left survives; a link swaps them."""

    page_title = lazy("Merge two cards")
    header_icon = "copy"
    template_name = "directory/admin/merging.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        up = {"url": reverse("duplicates", args=[self.kind]), "label": _("Duplicates")}
        return [*self.breadcrumbs_items, up, {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, kind: str, kept: str, gone: str) -> HttpResponse:
        need(request.user, RIGHT)
        self.kind = _kind(kind)
        if kept == gone:
            raise Http404
        found = _cards(kind, [kept, gone])
        if len(found) < 2:
            raise Http404
        self.kept, self.gone = found[kept], found[gone]
        if self.kept.merged_into_id or self.gone.merged_into_id:
            messages.warning(request, _("One of these cards was merged already."))
            return redirect("duplicates", kind)
        return cast("HttpResponse", super().dispatch(request))

    def get(self, _request: HttpRequest) -> HttpResponse:
        return self.answered(Comparison(self.kept, self.gone))

    def post(self, request: HttpRequest) -> HttpResponse:
        by, compared = need(request.user, RIGHT), Comparison(self.kept, self.gone, request.POST)
        with one_writer():
            if request.POST.get("version") != self.version():
                messages.error(request, _("Nothing was merged: one of the cards changed since you opened this page."))
                return self.answered(compared)
            try:
                merging.merge(cast("Any", self.kept), cast("Any", self.gone), compared.values(), by=by)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return self.answered(compared)
        said = _("“%(gone)s” was merged into “%(kept)s”. Its old addresses lead there.")
        messages.success(request, said % {"gone": self.gone, "kept": self.kept})
        return redirect("duplicates", self.kind)

    def version(self) -> str:
        """The last thing written on each."""
        last = (Version.objects.of(card).values_list("pk", flat=True).first() for card in (self.kept, self.gone))
        return "-".join(str(number or 0) for number in last)

    def answered(self, compared: Comparison) -> HttpResponse:
        reader = Reader(type(self.kept))
        rows = [
            {
                "name": each.name,
                "label": reader.label(each.name),
                "kept": reader.text(each.name, each.kept),
                "gone": reader.text(each.name, each.gone),
                "choices": each.choices,
                "taken": each.taken,
            }
            for each in compared.differences
        ]
        context = self.get_context_data(
            kind=self.kind, kept=_side(self.kept), gone=_side(self.gone), rows=rows, version=self.version()
        )
        return cast("HttpResponse", self.render_to_response(context))


class UndoMergeView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        by = need(request.user, RIGHT)
        found = get_object_or_404(Merge, code=code)
        try:
            left = merging.undo_merge(found, by=by)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("duplicates", found.kind)
        messages.success(request, _("Both cards are there again, each with what belonged to it."))
        if left:
            reader = Reader(merging.MODELS[found.kind])
            names = ", ".join(reader.label(name) for name in left)
            messages.warning(request, _("Changed since, and left as it is now: %(names)s.") % {"names": names})
        return redirect("duplicates", found.kind)


@hooks.register("register_admin_urls")
def duplicates_urls() -> list[URLPattern]:
    return [
        path("duplicates/", DuplicatesView.as_view(), name="duplicates"),
        path("duplicates/undo/<slug:code>/", UndoMergeView.as_view(), name="duplicates_undo"),
        path("duplicates/<slug:kind>/", DuplicatesView.as_view(), name="duplicates"),
        path("duplicates/<slug:kind>/<slug:kept>/<slug:gone>/", CompareView.as_view(), name="duplicates_compare"),
    ]


class DuplicatesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


@hooks.register("register_directory_menu_item")
def duplicates_menu_item() -> MenuItem:
    return DuplicatesMenuItem(
        lazy("Duplicates"), reverse_lazy("duplicates"), name="duplicates", icon_name="copy", order=30
    )
