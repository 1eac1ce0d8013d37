"""What happened to a record: each version in words, and the button that undoes it."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View
from django.views.generic.base import ContextMixin
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from directory import actions
from directory.forms.readable import Reader
from directory.models import Version
from directory.permissions import may_change

PER_PAGE = 30


class HistoryView(WagtailAdminTemplateMixin, View):
    """The versions of one record, or of a row of a list, newest first."""

    model: Any = None
    permission_policy: Any = None
    index_url_name = edit_url_name = undo_url_name = ""
    page_title = lazy("History")
    header_icon = "history"
    template_name = "directory/admin/history.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.record = get_object_or_404(self.model._default_manager, pk=pk)
        changeable = may_change(request.user, self.record)
        if not changeable and not self.permission_policy.user_has_permission(request.user, "view"):
            raise PermissionDenied
        versions = Version.objects.of(self.record).select_related("by", "source")
        page = Paginator(versions, PER_PAGE).get_page(request.GET.get("p"))
        reader = Reader(self.model)
        context = self.get_context_data(
            page=page,
            rows=[_row(reader, version, undoable=changeable and bool(self.undo_url_name)) for version in page],
            undo_url_name=self.undo_url_name,
            record=self.record,
        )
        return cast("HttpResponse", self.render_to_response(context))

    def get_page_subtitle(self) -> str:
        return str(self.record)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": capfirst(self.model._meta.verbose_name_plural)},
            {"url": reverse(self.edit_url_name, args=[self.record.pk]), "label": str(self.record)},
            {"url": "", "label": self.page_title},
        ]


def _row(reader: Reader, version: Version, *, undoable: bool) -> dict[str, Any]:
    changes = [
        {
            "label": reader.label(name),
            "before": "" if version.created else reader.text(name, version.before.get(name)),
            "after": reader.text(name, value),
        }
        for name, value in version.after.items()
    ]
    return {"version": version, "changes": changes, "undoable": undoable and not version.created and bool(changes)}


class UndoView(View, ContextMixin):
    """Writes back what one version replaced; itself a version, that can be undone."""

    model: Any = None  # of a record, or of a list
    edit_url_name = history_url_name = ""
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        record = get_object_or_404(self.model._default_manager, pk=pk)
        if not may_change(request.user, record):
            raise PermissionDenied
        found = get_object_or_404(Version.objects.of(record), pk=version)
        try:
            actions.undo(found, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(self.history_url_name, pk)
        messages.success(request, _("The change was undone. Undoing can be undone too."))
        return redirect(self.history_url_name, pk)
