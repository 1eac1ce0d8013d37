"""The blocks a page is written with: few, each with one look. Editors choose words and order, never colours.

The last five are alive: they print what the directory knows today, so that nobody copies a number or a limit by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms import live

FEATURES = ["h3", "bold", "italic", "ul", "ol", "link", "document-link"]
SHORT_FEATURES = ["bold", "italic", "ul", "ol", "link"]


class Tool(models.TextChoices):
    """The site's own pages that are not in Wagtail's tree, by URL name."""

    SEARCH = "search:page", _("Find a service")
    BOUSSOLE = "search:boussole", _("Boussole")
    HELP_LINES = "directory:help_lines", _("Help lines")


class LinkValue(blocks.StructValue):
    @property
    def href(self) -> str:
        """Where it leads; empty when the page is not published: what does not exist does not show."""
        if self.get("tool"):
            return reverse(self["tool"])
        if self.get("page"):
            return self["page"].url or "" if self["page"].live else ""
        return str(self.get("address") or "")


class LinkBlock(blocks.StructBlock):
    """A link with exactly one target."""

    label = blocks.CharBlock(label=_("Words of the link"), max_length=120)
    note = blocks.CharBlock(label=_("Note"), max_length=200, required=False)
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    tool = blocks.ChoiceBlock(label=_("Part of this site"), choices=Tool.choices, required=False)
    address = blocks.URLBlock(label=_("Address elsewhere"), required=False)
    language = blocks.ChoiceBlock(
        label=_("Language of what is behind it"),
        help_text=_("When it is not the language of this page."),
        choices=[("fr", _("French")), ("nl", _("Dutch")), ("en", _("English"))],
        required=False,
    )

    class Meta:
        icon = "link"
        value_class = LinkValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if sum(bool(cleaned.get(target)) for target in ("page", "tool", "address")) != 1:
            wrong = ValidationError(_("Give one target: a page, a part of this site, or an address."))
            raise StructBlockValidationError(block_errors={"page": wrong})
        return cleaned


class CalloutBlock(blocks.StructBlock):
    class Kind(models.TextChoices):
        INFORMATION = "information", _("Good to know")
        SAFETY = "safety", _("Safety")
        PENDING = "pending", _("To be completed")

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=Kind.choices, default=Kind.INFORMATION)
    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES)

    class Meta:
        icon = "info-circle"
        template = "blocks/callout.html"
        label = _("Callout")


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), default=[])


class FigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Figure"), max_length=20)
    label = blocks.CharBlock(label=_("What it counts"), max_length=160)


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=SHORT_FEATURES)


class LiveBlock(blocks.StaticBlock):
    """Prints what its `source()` finds under the name `rows`."""

    class Meta:
        admin_text = _("Filled by the directory.")
        group = _("Alive")

    def __init__(self, source: Callable[[], Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.source = source

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context=parent_context), "rows": self.source()}

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Migrations need not know where the rows come from."""
        return "wagtail.blocks.StaticBlock", [], {}


class BodyBlock(blocks.StreamBlock):
    """The whole of a page under its title."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120, icon="title", template="blocks/heading.html")
    text = blocks.RichTextBlock(label=_("Text"), features=FEATURES, icon="pilcrow", template="blocks/text.html")
    callout = CalloutBlock()
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), icon="list-ol", template="blocks/steps.html")
    figures = blocks.ListBlock(FigureBlock(), label=_("Figures"), icon="order", template="blocks/figures.html")
    accordion = blocks.ListBlock(
        QuestionBlock(), label=_("Questions to open"), icon="help", template="blocks/accordion.html"
    )
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), icon="link", template="blocks/links.html")
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
        anchors = Counter(slugify(block.value) for block in cleaned if block.block_type == "heading")
        if twice := [anchor for anchor, count in anchors.items() if count > 1]:
            raise ValidationError(_("Two headings read alike: %(anchor)s.") % {"anchor": twice[0]})
        return cleaned
