"""Blocks that print what the directory knows today, so that nobody copies a number or a limit by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


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
