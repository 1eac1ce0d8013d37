"""Frequent questions, each with an address of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.blocks import BodyField
from cms.blocks.lists import QuestionsBlock
from cms.models.pages import InnerPage


@dataclass
class Group:
    """Questions under one heading; those before the first have none."""

    heading: str
    questions: list[dict[str, Any]] = field(default_factory=list)


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

    @property
    def contents(self) -> list[str]:
        return [group.heading for group in self.groups if group.heading]

    @cached_property
    def groups(self) -> list[Group]:
        """Each question has an address of its own, also where two of them read alike."""
        groups, taken = [Group("")], Counter(map(slugify, self._headings))
        for block in self.questions:
            if block.block_type == "heading":
                groups.append(Group(block.value))
                continue
            anchor = slugify(block.value["question"])[:60] or "q"
            taken[anchor] += 1
            again = f"-{taken[anchor]}" if taken[anchor] > 1 else ""
            groups[-1].questions.append({**block.value, "anchor": f"{anchor}{again}"})
        return [group for group in groups if group.questions]

    @property
    def _headings(self) -> list[str]:
        return [block.value for block in self.questions if block.block_type == "heading"]
