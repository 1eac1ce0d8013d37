"""Frequent questions, each with an address of its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.blocks import BodyField
from cms.blocks.lists import QuestionsBlock
from cms.models.pages import InnerPage


class FaqPage(InnerPage):
    """Questions in groups."""

    questions = BodyField(QuestionsBlock(), verbose_name=_("questions"), blank=True)

    content_panels = [*InnerPage.content_panels, FieldPanel("questions")]
    search_fields = [*InnerPage.search_fields, index.SearchField("questions")]
    parent_page_types = ["cms.HomePage", "cms.InformationPage"]
    subpage_types: list[str] = []
    template = "cms/faq_page.html"

    class Meta:
        verbose_name = _("page of frequent questions")
        verbose_name_plural = _("pages of frequent questions")
