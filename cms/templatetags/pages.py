"""What templates print of Wagtail's tree: the menus, other languages of a page, the drawn map of the bassins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import get_language
from wagtail.models import Page

from cms import bassin_map
from cms.memory import remembered
from cms.models import BassinPage
from directory.models import Language

register = template.Library()


@dataclass(frozen=True)
class MenuEntry:
    title: str
    url: str
    in_menu: bool
    of_a_bassin: bool = False


def _entries(language: str) -> list[MenuEntry]:
    """Right under the home, of whatever type."""
    pages = Page.objects.live().public().filter(locale__language_code=language, depth=3)
    entries = [
        MenuEntry(
            getattr(page, "menu_title", "") or page.title,
            page.url or "",
            page.show_in_menus,
            isinstance(page, BassinPage),
        )
        for page in pages.select_related("locale").order_by("path").specific()
    ]
    return [entry for entry in entries if entry.url]


def _menu() -> list[MenuEntry]:
    language = (get_language() or "fr")[:2]
    entries: list[MenuEntry] = remembered("menu", language, lambda: _entries(language))
    return entries


@register.simple_tag
def menu_pages() -> list[MenuEntry]:
    """Pages right under the home of this language that an editor put in the menu: `.title`, `.url`."""
    return [entry for entry in _menu() if entry.in_menu]


@register.simple_tag
def footer_pages() -> list[MenuEntry]:
    """The others right under the home: legal pages, accessibility, contact."""
    return [entry for entry in _menu() if not entry.in_menu and not entry.of_a_bassin]


@register.simple_tag
def bassin_pages() -> list[MenuEntry]:
    """The pages of bassins, for the foot of every page."""
    return [entry for entry in _menu() if entry.of_a_bassin and not entry.in_menu]


@register.simple_tag
def versions_of(page: Page | None) -> dict[str, str]:
    """The addresses of a page by language, published ones only, for hreflang and the language switch."""
    if page is None or not page.pk:
        return {}
    live = page.get_translations(inclusive=True).live().select_related("locale")
    return {version.locale.language_code: version.url for version in live}


@register.inclusion_tag("cms/bassin_map.html")
def bassin_menu(asking: bool = False) -> dict[str, Any]:
    """The drawn map of the five bassins; each is a link to its page, or, where one is asking, to its search."""
    return {"areas": _areas(), "asking": asking, "width": bassin_map.WIDTH, "height": bassin_map.drawing().height}


@register.inclusion_tag("cms/bassin_here.html", name="bassin_map")
def bassin_here(code: str) -> dict[str, Any]:
    """The same drawing with one bassin in full colour; the others are still links."""
    return bassin_menu() | {"here": code}


def _areas() -> list[bassin_map.Area]:
    areas: list[bassin_map.Area] = remembered("bassins", (get_language() or "fr")[:2], bassin_map.areas)
    return areas


def _languages() -> list[tuple[str, str]]:
    rows = Language.objects.filter(active=True)
    return sorted(((row.code, str(row.label)) for row in rows), key=lambda row: row[1].casefold())


@register.simple_tag
def spoken_languages() -> list[tuple[str, str]]:
    """Code and name of every language a woman may be asked about, by name."""
    languages: list[tuple[str, str]] = remembered("languages", (get_language() or "fr")[:2], _languages)
    return languages
