"""The directory's own Jinja2 templates and what only they print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from directory import rendering
from directory.text import LocalText


def prose(text: LocalText) -> SafeString:
    """A text somebody typed: one line is a paragraph, several are a list; in its own language where it is foreign."""
    lines = [line.strip().removeprefix("- ").removeprefix("• ") for line in text.splitlines() if line.strip()]
    body = format_html("<p>{}</p>", lines[0]) if len(lines) == 1 else _list(lines)
    return format_html('<div lang="{}">{}</div>', text.lang, body) if lines and text.foreign else body


def _list(lines: list[str]) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("<ul>{}</ul>", items) if lines else SafeString("")


def shown_address(value: str) -> str:
    """A web address without what nobody reads."""
    return value.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


environment = rendering.environment(
    Path(__file__).resolve().parent.parent / "jinja2", prose=prose, shown_address=shown_address
)


CARRIED = "\ue005"  # a sign of private use: where a kept page is told of the shortlist
environment.globals["CARRIED"] = CARRIED


def body(template: str, **context: Any) -> SafeString:
    return rendering.rendered(environment, f"directory/{template}", **context)
