"""The guide in the administration: an entry of the menu, and a page for each chapter."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.desk import guide
from cms.desk.writers import WritersMenuItem, WritersView


class GuideView(WritersView):
    page_title = _("Guide for editors")
    header_icon = "help"
    template_name = "cms/admin/guide.html"
    chapter: guide.Chapter | None = None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        whole = {"url": reverse("desk_guide") if self.chapter else "", "label": self.page_title}
        return [*self.breadcrumbs_items, whole, *([{"url": "", "label": self.chapter.title}] if self.chapter else [])]

    def get(self, request: HttpRequest, name: str = "") -> HttpResponse:
        language = (get_language() or "fr")[:2]
        if name and name not in guide.CHAPTERS:
            raise Http404
        self.chapter = guide.chapter(name, language) if name else None
        spoken = language if language in {"fr", "nl"} else "fr"
        context = self.get_context_data(chapter=self.chapter, chapters=guide.chapters(language), spoken=spoken)
        return cast("HttpResponse", self.render_to_response(context))


@hooks.register("register_admin_urls")
def guide_urls() -> list[URLPattern]:
    return [
        path("guide/", GuideView.as_view(), name="desk_guide"),
        path("guide/<slug:name>/", GuideView.as_view(), name="desk_chapter"),
    ]


@hooks.register("register_admin_menu_item")
def guide_menu_item() -> MenuItem:
    return WritersMenuItem(
        _("Guide for editors"), reverse_lazy("desk_guide"), name="guide", icon_name="help", order=990
    )
