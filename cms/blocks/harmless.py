"""Text with marks, and addresses, that can do nothing on a reader's page, whichever way they came into the database.

The editor's own form lets nothing else through; what comes by a translation, its PO file or an override is not looked
at by anybody. So what is read is cleaned, not only what is typed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import nh3
from django.utils.encoding import force_str
from wagtail import blocks
from wagtail.rich_text import RichText

TAGS = {"p", "br", "h3", "b", "strong", "i", "em", "ul", "ol", "li", "a", "span"}
MARKED = ("fr", "nl", "en")  # languages that a few words may be marked as
SCHEMES = ("https://", "http://", "mailto:", "tel:", "#")
# `linktype` and `id` are Wagtail's: the page or document, by number, that a link leads to.
ATTRIBUTES = {
    "a": {"href", "linktype", "id"},
    "span": {"lang"},
    **{tag: {"data-block-key"} for tag in ("p", "h3", "li")},
}
LINK_TYPES = {"page", "document"}


def safe_address(address: str) -> str:
    """Empty unless it leads to a page, a mailbox or a phone; `//host` and `/\\host` would lead elsewhere unseen."""
    inside = address.startswith("/") and address[1:2] not in {"/", "\\"}
    return address if inside or address.lower().startswith(SCHEMES) else ""


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return safe_address(value) or None
    if name == "id":
        return value if value.isascii() and value.isdigit() else None
    if name == "lang":
        return value if value in MARKED else None
    if name == "linktype":
        return value if value in LINK_TYPES else None
    return value


@lru_cache(maxsize=2048)
def clean_prose(source: str) -> str:
    return nh3.clean(
        source,
        tags=TAGS,
        clean_content_tags={"script", "style", "svg", "math", "noscript", "template", "iframe", "textarea", "title"},
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


class ProseBlock(blocks.RichTextBlock):
    """Rich text of the few marks that pages have."""

    def to_python(self, value: Any) -> RichText:
        return RichText(clean_prose(value or ""))

    def normalize(self, value: Any) -> RichText:
        source = value.source if isinstance(value, RichText) else value and force_str(value)
        return RichText(clean_prose(source or ""))

    def value_from_form(self, value: Any) -> RichText:
        return RichText(clean_prose(value or ""))


class AddressBlock(blocks.URLBlock):
    """An address elsewhere on the web."""

    def to_python(self, value: Any) -> str:
        return safe_address(str(value or ""))

    def normalize(self, value: Any) -> str:
        return safe_address(str(value or ""))
