"""Blocks of words: callouts, steps, figures, questions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.harmless import MARKED, ProseBlock
from cms.blocks.links import LinkBlock

TONGUES = [f"in-{language}" for language in MARKED]
FEATURES = ["h3", "bold", "italic", "ul", "ol", "link", "document-link", *TONGUES]
SHORT_FEATURES = ["bold", "italic", "ul", "ol", "link", *TONGUES]


class CalloutBlock(blocks.StructBlock):
    class Kind(models.TextChoices):
        INFORMATION = "information", _("Good to know")
        SAFETY = "safety", _("Safety")
        PENDING = "pending", _("To be completed")

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=Kind.choices, default=Kind.INFORMATION)
    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    text = ProseBlock(label=_("Text"), features=SHORT_FEATURES)

    class Meta:
        icon = "info-circle"
        template = "blocks/callout.html"
        label = _("Callout")


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = ProseBlock(label=_("Text"), features=SHORT_FEATURES)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), default=[])


class FigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Figure"), max_length=20)
    label = blocks.CharBlock(label=_("What it counts"), max_length=160)


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = ProseBlock(label=_("Answer"), features=SHORT_FEATURES)
