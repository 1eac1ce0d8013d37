"""Blocks that print what the directory knows today, so that nobody copies a number or a limit by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms import asking, live
from search.filters import vocabulary


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


def _choices(facet: str) -> list[tuple[str, str]]:
    return [(term.code, str(term.label)) for term in vocabulary()[facet].values() if term.asked]


def _choice(facet: str, label: Any) -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(label=label, choices=partial(_choices, facet), required=False)


class DirectoryBlock(blocks.StructBlock):
    """A question to the directory: the page shows today's answer, or asks the reader where she is."""

    class Shape(models.TextChoices):
        LIST = "list", _("The services that answer it")
        NEAR = "near", _("“Who can do this near me?”, with a field for the place")

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    shape = blocks.ChoiceBlock(label=_("What is shown"), choices=Shape.choices, default=Shape.LIST)
    theme = _choice("theme", _("Need"))
    role = _choice("role", _("Role"))
    prestation = _choice("prestation", _("Service of the programme"))
    bassin = _choice("bassin", _("Bassin"))
    language = _choice("language", _("Language"))
    most = blocks.IntegerBlock(label=_("How many services at most"), min_value=1, max_value=12, default=6)

    class Meta:
        icon = "search"
        label = _("Services of the directory")
        group = _("Alive")
        template = "blocks/directory.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        codes = {facet: value.get(facet) for facet in asking.FACETS}
        near = value.get("shape") == self.Shape.NEAR
        found = asking.asked(codes) if near else asking.answer(codes, value.get("most") or 6)
        return {**super().get_context(value, parent_context=parent_context), "found": found, "near": near}


def _series() -> list[tuple[str, str]]:
    from cms.models import Series  # noqa: PLC0415  models are made of blocks

    return [(row.code, str(row.name)) for row in Series.objects.filter(active=True)]


class EventsBlock(blocks.StructBlock):
    """The next events of a series or a bassin; nothing at all while there are none."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    series = blocks.ChoiceBlock(label=_("Series"), choices=_series, required=False)
    bassin = _choice("bassin", _("Bassin"))
    most = blocks.IntegerBlock(label=_("How many events at most"), min_value=1, max_value=12, default=3)

    class Meta:
        icon = "date"
        label = _("Coming events")
        group = _("Alive")
        template = "blocks/events.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        rows = live.coming(
            bassin=value.get("bassin") or "", series=value.get("series") or "", limit=value.get("most") or 3
        )
        return {**super().get_context(value, parent_context=parent_context), "rows": rows}
