"""Blocks that only one type of page has: frequent questions, and kinds of actor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.harmless import ProseBlock
from cms.blocks.words import SHORT_FEATURES, QuestionBlock


class QuestionsBlock(blocks.StreamBlock):
    """Frequent questions under headings."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120, icon="title")
    question = QuestionBlock(icon="help", label=_("Question"))


def _kinds() -> list[tuple[str, str]]:
    from directory.models import Category  # noqa: PLC0415  while models load there are none yet

    return [(row.code, str(row.label)) for row in Category.objects.filter(active=True)]


class ActorBlock(blocks.StructBlock):
    """One kind of actor in four plain answers."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    abbreviation = blocks.CharBlock(label=_("Abbreviation"), max_length=20, required=False)
    does = ProseBlock(label=_("What it does"), features=SHORT_FEATURES)
    for_whom = ProseBlock(label=_("For whom"), features=SHORT_FEATURES, required=False)
    getting_in = ProseBlock(label=_("How to get in"), features=SHORT_FEATURES, required=False)
    not_to_confuse = ProseBlock(label=_("Not to be confused with"), features=SHORT_FEATURES, required=False)
    category = blocks.ChoiceBlock(
        label=_("Kind of actor in the directory"),
        help_text=_("Then the page leads to those that the directory knows."),
        choices=_kinds,
        required=False,
    )

    class Meta:
        icon = "group"
        label = _("Kind of actor")


class ActorsBlock(blocks.StreamBlock):
    """The kinds of actor of the glossary."""

    actor = ActorBlock()
