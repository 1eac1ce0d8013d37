"""wagtail-localize's own pages, without what they would publish, copy or ask elsewhere."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page
from wagtail_localize.locales.components import LOCALE_COMPONENTS
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.desk import po_files, translating
from directory.models import User

# Its form of a locale offers to copy another language's tree as aliases.
LOCALE_COMPONENTS.clear()


def _without(form: forms.Form, name: str) -> None:
    """Neither shown nor believed when it is posted all the same."""
    form.fields[name].widget, form.fields[name].disabled = forms.HiddenInput(), True


class BeginView(SubmitPageTranslationView):
    """One page at a time: with its subpages it would write over those that exist."""

    def get_form(self) -> forms.Form:
        form: forms.Form = super().get_form()
        _without(form, "include_subtree")
        return form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        languages = form.cleaned_data["locales"]
        try:
            with transaction.atomic():
                drafts = [translating.begin(self.object, locale, by=self.request.user) for locale in languages]
        except ValidationError as refusal:
            form.add_error("locales", refusal)
            context = self.get_context_data() | {"form": form}
            return self.render_to_response(context)  # type: ignore[no-any-return]
        names = ", ".join(str(locale.get_display_name()) for locale in languages)
        messages.success(self.request, _("A draft is ready to be translated: %(languages)s.") % {"languages": names})
        return redirect(reverse("wagtailadmin_pages:edit", args=[drafts[0].pk]))


class UpdateView(UpdateTranslationsView):
    """Takes what changed in the source to its translations; nothing of it is published."""

    def get_form(self) -> forms.Form:
        form: forms.Form = super().get_form()
        _without(form, "publish_translations")
        return form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        self.object.update_from_db()
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url() or self.get_default_success_url())


def closed(_request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    """Not on this site: aliases, texts sent to a translation service, snippets published as they are submitted."""
    raise Http404


# Before Wagtail's own addresses, which stay the names of these.
urlpatterns = [
    path("submit/page/<int:page_id>/", require_admin_access(BeginView.as_view())),
    path("update/<int:translation_source_id>/", require_admin_access(UpdateView.as_view())),
    path("translate/<int:translation_id>/pofile/upload/", require_admin_access(po_files.upload)),
    path("submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", require_admin_access(closed)),
    path("translate/<int:translation_id>/machine_translate/", require_admin_access(closed)),
    path("page/<int:page_id>/convert_to_alias/", require_admin_access(closed)),
    path("reports/translations/", require_admin_access(closed)),  # ours says more: cms.desk.parity
    path("reports/translations/results/", require_admin_access(closed)),
]


@hooks.register("before_edit_page", order=-1)
def publish_whole(request: HttpRequest, page: Page) -> HttpResponse | None:
    """wagtail-localize would publish the source's words wherever its own are missing."""
    if (
        request.method != "POST"
        or request.POST.get("action") != "publish"
        or not page.permissions_for_user(request.user).can_publish()
    ):
        return None
    translation = translating.into(page)
    if translation is None:
        return None
    if reason := translating.why_not(translation):
        messages.error(request, reason)
        return redirect(request.path)
    translating.give_address(translation, by=cast("User", request.user))
    return None


@hooks.register("construct_page_action_menu")
def no_alias(menu_items: list[Any], _request: HttpRequest, _context: dict[str, Any]) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("construct_reports_menu")
def one_report(_request: HttpRequest, menu_items: list[Any]) -> None:
    theirs = reverse("wagtail_localize:translations_report")
    menu_items[:] = [item for item in menu_items if item.url != theirs]


@hooks.register("before_copy_page")
def no_alias_by_copying(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method == "POST" and request.POST.get("alias"):
        messages.error(request, _("A page is never an alias of another: copy it, or translate it."))
        return redirect(request.path)
    return None
