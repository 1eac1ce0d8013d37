"""Open Graph: how a page shows where its address is shared. Nothing is fetched from elsewhere, nothing counted."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page

register = template.Library()
LOCALES = {"fr": "fr_BE", "nl": "nl_BE", "en": "en_GB"}


@register.simple_tag(takes_context=True)
def social(context: dict[str, Any]) -> SafeString:
    """Of pages that editors wrote alone: a card or a question says nothing where its address is pasted."""
    page = context.get("page")
    if not isinstance(page, Page) or not page.pk:
        return SafeString()
    spoken = page.locale.language_code
    properties = {
        "og:site_name": settings.WAGTAIL_SITE_NAME,
        "og:type": "article" if hasattr(page, "day") else "website",
        "og:title": page.seo_title or page.title,
        "og:description": page.search_description or getattr(page, "introduction", ""),
        "og:url": f"{settings.SITE_ADDRESS}{page.url}",
        "og:locale": LOCALES.get(spoken, spoken),
        "og:image": f"{settings.SITE_ADDRESS}{static('share.png')}",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": settings.WAGTAIL_SITE_NAME,
    }
    return format_html_join("\n  ", '<meta property="{}" content="{}">', ((k, v) for k, v in properties.items() if v))
