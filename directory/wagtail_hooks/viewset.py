"""The addresses of one kind of record: list, new, open, history, undo. Nothing is deleted, copied or reordered."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import URLPattern, path
from wagtail.admin.viewsets.model import ModelViewSet

from directory.forms.record import RecordForm
from directory.wagtail_hooks.history import HistoryView, UndoView


class RecordViewSet(ModelViewSet):
    form_class: type[RecordForm] = RecordForm
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    history_view_class = HistoryView

    @cached_property
    def name(self) -> str:
        return f"directory_{self.model_name}"

    def get_form_class(self, for_update: bool = False) -> type[RecordForm]:
        return self.form_class

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given = super().get_common_view_kwargs(undo_url_name=self.get_url_name("undo"), **kwargs)
        return {name: value for name, value in given.items() if name != "delete_url_name"}

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {"form_class": self.form_class, **kwargs}

    get_edit_view_kwargs = get_history_view_kwargs = get_add_view_kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("<int:pk>/", self.edit_view, name="edit"),
            path("<int:pk>/history/", self.history_view, name="history"),
            path("<int:pk>/undo/<int:version>/", self.construct_view(UndoView), name="undo"),
        ]
