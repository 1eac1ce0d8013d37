"""The glossary of actors: what each kind does, for whom, how to get in, and what it is not."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.blocks import BodyField
from cms.blocks.lists import ActorsBlock
from cms.models.pages import InnerPage
from search.filters import vocabulary


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

    @cached_property
    def letters(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The kinds of actor by the first letter of their names; accents make no letter of their own."""
        actors = sorted((block.value for block in self.actors), key=lambda actor: _plain(actor["name"]))
        rows = [{**actor, "anchor": slugify(actor["name"])} for actor in actors]
        return [(letter, list(found)) for letter, found in groupby(rows, key=lambda actor: _plain(actor["name"])[:1])]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        sensitive = {term.code for term in vocabulary()["category"].values() if term.sensitive}
        return {**super().get_context(request, *args, **kwargs), "sensitive": sensitive}


def _plain(name: str) -> str:
    return slugify(name).upper()
