"""« Visits » among the reports: what is read and fetched, page by page and language by language, as sums alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.events.tables import harmless
from cms.models import DailyCount, File

VIEWS = {
    "search:page": _("Find a service"),
    "search:boussole": _("Compass"),
    "search:sheet_page": _("Sheet, on screen"),
    "search:sheet_paper": _("Sheet, as PDF"),
    "directory:help_lines": _("Help lines"),
    "memo": _("Memo to print"),
}
RIGHTS = ["add", "change", "publish"]


def _sums() -> QuerySet[DailyCount, Any]:
    today = timezone.localdate()
    month, year = (Q(day__gt=today - timedelta(days=days)) for days in (30, 365))
    rows = DailyCount.objects.values("what", "language")
    return rows.annotate(
        month=Sum("count", filter=month, default=0), year=Sum("count", filter=year, default=0)
    ).order_by("-month", "-year", "what", "language")


class VisitsView(ReportView):
    page_title = _("Visits")
    header_icon = "view"
    index_url_name = index_results_url_name = "visits"
    permission_policy = page_permission_policy
    any_permission_required = RIGHTS
    columns = [
        Column("title", label=_("What")),
        Column("kind", label=_("Kind")),
        Column("language", label=_("Language")),
        Column("month", label=_("Last 30 days")),
        Column("year", label=_("Last 12 months")),
    ]
    list_export = [column.name for column in columns]
    export_headings = {column.name: column.label for column in columns}
    custom_field_preprocess = {"title": {"csv": harmless, "xlsx": harmless}}

    def get_queryset(self) -> QuerySet[DailyCount, Any]:
        return _sums()

    def decorate_paginated_queryset(self, object_list: Any) -> list[dict[str, Any]]:
        return named(list(object_list))

    def get_filename(self) -> str:
        return f"visits-{timezone.localdate():%Y-%m-%d}"


def named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each with the title it has today; what was deleted since keeps its figures."""
    keys = {kind: [row["what"].partition(":")[2] for row in rows if row["what"].startswith(kind)] for kind in KINDS}
    pages = Page.objects.filter(translation_key__in=keys["page"]).select_related("locale")
    titles = {(f"page:{page.translation_key}", page.locale.language_code): page.title for page in pages}
    files = {f"file:{file.pk}": file.title for file in File.objects.filter(pk__in=keys["file"])}
    for row in rows:
        kind, _colon, name = row["what"].partition(":")
        title = titles.get((row["what"], row["language"])) or files.get(row["what"]) or VIEWS.get(name)
        row |= {"kind": str(KINDS[kind]), "title": str(title or gettext("(deleted)"))}
    return rows


KINDS = {"page": _("page"), "file": _("document"), "view": _("part of the site")}


@hooks.register("register_admin_urls")
def _address() -> list[Any]:
    return [path("reports/visits/", VisitsView.as_view(), name="visits")]


class VisitsItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(page_permission_policy.user_has_any_permission(request.user, RIGHTS))


@hooks.register("register_reports_menu_item")
def _in_the_menu() -> VisitsItem:
    return VisitsItem(_("Visits"), reverse("visits"), name="visits", icon_name="view", order=900)
