"""The page of a bassin: who coordinates it, whom to call, who is there. It may be the root of a site of its own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms import bassin_today, live
from cms.blocks import BodyBlock, BodyField
from cms.blocks.people import TeamBlock
from cms.models.news import latest
from cms.models.pages import InnerPage, RootPage
from directory.models import Bassin


class BassinPage(RootPage, InnerPage):
    """What is alive on it (services, events, news) comes from the directory; editors write the rest."""

    bassin = models.ForeignKey(Bassin, verbose_name=_("bassin"), on_delete=models.PROTECT, related_name="+")
    team = BodyField(TeamBlock(), verbose_name=_("coordination team"), blank=True)
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*InnerPage.content_panels, FieldPanel("bassin"), FieldPanel("team"), FieldPanel("body")]
    search_fields = [*InnerPage.search_fields, index.SearchField("body")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.InformationPage"]
    template = "cms/bassin_page.html"

    class Meta:
        verbose_name = _("page of a bassin")
        verbose_name_plural = _("pages of bassins")

    def clean(self) -> None:
        """Wagtail keeps the language on the page's first table, so no constraint can span both."""
        super().clean()
        others = BassinPage.objects.filter(bassin=self.bassin_id, locale=self.locale_id).exclude(pk=self.pk)
        if self.bassin_id and others.exists():
            raise ValidationError({"bassin": _("This bassin has a page in this language.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "today": bassin_today.today(self.bassin),
            "people": [block.value for block in self.team],
            "coming": live.coming(bassin=self.bassin.code),
            "news": latest(self.language, self.bassin),
            "newsletter": settings.NEWSLETTER,
        }


def addresses(language: str) -> dict[str, str]:
    """Of the bassins that have a published page in this language, by code."""
    pages = BassinPage.objects.live().public().filter(locale__language_code=language)
    return {page.bassin.code: page.url or "" for page in pages.select_related("bassin", "locale")}
