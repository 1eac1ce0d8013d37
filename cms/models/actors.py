"""The glossary of actors: what each kind does, for whom, how to get in, and what it is not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.blocks import BodyField
from cms.blocks.lists import ActorsBlock
from cms.models.pages import InnerPage


class GlossaryPage(InnerPage):
    """Kinds of actor, in the order of their names."""

    actors = BodyField(ActorsBlock(), verbose_name=_("kinds of actor"), blank=True)

    content_panels = [*InnerPage.content_panels, FieldPanel("actors")]
    search_fields = [*InnerPage.search_fields, index.SearchField("actors")]
    parent_page_types = ["cms.HomePage", "cms.InformationPage"]
    subpage_types: list[str] = []
    template = "cms/glossary_page.html"

    class Meta:
        verbose_name = _("glossary of actors")
        verbose_name_plural = _("glossaries of actors")
