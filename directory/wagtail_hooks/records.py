"""Opening, creating and changing one organisation, site or service in the administration."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from directory import actions
from directory.actions.shape import Record, Values
from directory.actions.turns import one_writer
from directory.forms.conflicts import Merge, merge
from directory.forms.readable import Reader
from directory.forms.record import RecordForm
from directory.models import User, Version
from directory.permissions import may_change
from directory.wagtail_hooks.provenance import provenance


class RecordView(WagtailAdminTemplateMixin, View):
    """What both pages share. The attributes are given by the viewset."""

    model: type[Record] = cast("type[Record]", None)
    form_class: type[RecordForm] = RecordForm
    permission_policy: Any = None
    index_url_name = add_url_name = edit_url_name = history_url_name = preview_url_name = ""
    template_name = "directory/admin/record.html"

    record: Any
    request: HttpRequest

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def answer(self, form: RecordForm, **more: Any) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            media=form.all_media,
            has_unsaved_changes=form.is_bound,
            submit_button_label=_("Save"),
            submit_button_active_label=_("Saving…"),
            **more,
        )
        return cast("HttpResponse", self.render_to_response(context))

    def refused(self, form: RecordForm) -> HttpResponse:
        messages.validation_error(self.request, _("Nothing was saved: please look at the fields marked in red."), form)
        return self.answer(form)

    def saved(self, form: RecordForm) -> HttpResponse:
        messages.success(self.request, _("“%(name)s” was saved.") % {"name": self.record})
        for warning in form.warnings:
            messages.warning(self.request, warning)
        return redirect(self.edit_url_name, self.record.pk)

    def write(self, form: RecordForm) -> bool:
        by = cast("User", self.request.user)
        try:
            actions.save(self.record, form.values() | form.signed(by), by=by, via=Version.Via.ADMIN)
        except ValidationError as error:
            form.refuse(error)
            return False
        return True

    def get_header_title(self) -> str:
        """The tab's title: Wagtail would begin it with a colon, for want of a verb."""
        return str(self.get_page_subtitle())


class CreateView(RecordView):
    """A new record; `prefilled()` is what the form starts with."""

    def get_page_subtitle(self) -> str:
        return _("New: %(what)s") % {"what": self.model._meta.verbose_name}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.permission_policy.user_has_permission(request.user, "add"):
            raise PermissionDenied
        self.record = self.model()
        return cast("HttpResponse", super().dispatch(request, *args, **kwargs))

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(self.form_class(record=self.record, typed=self.prefilled()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form_class(request.POST, record=self.record)
        if form.is_valid() and self.write(form):
            return self.saved(form)
        return self.refused(form)

    def prefilled(self) -> Values:
        return {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return cast(
            "dict[str, Any]",
            super().get_context_data(action_url=reverse(self.add_url_name), may_change=True, version=0, **kwargs),
        )


class EditView(RecordView):
    """One record. Whoever may only read it sees the same page, closed."""

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponse:
        self.record = get_object_or_404(self.records(), pk=pk)
        self.may_change = may_change(request.user, self.record)
        if not self.may_change and not self.permission_policy.user_has_permission(request.user, "view"):
            raise PermissionDenied
        return cast("HttpResponse", super().dispatch(request, *args, **kwargs))

    def records(self) -> Any:
        return self.model._default_manager.all()

    def get_page_subtitle(self) -> str:
        return str(self.record)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(self.form_class(record=self.record))

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.may_change:
            raise PermissionDenied
        form = self.form_class(request.POST, record=self.record)
        if not form.is_valid():
            return self.refused(form)
        with one_writer():
            self.record.refresh_from_db(fields=["merged_into"])
            if self.record.merged_into_id:
                messages.error(request, _("Nothing was saved: this card was merged into another meanwhile."))
                return self.answer(form)
            if newer := self.newer_versions():
                return self.overtaken(form, newer)
            return self.saved(form) if self.write(form) else self.refused(form)

    def newer_versions(self) -> list[Version]:
        """Written by somebody else, or in another window, since this form was opened."""
        loaded = self.request.POST.get("version", "")
        known = int(loaded) if loaded.isascii() and loaded.isdigit() and len(loaded) < 18 else 0
        return list(Version.objects.of(self.record).filter(pk__gt=known).select_related("by"))

    def overtaken(self, typed: RecordForm, newer: list[Version]) -> HttpResponse:
        merged = merge(typed.values(), typed.before, [version.before for version in newer])
        form = self.form_class(record=self.record, typed=merged.values)
        messages.error(self.request, _("Nothing was saved yet: this card was changed since you opened it."))
        return self.answer(form, overtaken=self._changes(form, typed, merged), newer=newer)

    def _changes(self, form: RecordForm, typed: RecordForm, merged: Merge) -> list[dict[str, Any]]:
        reader, values = Reader(self.model, form.lists), typed.values()
        return [
            {
                "label": reader.label(name),
                "theirs": reader.text(name, typed.before.get(name)),
                "mine": reader.text(name, values[name]) if name in merged.both else "",
            }
            for name in (*merged.theirs, *merged.both)
        ]

    def _survivor(self) -> dict[str, Any] | None:
        """Where a merged card lives on; the form is closed, and still holds what was typed."""
        other = self.record.merged_into
        return {"name": str(other), "url": reverse(self.edit_url_name, args=[other.pk])} if other else None

    @cached_property
    def version(self) -> int:
        return Version.objects.of(self.record).values_list("pk", flat=True).first() or 0

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            action_url=reverse(self.edit_url_name, args=[self.record.pk]),
            may_change=self.may_change and not self.record.merged_into_id,
            merged_into=self._survivor(),
            version=self.version,
            record=self.record,
            provenance=provenance(self.record, Reader(self.model)),
            history_url=reverse(self.history_url_name, args=[self.record.pk]),
            **kwargs,
        )
        return cast("dict[str, Any]", context)
