"""The frame of every page: header, footer, languages. What is the same for everybody is kept for a minute."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from wagtail.models import Page

from cms.memory import remembered
from cms.templatetags.pages import footer_pages, menu_pages, versions_of
from directory.models import HelpLine, Service

register = template.Library()

SHEETS = ("tokens", "base", "layout", "components", "pages", "cards", "print")
ENTRIES: list[tuple[str, str | Promise]] = [
    ("search:page", gettext_lazy("Find a service")),
    ("search:boussole", gettext_lazy("Compass")),
    ("directory:help_lines", gettext_lazy("Help lines")),
]


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


@register.simple_tag
def stylesheets() -> SafeString:
    return format_html_join(
        "\n  ", '<link rel="stylesheet" href="{}">', ((static(f"css/{name}.css"),) for name in SHEETS)
    )


@register.simple_tag(takes_context=True)
def header(context: dict[str, Any]) -> SafeString:
    """Brand and main menu: the same for everybody, but for the entry of the page itself."""
    made: SafeString = remembered(
        "header", _language(), lambda: render_to_string("shell/header.html", {"home": f"/{_language()}/"})
    )
    request: HttpRequest | None = context.get("request")
    return _marked(made, request.path if request else "")


def _marked(html: SafeString, path: str) -> SafeString:
    """Say which entry is the page itself; paths are ours, so nothing to escape is added."""
    return SafeString(html.replace(f'<a href="{path}">', f'<a href="{path}" aria-current="page">', 1))


@register.simple_tag
def menu_links() -> SafeString:
    """The applications first, then the pages an editor put in the menu."""
    entries = [(reverse(name), str(title)) for name, title in ENTRIES[:2]]
    entries += [(entry.url, entry.title) for entry in menu_pages()]
    entries += [(reverse(name), str(title)) for name, title in ENTRIES[2:]]
    return format_html_join("", '<a href="{}">{}</a>', entries)


@register.simple_tag
def footer() -> SafeString:
    def made() -> SafeString:
        lines = HelpLine.objects.filter(active=True, answers_today=True)[:6]
        return render_to_string("shell/footer.html", {"lines": lines, "pages": footer_pages()})

    found: SafeString = remembered("footer", _language(), made)
    return found


@register.inclusion_tag("shell/demo.html")
def demo_banner() -> dict[str, bool]:
    return {"demo": remembered("demo", "", lambda: Service.objects.demo().exists())}


@register.simple_tag(takes_context=True)
def alternates(context: dict[str, Any]) -> SafeString:
    """hreflang links, for pages whose question may stand in an address."""
    request = context.get("request")
    if request is None or request.method == "POST" or getattr(request, "sensitive", False):
        return SafeString()
    page = context.get("page")
    found = versions_of(page) if isinstance(page, Page) else _addresses(request, None)
    rows = ((code, settings.SITE_ADDRESS + path) for code, path in found.items())
    return format_html_join("\n  ", '<link rel="alternate" hreflang="{}" href="{}">', rows)


@register.inclusion_tag("shell/languages.html", takes_context=True)
def language_links(context: dict[str, Any]) -> dict[str, Any]:
    """The same page in the other languages; a question that may not stand in an address goes along as a posted form."""
    request = context.get("request")
    if request is None:
        return {"languages": []}
    posted = request.method == "POST" or getattr(request, "sensitive", False)
    sent = request.POST if request.method == "POST" else request.GET
    fields = (
        [(name, value) for name, values in sent.lists() for value in values if name != "csrfmiddlewaretoken"]
        if posted
        else []
    )
    rows = [
        {"code": code, "name": name, "current": code == _language(), "address": address}
        for (code, name), address in zip(
            settings.LANGUAGES, _addresses(request, context.get("page"), bare=posted).values(), strict=True
        )
    ]
    return {"languages": rows, "posted": posted, "fields": fields}


def _addresses(request: HttpRequest, page: Any, *, bare: bool = False) -> dict[str, str]:
    """Address by language. A Wagtail page that is not published in one keeps its path there: that address says so."""
    versions = versions_of(page) if isinstance(page, Page) else {}
    path = request.path if bare else request.get_full_path()
    return {code: versions.get(code) or translate_url(path, code) for code, _name in settings.LANGUAGES}
