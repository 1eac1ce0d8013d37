"""Links: to a page, to a part of the site, or elsewhere."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from cms.blocks.harmless import AddressBlock


class Tool(models.TextChoices):
    """The site's own pages that are not in Wagtail's tree, by URL name."""

    SEARCH = "search:page", _("Find a service")
    BOUSSOLE = "search:boussole", _("Boussole")
    HELP_LINES = "directory:help_lines", _("Help lines")


def _in_our_language(page: Page) -> str:
    """A translated page keeps its source's links: they lead to the reader's language where that is published."""
    if page.live and f"/{get_language()}/" not in (page.url or ""):
        page = page.localized
    return page.url or "" if page.live else ""


class LinkValue(blocks.StructValue):
    @property
    def href(self) -> str:
        """Where it leads; empty when the page is not published: what does not exist does not show."""
        if self.get("tool"):
            return reverse(self["tool"])
        if self.get("page"):
            return _in_our_language(self["page"])
        return str(self.get("address") or "")


class LinkBlock(blocks.StructBlock):
    """A link with exactly one target."""

    label = blocks.CharBlock(label=_("Words of the link"), max_length=120)
    note = blocks.CharBlock(label=_("Note"), max_length=200, required=False)
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    tool = blocks.ChoiceBlock(label=_("Part of this site"), choices=Tool.choices, required=False)
    address = AddressBlock(label=_("Address elsewhere"), required=False)
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
