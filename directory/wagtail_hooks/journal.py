"""The contact journal in the administration: of one organisation, and whom to come back to."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
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

from directory.actions import journal
from directory.forms.journal import JournalForm
from directory.models import Organisation
from directory.permissions import need

SEE, WRITE = "directory.view_journalentry", "directory.add_journalentry"
PER_PAGE = 50


class JournalsView(WagtailAdminTemplateMixin, View):
    """Whom to come back to, the nearest day first."""

    page_title = lazy("Contacts with organisations")
    header_icon = "calendar"
    template_name = "directory/admin/journals.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        need(request.user, SEE)
        page = Paginator(journal.to_come_back_to(), PER_PAGE).get_page(request.GET.get("p"))
        return cast(
            "HttpResponse", self.render_to_response(self.get_context_data(page=page, today=timezone.localdate()))
        )


class JournalView(WagtailAdminTemplateMixin, View):
    """Of one organisation: what was done, and the form to add to it."""

    page_title = lazy("Contacts")
    header_icon = "calendar"
    template_name = "directory/admin/journal.html"

    def get_page_subtitle(self) -> str:
        return str(self.organisation)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("journals"), "label": _("Contacts with organisations")},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def dispatch(self, request: HttpRequest, code: str) -> HttpResponse:
        need(request.user, SEE)
        self.organisation = get_object_or_404(Organisation, code=code, merged_into=None)
        return cast("HttpResponse", super().dispatch(request))

    def get(self, _request: HttpRequest) -> HttpResponse:
        return self.answered(JournalForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        by, form = need(request.user, WRITE), JournalForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was saved: please look at the fields marked in red."))
            return self.answered(form)
        journal.write(self.organisation, form.cleaned_data, by=by)
        messages.success(request, _("Written down."))
        return redirect("journal", self.organisation.code)

    def answered(self, form: JournalForm) -> HttpResponse:
        entries = self.organisation.journal.select_related("by")
        page = Paginator(entries, PER_PAGE).get_page(self.request.GET.get("p"))
        conventions = self.organisation.conventions.all()
        context = self.get_context_data(
            organisation=self.organisation,
            page=page,
            form=form,
            conventions=conventions,
            may_write=self.request.user.has_perm(WRITE),
        )
        return cast("HttpResponse", self.render_to_response(context))


@hooks.register("register_admin_urls")
def journal_urls() -> list[URLPattern]:
    return [
        path("contacts/", JournalsView.as_view(), name="journals"),
        path("contacts/<slug:code>/", JournalView.as_view(), name="journal"),
    ]


class JournalMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)


@hooks.register("register_directory_menu_item")
def journal_menu_item() -> MenuItem:
    return JournalMenuItem(lazy("Contacts"), reverse_lazy("journals"), name="journal", icon_name="calendar", order=40)
