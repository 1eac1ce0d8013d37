"""Imports in the administration: choose a file, see what it would change, confirm, follow it, keep its report."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
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

from directory.forms.importing import UploadForm
from directory.importers import runs
from directory.importers.reading import Unreadable
from directory.models import ImportRun, User
from directory.permissions import need
from directory.wagtail_hooks.import_words import changes_nothing, counted, sections

SEE, START = "directory.view_importrun", "directory.add_importrun"
STEP_S = 3  # how long one request writes before the page shows how far it is
LISTED = 50
State = ImportRun.State


class ImportsView(WagtailAdminTemplateMixin, View):
    """What was imported, and the form to import more."""

    page_title = lazy("Imports")
    header_icon = "upload"
    template_name = "directory/admin/imports.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        need(request.user, SEE)
        return self._page(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        need(request.user, START)
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                run = _stage(form.cleaned_data, cast("User", request.user))
            except Unreadable as problem:
                form.add_error("file", str(problem))
            else:
                return redirect("directory_import", run.pk)
        return self._page(form)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def _page(self, form: UploadForm) -> HttpResponse:
        made = ImportRun.objects.select_related("source", "by")[:LISTED]
        context = self.get_context_data(form=form, runs=made, mapping_url=reverse("list_categorymapping:index"))
        return cast("HttpResponse", self.render_to_response(context))


def _stage(given: dict[str, Any], by: User) -> ImportRun:
    """Reads and checks the whole file, then compares it; the file itself is not kept."""
    runs.discard_forgotten()
    file: UploadedFile[Any] = given["file"]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "file"
        with copy.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        source = given["source"] or runs.source_named("", given["format"])
        order = runs.Order(copy, given["format"], source, str(file.name)[:200], given["full"], by)
        run = runs.start(order, lambda _count: None)
    runs.preview(run)
    return run


class ImportView(WagtailAdminTemplateMixin, View):
    """One import: what it would change, how far it is, or what it did."""

    page_title = lazy("Import")
    header_icon = "upload"
    template_name = "directory/admin/import.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        need(request.user, SEE)
        self.run = get_object_or_404(ImportRun.objects.select_related("source", "by"), pk=pk)
        waiting = self.run.state == State.STAGED
        context = self.get_context_data(
            run=self.run,
            waiting=waiting and runs.is_kept(self.run),
            expired=waiting and not runs.is_kept(self.run),
            applying=self.run.state == State.APPLYING,
            changes_nothing=changes_nothing(self.run.report),
            rejected=self.run.report.get("counts", {}).get("rejected", 0),
            may_apply=request.user.has_perm(START),
            counts=counted(self.run.report),
            sections=sections(self.run.report),
            progress=_progress(self.run),
            goes_on="paused" not in request.GET,
        )
        return cast("HttpResponse", self.render_to_response(context))

    def get_page_subtitle(self) -> str:
        return self.run.file_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("directory_imports"), "label": _("Imports")},
            {"url": "", "label": self.run.file_name},
        ]


def _progress(run: ImportRun) -> dict[str, int] | None:
    if run.state != State.APPLYING:
        return None
    try:
        done, total = runs.progress(run)
    except Unreadable:
        return None
    return {"done": done, "total": total}


class ApplyView(View):
    """Writes for a few seconds, then shows how far it is; posted again until all is written."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        need(request.user, START)
        run = get_object_or_404(ImportRun, pk=pk)
        goes_on = run.state not in {State.STAGED, State.APPLYING} or _write_for_a_while(request, run)
        return redirect(reverse("directory_import", args=[pk]) + ("" if goes_on else "?paused"))


def _write_for_a_while(request: HttpRequest, run: ImportRun) -> bool:
    """Whether the page may send itself on; after a refusal somebody has to read why."""
    end = time.monotonic() + STEP_S
    try:
        with closing(runs.write(run)) as steps:
            for _position in steps:
                if time.monotonic() > end:
                    return True
    except (Unreadable, runs.Busy, runs.Outdated) as problem:
        messages.error(request, str(problem))
        return False
    messages.success(request, _("The import is done."))
    return True


class DiscardView(View):
    """Nothing was written yet: its rows are thrown away."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        need(request.user, START)
        run = get_object_or_404(ImportRun, pk=pk)
        if run.state == State.STAGED:
            runs.discard(run)
            messages.success(request, _("The import was discarded: nothing was changed."))
        return redirect("directory_imports")


class ReportView(View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        need(request.user, SEE)
        run = get_object_or_404(ImportRun, pk=pk)
        response = HttpResponse(runs.whole_report(run), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="import-{run.pk}.json"'
        return response


class TemplateView(View):
    """The empty table to fill."""

    def get(self, request: HttpRequest) -> HttpResponse:
        from directory.importers.template_file import write_xlsx  # noqa: PLC0415 (spreadsheets weigh 20 MB in memory)

        need(request.user, SEE)
        folder = Path(tempfile.mkdtemp())
        try:
            write_xlsx(folder / "table.xlsx")
            content = (folder / "table.xlsx").read_bytes()
        finally:
            shutil.rmtree(folder)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        response = HttpResponse(content, content_type=kind)
        response["Content-Disposition"] = 'attachment; filename="maillage.xlsx"'
        return response


class ImportsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(SEE))


@hooks.register("register_directory_menu_item")
def imports_menu_item() -> MenuItem:
    url = reverse_lazy("directory_imports")
    return ImportsMenuItem(lazy("Imports"), url, name="imports", icon_name="upload", order=20)


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    return [
        path("imports/", ImportsView.as_view(), name="directory_imports"),
        path("imports/table/", TemplateView.as_view(), name="directory_import_template"),
        path("imports/<int:pk>/", ImportView.as_view(), name="directory_import"),
        path("imports/<int:pk>/apply/", ApplyView.as_view(), name="directory_import_apply"),
        path("imports/<int:pk>/discard/", DiscardView.as_view(), name="directory_import_discard"),
        path("imports/<int:pk>/report/", ReportView.as_view(), name="directory_import_report"),
    ]
