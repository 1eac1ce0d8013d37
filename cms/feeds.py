"""News as RSS and Atom, in each language, of the whole region or of one bassin. What the demo invented says so."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.models import NewsPage
from cms.models.news import latest
from directory.models import Bassin

MOST = 30


class NewsFeed(Feed[NewsPage, Bassin | None]):
    """Whole addresses are those of the site, whoever asks at whatever host."""

    feed_type: type[SyndicationFeed] = Rss201rev2Feed
    kind = "rss"

    def get_object(self, request: HttpRequest, *args: Any, bassin: str = "", **kwargs: Any) -> Bassin | None:
        return get_object_or_404(Bassin, code=bassin) if bassin else None

    def title(self, bassin: Bassin | None) -> str:
        if bassin is None:
            return str(settings.WAGTAIL_SITE_NAME)
        return f"{settings.WAGTAIL_SITE_NAME} – {bassin.name}"

    def description(self, bassin: Bassin | None) -> str:
        return _("News of the network around pregnancy and the first 1000 days in Brussels.")

    def link(self, bassin: Bassin | None) -> str:
        return f"{settings.SITE_ADDRESS}{reverse('home')}"

    def feed_url(self, bassin: Bassin | None) -> str:
        return f"{settings.SITE_ADDRESS}{address(self.kind, bassin)}"

    def items(self, bassin: Bassin | None) -> list[NewsPage]:
        return [page for page in latest((get_language() or "fr")[:2], bassin, MOST) if page.url]

    def item_title(self, item: NewsPage) -> str:
        return _("%(title)s (demo)") % {"title": item.title} if item.is_demo else str(item.title)

    def item_description(self, item: NewsPage) -> str:
        return str(item.introduction)

    def item_link(self, item: NewsPage) -> str:
        return f"{settings.SITE_ADDRESS}{item.url}"

    def item_guid(self, item: NewsPage) -> str:
        return f"urn:uuid:{item.translation_key}:{item.locale.language_code}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: NewsPage) -> datetime:
        return timezone.make_aware(datetime.combine(item.day, time(8)))

    def item_updateddate(self, item: NewsPage) -> datetime:
        return item.last_published_at or self.item_pubdate(item)


class AtomNewsFeed(NewsFeed):
    feed_type = Atom1Feed
    kind = "atom"
    subtitle = NewsFeed.description


FEEDS = {"rss": NewsFeed(), "atom": AtomNewsFeed()}


def address(kind: str, bassin: Bassin | None = None) -> str:
    """Where a feed of this language stands: `kind` is rss or atom."""
    if bassin is None:
        return reverse("news_feed", kwargs={"kind": kind})
    return reverse("bassin_news_feed", kwargs={"bassin": bassin.code, "kind": kind})


def news(request: HttpRequest, kind: str, bassin: str = "") -> HttpResponse:
    return FEEDS[kind](request, bassin=bassin)
