"""The frame of every page: header, footer, languages. What is the same for everybody is kept for a minute."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from django import template
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, ResolverMatch, reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from wagtail.models import Page

from cms.memory import remembered
from cms.templatetags.pages import bassin_pages, footer_pages, menu_pages, versions_of
from directory.models import HelpLine, Service

register = template.Library()

SHEETS = [f"css/{name}.css" for name in ("tokens", "base", "layout", "components", "pages", "cards", "print")]
ENTRIES: list[tuple[str, str | Promise]] = [
    ("search:page", gettext_lazy("Find a service")),
    ("search:boussole", gettext_lazy("Compass")),
    ("directory:help_lines", gettext_lazy("Help lines")),
]
LANGUAGES = [code for code, _name in settings.LANGUAGES]
HOMES = {code: f"/{code}/" for code in LANGUAGES}


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def _links() -> list[tuple[str, str]]:
    """The applications first, then the pages an editor put in the menu."""
    entries = [(reverse(name), str(title)) for name, title in ENTRIES]
    return [*entries[:2], *((entry.url, entry.title) for entry in menu_pages()), *entries[2:]]


def _help_lines() -> list[HelpLine]:
    """Who answers at once in the page's language (in English: all), emergencies first."""
    lines = HelpLine.objects.filter(active=True, answers_today=True)
    if _language() in {"fr", "nl"}:
        lines = lines.filter(Q(languages=None) | Q(languages__code=_language()))
    return list(lines.distinct()[:6])


CONTENTS: dict[str, Callable[[], dict[str, Any]]] = {
    "head": lambda: {"sheets": SHEETS},
    "brand": lambda: {"home": HOMES[_language()], "links": _links()},
    "menu": lambda: {"links": _links()},
    "demo": lambda: {"demo": Service.objects.demo().exists()},
    "footer": lambda: {
        "newsletter": settings.NEWSLETTER,
        "home": HOMES[_language()],
        "lines": _help_lines(),
        "pages": footer_pages(),
        "bassins": bassin_pages(),
    },
}
WITH_LINKS = {"brand", "menu"}


@register.simple_tag(takes_context=True)
def frame(context: dict[str, Any], part: str) -> SafeString:
    """A part of the frame (shell/<part>.html): made once a minute for each language, for members and for everybody."""
    inside = bool(context.get("member"))

    def made() -> SafeString:
        shared = {"inside": inside, "quick_exit_address": settings.QUICK_EXIT_ADDRESS}
        return render_to_string(f"shell/{part}.html", shared | CONTENTS.get(part, dict)())

    html: SafeString = remembered(f"frame {part} {inside}", _language(), made)
    request = context.get("request")
    return _marked(html, request.path) if request is not None and part in WITH_LINKS else html


def _marked(html: SafeString, path: str) -> SafeString:
    """Say which entry is the page itself; of the path, which anybody may write, nothing is added.

    Where bassins have sites of their own, entries name their host.
    """
    here = re.compile(rf'<a (href="(?:https?://[^/"]+)?{re.escape(escape(path))}")>')
    return SafeString(here.sub(r'<a \1 aria-current="page">', html, count=1))


@register.simple_tag(takes_context=True)
def alternates(context: dict[str, Any]) -> SafeString:
    """hreflang links, of pages whose question may stand in an address."""
    request = context.get("request")
    if request is None or _is_posted(request) or request.resolver_match is None:
        return SafeString()
    page = context.get("page")
    found = _versions(request, page) if isinstance(page, Page) else _addresses(request, page)
    rows = ((code, urljoin(settings.SITE_ADDRESS, path)) for code, path in found.items())
    return format_html_join("\n  ", '<link rel="alternate" hreflang="{}" href="{}">', rows)


@register.inclusion_tag("shell/languages.html", takes_context=True)
def language_links(context: dict[str, Any]) -> dict[str, Any]:
    """The same page in the other languages; a question that may not stand in an address goes along as a posted form.

    A page may name the form that is being filled in, in `asking`: then what stands in it goes along, finished or not.
    """
    request = context.get("request")
    if request is None:
        return {"languages": []}
    addresses = _addresses(request, context.get("page"))
    elsewhere = addresses is HOMES or request.resolver_match.namespace == "own" or _is_tongueless(addresses)
    posted = _is_posted(request) and not elsewhere
    if posted:
        addresses = {code: address.partition("?")[0] for code, address in addresses.items()}
    rows = [(code, name, addresses[code]) for code, name in settings.LANGUAGES]
    asking, answered = context.get("asking"), bool(context.get("answers"))
    frame = {"languages": rows, "here": _language(), "posted": posted, "asking": asking, "answered": answered}
    return frame | {"fields": _fields(request) if posted and not asking else []}


def _is_posted(request: HttpRequest) -> bool:
    return request.method == "POST" or getattr(request, "sensitive", False)


def _is_tongueless(addresses: dict[str, str]) -> bool:
    """The login pages have one address: there the switch asks by a parameter, and never repeats what was typed."""
    return not urlsplit(addresses[LANGUAGES[0]]).path.startswith(HOMES[LANGUAGES[0]])


def _fields(request: HttpRequest) -> list[tuple[str, Any]]:
    sent = request.POST if request.method == "POST" else request.GET
    return [(name, value) for name, values in sent.lists() for value in values if name != "csrfmiddlewaretoken"]


def _addresses(request: HttpRequest, page: Any) -> dict[str, str]:
    """By language. A Wagtail page that is not published in one keeps its path there: that address says so."""
    match = request.resolver_match
    if match is None:  # an error page: its address may say too much
        return HOMES
    if request.method == "POST" and match.namespace == "own":
        return _homes_of(match)
    paths = _paths_of(match) | _versions(request, page)
    if _is_tongueless(paths):
        return {code: f"{path}?{_asking(request, code)}" for code, path in paths.items()}
    query = getattr(
        request, "shareable", ""
    )  # what the search page says may stand in an address; nothing else is echoed
    return {code: f"{path}?{query}" for code, path in paths.items()} if query else paths


def _homes_of(match: ResolverMatch) -> dict[str, str]:
    """Of the organisation somebody acts for: what was refused on its pages is not sent again, it needs a token."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = reverse("own:home", args=[match.kwargs["code"]])
    return found


def _asking(request: HttpRequest, code: str) -> str:
    query = request.GET.copy()
    query["language"] = code
    return query.urlencode()


def _versions(request: HttpRequest, page: Any) -> dict[str, str]:
    """Asked once for a page, whose head and header both print them."""
    if not isinstance(page, Page):
        return {}
    if not hasattr(request, "page_versions"):
        request.page_versions = versions_of(page)  # type: ignore[attr-defined]
    found: dict[str, str] = request.page_versions  # type: ignore[attr-defined]
    return found


def _paths_of(match: ResolverMatch) -> dict[str, str]:
    kwargs: dict[str, Any] = match.captured_kwargs or {}  # type: ignore[attr-defined]
    return _paths(match.view_name, match.args, tuple(sorted(kwargs.items())))


@lru_cache(maxsize=2048)
def _paths(name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> dict[str, str]:
    """The address of a view in every language."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            try:
                found[code] = reverse(name, args=args, kwargs=dict(kwargs))
            except NoReverseMatch:
                return HOMES
    return found
