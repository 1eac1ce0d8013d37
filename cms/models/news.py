"""News: an index in each language, and articles with a day and the bassins they are about."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.search import index

from cms.blocks import BodyBlock, BodyField
from cms.choosing import choice, leaf, shared
from cms.models.pages import InnerPage
from directory.models import Bassin

ON_A_PAGE = 12


class NewsIndexPage(InnerPage):
    """All news of one language, the youngest first."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]
    max_count_per_parent = 1
    template = "cms/news_index_page.html"

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        articles = published(self.language)
        bassins = [(bassin.code, str(bassin.name)) for bassin in Bassin.objects.all()]
        years = [(str(day.year), str(day.year)) for day in articles.order_by().dates("day", "year", order="DESC")]
        bassin = choice(request, "bassin", _("Bassin"), bassins)
        year = choice(request, "year", _("Year"), years)
        if bassin.chosen:
            articles = articles.filter(bassins__code=bassin.chosen)
        if year.chosen:
            articles = articles.filter(day__year=int(year.chosen))
        return {
            **super().get_context(request, *args, **kwargs),
            "choices": [bassin, year],
            "query": shared(request, [bassin, year]),
            "leaf": leaf(request, articles, ON_A_PAGE),
            "newsletter": settings.NEWSLETTER,
        }


class NewsPage(InnerPage):
    """One article. Without a bassin it concerns the whole region."""

    day = models.DateField(_("day"), default=timezone.localdate, db_index=True)
    bassins = ParentalManyToManyField(
        Bassin,
        verbose_name=_("bassins"),
        blank=True,
        related_name="+",
        help_text=_("None: it concerns the whole region."),
    )
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=200,
        blank=True,
        help_text=_("Read out to whoever does not see it. In the language of the page."),
    )
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False, editable=False)

    content_panels = [
        *InnerPage.content_panels,
        FieldPanel("day"),
        FieldPanel("bassins"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("body"),
    ]
    search_fields = [*InnerPage.search_fields, index.SearchField("body"), index.FilterField("day")]
    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "cms/news_page.html"

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")

    def clean(self) -> None:
        super().clean()
        if self.picture_id and not self.picture_alt.strip():
            raise ValidationError({"picture_alt": _("Say in a few words what the picture shows.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        index_page = NewsIndexPage.objects.live().parent_of(self).select_related("locale").first()
        return {**super().get_context(request, *args, **kwargs), "index": index_page}


def published(language: str) -> QuerySet[NewsPage]:
    """The youngest first."""
    pages: QuerySet[NewsPage] = NewsPage.objects.live().public().filter(locale__language_code=language)
    return pages.select_related("locale").order_by("-day", "-pk")


def latest(language: str, bassin: Bassin | None = None, limit: int = 3) -> list[NewsPage]:
    """The last articles of a language, or those of one bassin."""
    pages = published(language)
    return list((pages.filter(bassins=bassin) if bassin else pages)[:limit])
