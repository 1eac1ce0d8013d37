"""The dialogs behind the choosers of `directory.forms`: searched like the lists, open to who reads the directory."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from directory.forms.choosers import OrganisationChooser, ServiceChooser, SiteChooser
from directory.models import Organisation, Service, Site
from directory.wagtail_hooks import listing

OFFERED = {"choose", "choose_results", "chosen"}
LONGEST = 18  # digits of a number that a database takes


class SearchForm(BaseFilterForm):
    """One search box; what it searches is set by the view."""

    q = forms.CharField(
        label=_("Search term"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Name, code, number…")})
    )
    view: type[listing.RecordIndexView]

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        query = self.cleaned_data.get("q", "")
        self.is_searching, self.search_query = bool(query), query
        if not query:
            return objects
        found = objects.model._default_manager.filter(listing.matching(query, self.view.fields, self.view.numbers))
        return objects.filter(pk__in=found.values("pk"))


class Choosing:
    """What the dialog and its results share."""

    index_view: type[listing.RecordIndexView]
    per_page = 12

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("directory.view_service"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def get_filter_form_class(self) -> type[SearchForm]:
        return type("RecordSearchForm", (SearchForm,), {"view": _index_view(self.model_class)})  # type: ignore[attr-defined]

    def get_object_list(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = _rows(self.model_class)  # type: ignore[attr-defined]
        organisation = self.request.GET.get("organisation", "")  # type: ignore[attr-defined]
        if self.model_class is Site and organisation.isascii() and organisation.isdigit():  # type: ignore[attr-defined]
            rows = rows.filter(organisation=int(organisation[:18]))
        return rows

    @property
    def columns(self) -> list[Column]:
        extra = {
            Organisation: [Column("status", label=_("Status"), accessor="get_status_display")],
            Site: [Column("organisation", label=_("Organisation")), Column("postal_code", label=_("Postal code"))],
            Service: [Column("organisation", label=_("Organisation")), Column("category", label=_("Kind of actor"))],
        }
        return [self.title_column, *extra[self.model_class]]  # type: ignore[attr-defined]


def _index_view(model: type[Model]) -> type[listing.RecordIndexView]:
    views: dict[type[Model], type[listing.RecordIndexView]] = {
        Organisation: listing.OrganisationIndexView,
        Site: listing.SiteIndexView,
        Service: listing.ServiceIndexView,
    }
    return views[model]


def _rows(model: type[Model]) -> QuerySet[Any]:
    if model is Organisation:
        return Organisation.objects.filter(merged_into=None)
    if model is Site:
        return Site.objects.filter(merged_into=None).select_related("organisation", "postal_code__commune")
    return Service.objects.filter(merged_into=None).select_related("organisation", "category")


class ChooseView(Choosing, chooser.ChooseView):
    pass


class ChooseResultsView(Choosing, chooser.ChooseResultsView):
    pass


class ChosenView(chooser.ChosenView):
    """The title as the widget would print it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("directory.view_service"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_object(self, pk: Any) -> Any:
        """Wagtail looks for whatever stands in the address, a word too."""
        if not str(pk).isdecimal() or len(str(pk)) > LONGEST:
            raise Http404
        return super().get_object(pk)

    def get_display_title(self, instance: Any) -> str:
        widgets: dict[type[Model], Any] = {
            Organisation: OrganisationChooser,
            Site: SiteChooser,
            Service: ServiceChooser,
        }
        return str(widgets[type(instance)]().get_display_title(instance))


class RecordChooserViewSet(ChooserViewSet):
    """One is chosen, none is made in the dialog."""

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in OFFERED]


def _viewset(model: type[Model], name: str, widget: Any) -> ChooserViewSet:
    return RecordChooserViewSet(
        name,
        model=model,
        url_prefix=f"directory/{name.replace('_', '-')}",
        icon=widget.icon,
        page_title=widget.choose_one_text,
        choose_view_class=ChooseView,
        choose_results_view_class=ChooseResultsView,
        chosen_view_class=ChosenView,
        preserve_url_parameters=["multiple", "organisation"],
        register_widget=False,
    )


CHOOSERS = [
    _viewset(Organisation, "choose_organisation", OrganisationChooser),
    _viewset(Site, "choose_site", SiteChooser),
    _viewset(Service, "choose_service", ServiceChooser),
]
