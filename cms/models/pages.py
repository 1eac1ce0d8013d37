"""What all pages share, the home of each language, pages of information. One tree per language, never synchronised."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cms import live
from cms.blocks import BodyBlock, BodyField


class SpokenPage(Page):
    """A page that answers in its own language only, and says so otherwise (no silent fallback)."""

    content_panels = [*Page.content_panels, HelpPanel(template="cms/admin/help_panel.html")]

    class Meta:
        abstract = True

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An alias would show one language at another's address."""
        if self.alias_of_id:
            raise ValidationError(_("A page is never an alias of another: copy it, or translate it."))
        super().save(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, asked_in: str = "", **kwargs: Any) -> HttpResponse:
        if not asked_in:
            return super().serve(request, *args, **kwargs)  # type: ignore[no-any-return]
        versions = self.live_versions()
        for version in versions:
            if version.locale.language_code == asked_in:
                return redirect(version.get_url(request))
        return TemplateResponse(request, "cms/other_language.html", {"versions": versions}, status=404)

    def live_versions(self) -> list[Page]:
        """This page in every language in which it is published."""
        return list(self.get_translations(inclusive=True).live().select_related("locale"))


class RootPage(SpokenPage):
    """A page that may be the root of a site: the home, or a bassin's page at a host name of its own."""

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """What is not published in the reader's language is sought in the others and offered, never served as if."""
        asked_in = (get_language() or self.language)[:2]
        try:
            if self.language != asked_in:
                raise Http404
            return super().route(request, path_components)
        except Http404:
            if other := self._elsewhere(path_components):
                return RouteResult(other, kwargs={"asked_in": asked_in})
            raise

    def _elsewhere(self, path_components: list[str]) -> Page | None:
        """A published page that has this address under another home, or whose unpublished translation has it here."""
        homes = self.get_translations(inclusive=True)
        addresses = ["/".join([home.url_path.rstrip("/"), *path_components, ""]) for home in homes]
        keys = Page.objects.filter(url_path__in=addresses).values("translation_key")
        page = Page.objects.live().filter(translation_key__in=keys, depth__gt=1).first()
        return page.specific if page else None


class InnerPage(SpokenPage):
    """Any page under a home: an introduction under its title, and perhaps a shorter title in the menu."""

    menu_title = models.CharField(
        _("title in the menu"), max_length=40, blank=True, help_text=_("Shorter than the title, when that is long.")
    )
    introduction = models.TextField(_("introduction"), max_length=500, blank=True)

    content_panels = [*SpokenPage.content_panels, FieldPanel("introduction")]
    promote_panels = [FieldPanel("menu_title"), *Page.promote_panels]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        abstract = True

    @property
    def contents(self) -> list[str]:
        """The headings of a long page, for the list at its side."""
        return []


class HomePage(RootPage):
    """The front door of one language."""

    headline = models.CharField(_("headline"), max_length=120)
    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    programme = models.ForeignKey(
        Page,
        verbose_name=_("page on the programme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    for_her = models.ForeignKey(
        Page,
        verbose_name=_("page for pregnant women"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = BodyField(BodyBlock(), verbose_name=_("more, under the doors"), blank=True)

    content_panels = [
        *SpokenPage.content_panels,
        FieldPanel("headline"),
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("programme"), FieldPanel("for_her")], heading=_("Where the doors lead")),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("headline"), index.SearchField("body")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.InformationPage",
        "cms.BassinPage",
        "cms.NewsIndexPage",
        "cms.EventsPage",
        "cms.FaqPage",
        "cms.ResourcesPage",
        "cms.GlossaryPage",
    ]
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        doors = Page.objects.live().in_bulk([pk for pk in (self.programme_id, self.for_her_id) if pk])
        return {
            **super().get_context(request, *args, **kwargs),
            "programme": doors.get(self.programme_id),
            "for_her": doors.get(self.for_her_id),
            **self._fresh(),
        }

    def _fresh(self) -> dict[str, Any]:
        """What is new and what is coming; the page shows neither while there is none."""
        from cms.models.events import EventsPage  # noqa: PLC0415  they are made of this module
        from cms.models.news import NewsIndexPage, latest  # noqa: PLC0415

        lists = {
            name: model.objects.live().filter(locale=self.locale_id).select_related("locale").first()
            for name, model in {"all_news": NewsIndexPage, "all_events": EventsPage}.items()
        }
        return {"news": latest(self.language), "coming": live.coming(), **lists}


class InformationPage(InnerPage):
    """A page of text: the programme, plain words for a woman, legal pages."""

    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*InnerPage.content_panels, FieldPanel("body")]
    search_fields = [*InnerPage.search_fields, index.SearchField("body")]
    parent_page_types = ["cms.HomePage", "cms.InformationPage", "cms.BassinPage"]
    subpage_types = ["cms.InformationPage", "cms.FaqPage", "cms.ResourcesPage", "cms.GlossaryPage"]
    template = "cms/information_page.html"

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    @property
    def contents(self) -> list[str]:
        headings = [block.value for block in self.body if block.block_type == "heading"]
        return headings if len(headings) > 9 else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        subpages = self.get_children().live().public().select_related("locale")
        return {**super().get_context(request, *args, **kwargs), "subpages": subpages}
