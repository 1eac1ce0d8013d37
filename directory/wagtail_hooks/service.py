"""Services in the administration."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from directory.actions.confirming import note_confirmations
from directory.actions.shape import Values
from directory.actions.turns import one_writer
from directory.forms.record import RecordForm
from directory.forms.service import ServiceForm, StartForm
from directory.models import Category, Organisation, Service, Site, User
from directory.wagtail_hooks.filters import ServiceFilters
from directory.wagtail_hooks.listing import ServiceIndexView
from directory.wagtail_hooks.preview import CardView, PreviewView
from directory.wagtail_hooks.records import CreateView, EditView
from directory.wagtail_hooks.viewset import RecordViewSet


class Noting:
    """Room said and cards confirmed in the administration are noted as such, beside those of members and mails."""

    record: Any
    request: HttpRequest

    def write(self, form: RecordForm) -> bool:
        by = cast("User", self.request.user)
        with one_writer():
            written: bool = super().write(form)  # type: ignore[misc]
            if written:
                note_confirmations(self.record, form.signed(by), by=by)
        return written


class ServiceCreateView(Noting, CreateView):
    """First whose service and what kind of actor; then the card, with the usual values of that kind."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if "category" in request.GET:
            return super().get(request)
        form = StartForm(initial={"organisation": _id(Organisation, request), "site": request.GET.get("site", "")[:8]})
        context = self.get_context_data(form=form, media=form.media)
        return cast("HttpResponse", self.response_class(request, "directory/admin/start.html", context))

    def prefilled(self) -> Values:
        given = self.request.GET
        organisation = Organisation.objects.filter(pk=_number(given.get("organisation", ""))).first()
        category = Category.objects.filter(code=given.get("category", "")[:40], active=True).first()
        site = Site.objects.filter(code=given.get("site", "")[:8], organisation=organisation).first()
        return {
            **({"organisation": organisation.code} if organisation else {}),
            **({"site": site.code} if site else {}),
            **(_usual(cast("Category", category)) if category else {}),
        }


def _id(model: type[Organisation], request: HttpRequest) -> int | None:
    return model.objects.filter(code=request.GET.get("organisation", "")[:8]).values_list("pk", flat=True).first()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _usual(category: Category) -> Values:
    """What a new card of this kind starts with; roles and prestations are never proposed: they are stated."""
    return {
        "category": category.code,
        "sensitive": category.sensitive,
        "themes": [row.code for row in category.default_themes.all()],
        "stages": [row.code for row in category.default_stages.all()],
        "modes": [row.code for row in category.default_modes.all()],
        "room": Service.Room.BY_RIGHT if category.default_capacity == Service.Room.BY_RIGHT else "",
    }


class ServiceEditView(Noting, EditView):
    def records(self) -> Any:
        return Service.objects.select_related("organisation", "category", "site__bassin", "site__organisation")

    def facts(self) -> list[dict[str, Any]]:
        record: Service = self.record
        listed = Service.objects.listed().filter(pk=record.pk).exists()
        gone = record.source_records.exclude(gone_since=None).exists()
        organisation = reverse("directory_organisation:edit", args=[record.organisation_id])
        return [
            {"text": _("shown to the public") if listed else _hidden_because(record), "good": listed},
            {"text": str(record.organisation), "url": organisation},
            {"text": str(record.category)},
            *([{"text": _("demo")}] if record.is_demo else []),
            *([{"text": _("gone from its source: to check")}] if gone else []),
            {"text": _("code %(code)s") % {"code": record.code}},
        ]

    def get_header_buttons(self) -> list[HeaderButton]:
        url = reverse("directory_service:preview", args=[self.record.pk])
        return [HeaderButton(_("Public card"), url=url, icon_name="view")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(facts=self.facts(), **kwargs)


def _hidden_because(service: Service) -> str:
    if service.is_closed:
        return _("not shown: closed")
    return _("not shown: the organisation is “%(status)s”") % {"status": service.organisation.get_status_display()}


class ServiceViewSet(RecordViewSet):
    model = Service
    form_class = ServiceForm
    icon = "list-ul"
    url_prefix = "directory/services"
    index_view_class = ServiceIndexView
    edit_view_class = ServiceEditView
    add_view_class = ServiceCreateView
    filterset_class = ServiceFilters

    def get_urlpatterns(self) -> list[URLPattern]:
        preview = self.construct_view(PreviewView, card_url_name=self.get_url_name("card"))
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/preview/", preview, name="preview"),
            path("<int:pk>/preview/<str:language>/", CardView.as_view(), name="card"),
        ]
