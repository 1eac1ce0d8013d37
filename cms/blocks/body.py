"""The blocks a page is written with: few, each with one look. Editors choose words and order, never colours."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.fields import StreamField

from cms import live
from cms.blocks.alive import DirectoryBlock, EventsBlock, LiveBlock
from cms.blocks.harmless import ProseBlock
from cms.blocks.links import LinkBlock
from cms.blocks.media import DocumentBlock, PictureBlock, QuoteBlock, VideoBlock
from cms.blocks.order import problems
from cms.blocks.people import PersonBlock
from cms.blocks.words import FEATURES, CalloutBlock, FigureBlock, QuestionBlock, StepBlock


class BodyBlock(blocks.StreamBlock):
    """The whole of a page under its title."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120, icon="title", template="blocks/heading.html")
    text = ProseBlock(label=_("Text"), features=FEATURES, icon="pilcrow", template="blocks/text.html")
    callout = CalloutBlock()
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), icon="list-ol", template="blocks/steps.html")
    figures = blocks.ListBlock(FigureBlock(), label=_("Figures"), icon="order", template="blocks/figures.html")
    accordion = blocks.ListBlock(
        QuestionBlock(), label=_("Questions to open"), icon="help", template="blocks/accordion.html"
    )
    people = blocks.ListBlock(PersonBlock(), label=_("People"), icon="user", template="blocks/people.html")
    picture = PictureBlock()
    quote = QuoteBlock()
    documents = blocks.ListBlock(
        DocumentBlock(), label=_("Documents"), icon="doc-full", template="blocks/documents.html"
    )
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), icon="link", template="blocks/links.html")
    video = VideoBlock()
    directory = DirectoryBlock()
    events = EventsBlock()
    help_lines = LiveBlock(
        live.help_lines_today,
        label=_("Help lines that answer today"),
        icon="comment",
        template="blocks/help_lines.html",
    )
    prestations = LiveBlock(
        live.prestations,
        label=_("The prestations and their limits"),
        icon="clipboard-list",
        template="blocks/prestations.html",
    )
    scenarios = LiveBlock(
        live.scenarios,
        label=_("Which scenario opens what"),
        icon="table",
        template="blocks/scenarios.html",
    )
    indicators = LiveBlock(
        live.indicators,
        label=_("The indicators of BIB"),
        icon="list-ul",
        template="blocks/indicators.html",
    )
    bassins = LiveBlock(live.bassins, label=_("The five bassins"), icon="site", template="blocks/bassins.html")

    def clean(self, value: Any) -> Any:
        """Headings are addresses within the page, so two alike would be one address too many."""
        cleaned = super().clean(value)
        if wrong := problems(cleaned):
            raise StreamBlockValidationError(block_errors=wrong)
        anchors = Counter(slugify(block.value) for block in cleaned if block.block_type == "heading")
        if twice := [anchor for anchor, count in anchors.items() if count > 1]:
            raise ValidationError(_("Two headings read alike: %(anchor)s.") % {"anchor": twice[0]})
        return cleaned


class BodyField(StreamField):
    """A text made of blocks. Migrations do not record which: what an editor may choose changes no column."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], kwargs
