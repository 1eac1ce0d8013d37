"""What search engines may know: every public page in its three languages, never a sensitive or a demo service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from directory.models import Service

CLOSED = ["/admin/", "/django-admin/", "/accounts/", "/login/", "/api/", "/*?*&"]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def _in_every_language(url_name: str, **arguments: str) -> dict[str, str]:
    addresses = {}
    for language in LANGUAGES:
        with translation.override(language):
            addresses[language] = reverse(url_name, kwargs=arguments)
    return addresses


class Spoken(Sitemap[Any]):
    """One entry for each language of an item, and each names all of them."""

    limit = 5_000

    def addresses(self, item: Any) -> dict[str, str]:
        raise NotImplementedError

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        host = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        return [entry for item in self.paginator.page(page).object_list for entry in self._entries(item, host)]

    def _entries(self, item: Any, host: str) -> list[dict[str, Any]]:
        addresses = self.addresses(item)
        alternates = [{"lang_code": language, "location": urljoin(host, path)} for language, path in addresses.items()]
        return [{"item": item, "location": one["location"], "alternates": alternates} for one in alternates]


class Pages(Spoken):
    """Wagtail's pages, grouped with their translations; what is not published in a language is not named there."""

    def items(self) -> list[list[Page]]:
        groups: dict[Any, list[Page]] = defaultdict(list)
        invented = Q(newspage__is_demo=True) | Q(eventpage__meeting__is_demo=True)
        pages = Page.objects.live().public().filter(depth__gt=1).exclude(invented)
        for page in pages.select_related("locale").order_by("path"):
            groups[page.translation_key].append(page)
        return list(groups.values())

    def addresses(self, item: list[Page]) -> dict[str, str]:
        return {page.locale.language_code: page.url for page in item if page.url}


class Tools(Spoken):
    def items(self) -> Sequence[str]:
        return ["search:page", "search:boussole", "directory:help_lines", "search:ranking"]

    def addresses(self, item: str) -> dict[str, str]:
        return _in_every_language(item)


class Services(Spoken):
    def items(self) -> QuerySet[Service, str]:
        services = Service.objects.listed().without_sensitive().filter(is_demo=False)
        return services.order_by("pk").values_list("code", flat=True)

    def addresses(self, item: str) -> dict[str, str]:
        return _in_every_language("directory:service", code=item)


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {"pages": Pages, "tools": Tools, "services": Services}


def sitemap(request: HttpRequest, section: str | None = None) -> HttpResponse:
    """The index, or one of its parts: /sitemap.xml and /sitemap-<section>.xml."""
    if section:
        return views.sitemap(request, SITEMAPS, section)
    return views.index(request, SITEMAPS, sitemap_url_name="sitemap")


def robots(request: HttpRequest) -> HttpResponse:
    """Public pages are open; searches of several parameters lead nowhere new."""
    closed = ["/"] if settings.PRIVATE_HOST and request.private_door else CLOSED  # type: ignore[attr-defined]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    if closed is CLOSED:
        lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
