"""Links that editors put into their texts."""

from __future__ import annotations

from django.utils.html import format_html
from wagtail import hooks
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry


class ElsewhereHandler(LinkHandler):
    """Whoever is behind the link is not told which page led there."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return format_html('<a href="{}" rel="noreferrer">', attrs["href"])


@hooks.register("register_rich_text_features")
def links_elsewhere(features: FeatureRegistry) -> None:
    features.register_link_type(ElsewhereHandler)
