"""The code lists and what goes with them, on one page of links; nothing is deleted, what is over is made inactive."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property as lazily
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet

from directory import actions
from directory.forms.code import CodeForm, code_form
from directory.permissions import LISTS
from directory.wagtail_hooks.history import HistoryView, UndoView

# Names of models, in the order of the page.
SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("What and for whom"), ("theme", "themegroup", "stage", "audience", "language", "mode", "access")),
    (_("Actors"), ("category", "role", "authority", "helpline")),
    (
        _("Programme"),
        ("programme", "prestation", "prestationrule", "scenario", "scenariorule", "indicator"),
    ),
    (_("Territory"), ("bassin", "commune", "postalcode", "sector", "neighbourhood")),
    (_("Sources"), ("source", "categorymapping")),
)
FIXED = {"bassin", "commune", "postalcode", "sector"}  # nobody adds a commune
SHOWN = (
    "code",
    "number",
    "sensitive",
    "active",
    "starts_on",
    "ends_on",
    "provisional",
    "priority",
)


class Saving:
    """Everything through `directory.actions`, so that history, undo and search follow."""

    def save_instance(self) -> Any:
        view = cast("Any", self)
        form: CodeForm = view.form
        return actions.rename(_fresh(form), form.values() | form.sets(), by=view.request.user)


def _fresh(form: CodeForm) -> models.Model:
    """The row as the database has it, since the form changed its own; a new one with the links it must have."""
    model: type[models.Model] = type(form.instance)
    if form.instance.pk:
        return model._default_manager.get(pk=form.instance.pk)
    return model(**{name: value for name, value in form.values().items() if isinstance(value, models.Model)})


class ListIndexView(generic.IndexView):
    is_searchable = True
    template_name = "wagtailadmin/generic/index.html"

    @lazily
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)(
            "title", label=_("Label"), accessor=str, get_url=self.get_edit_url
        )
        return [title, *self._columns()]

    def _columns(self) -> Iterator[Column]:
        for field in self.model._meta.concrete_fields:
            if field.name in SHOWN:
                kind = BooleanColumn if isinstance(field, models.BooleanField) else Column
                display = f"get_{field.name}_display" if field.choices else field.name
                yield kind(field.name, label=capfirst(field.verbose_name), accessor=display, sort_key=field.name)

    def get_base_queryset(self) -> models.QuerySet[Any]:
        links = [f.name for f in self.model._meta.concrete_fields if f.many_to_one]
        return cast("models.QuerySet[Any]", self.model._default_manager.select_related(*links))

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        return []


class ListCreateView(Saving, generic.CreateView):
    template_name = "directory/admin/code.html"


class ListEditView(Saving, generic.EditView):
    template_name = "directory/admin/code.html"

    def get_side_panels(self) -> Any:
        return generic.CreateView.get_side_panels(self)


class ListViewSet(ModelViewSet):
    """One list."""

    icon = "list-ol"
    list_per_page = 100
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = ListIndexView
    add_view_class = ListCreateView
    edit_view_class = ListEditView
    history_view_class = HistoryView

    @cached_property
    def name(self) -> str:
        return f"list_{self.model_name}"

    @cached_property
    def url_prefix(self) -> str:
        return f"directory/lists/{self.model_name}"

    @cached_property
    def search_fields(self) -> list[str]:
        texts = (models.CharField, models.TextField)
        return [f.name for f in self.model._meta.concrete_fields if isinstance(f, texts) and not f.choices]

    def get_form_class(self, for_update: bool = False) -> type[CodeForm]:
        return code_form(self.model)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given = super().get_common_view_kwargs(undo_url_name=self.get_url_name("undo"), **kwargs)
        absent = {"delete_url_name", "usage_url_name", *({"add_url_name"} if self.model_name in FIXED else set())}
        return {name: value for name, value in given.items() if name not in absent}

    def get_history_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.edit_view, name="edit"),
            path("<int:pk>/history/", self.history_view, name="history"),
            path("<int:pk>/undo/<int:version>/", self.construct_view(UndoView), name="undo"),
        ]
        if self.model_name not in FIXED:
            patterns.append(path("new/", self.add_view, name="add"))
        return patterns


class ListsView(WagtailAdminTemplateMixin, View):
    """Every list, by what it is about."""

    page_title = _("Lists")
    header_icon = "list-ol"
    template_name = "directory/admin/lists.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        if not any(request.user.has_perm(f"directory.change_{name}") for name in LISTS):
            raise PermissionDenied
        sections = [
            (heading, [_link(name) for name in names if request.user.has_perm(f"directory.change_{name}")])
            for heading, names in SECTIONS
        ]
        return cast("HttpResponse", self.render_to_response(self.get_context_data(sections=sections)))


def _link(name: str) -> tuple[str, str]:
    plural = apps.get_model("directory", name)._meta.verbose_name_plural
    return reverse(f"list_{name}:index"), capfirst(str(plural))


LIST_VIEWSETS = [ListViewSet(model=apps.get_model("directory", name)) for name in LISTS]
