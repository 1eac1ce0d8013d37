"""Pages that speak of some words, by Wagtail's own search: beside services, and where an address leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Locale, Page

from search.views.beside import Beside

MOST = 20
SIGNS = re.compile(r"[^\w]+")  # SQLite would read a quote as its own
WORDS = re.compile(r"[^\W\d_]{3,}")


def pages(words: str, language: str) -> list[Beside]:
    """First those that hold every word, then those whose title begins so; in this language alone."""
    live, words = _live(language), " ".join(SIGNS.sub(" ", words).split())
    return _shown([*live.search(words)[:MOST], *live.autocomplete(words)[:MOST]]) if words else []


def instead_of(path: str) -> list[Beside]:
    """What somebody may have meant by an address that leads nowhere: pages with any word of its last part."""
    words = WORDS.findall(path.rstrip("/").rpartition("/")[2])
    return _shown(_live(get_language() or "fr").search(" ".join(words), operator="or")[:3]) if words else []


def _live(language: str) -> Any:  # Wagtail's querysets are not typed
    locale = Locale.objects.get_for_language(language[:2])
    return Page.objects.live().public().filter(locale=locale, depth__gt=2).select_related("locale")


def _shown(found: Iterable[Page]) -> list[Beside]:
    once = {page.pk: page for page in found}
    whole = Page.objects.filter(pk__in=list(once)[:MOST]).select_related("locale").specific().in_bulk()
    rows = [(whole[pk], whole[pk].url) for pk in once if pk in whole]
    return [Beside(page.title, url, str(page._meta.verbose_name), _summary(page)) for page, url in rows if url]


def _summary(page: Page) -> str:
    return str(page.search_description or getattr(page, "introduction", ""))
