"""Words to write a page's first text with; what they return is what a StreamField stores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True)
class HomeDraft:
    slug: str
    title: str
    seo_title: str
    description: str
    headline: str
    introduction: str


@dataclass(frozen=True)
class Draft:
    slug: str
    title: str
    menu_title: str
    description: str
    introduction: str
    body: list[Block]


def _html(text: str) -> str:
    return " ".join(text.split())


def _items(values: list[Block]) -> list[Block]:
    return [{"type": "item", "value": value} for value in values]


def heading(words: str) -> Block:
    return {"type": "heading", "value": words}


def text(html: str) -> Block:
    return {"type": "text", "value": _html(html)}


def callout(kind: str, title: str, html: str) -> Block:
    return {"type": "callout", "value": {"kind": kind, "title": title, "text": _html(html)}}


def step(title: str, html: str, *links: Block) -> Block:
    return {"title": title, "text": _html(html), "links": _items(list(links))}


def steps(*values: Block) -> Block:
    return {"type": "steps", "value": _items(list(values))}


def figures(*values: tuple[str, str]) -> Block:
    return {"type": "figures", "value": _items([{"value": figure, "label": label} for figure, label in values])}


def accordion(*values: tuple[str, str]) -> Block:
    return {
        "type": "accordion",
        "value": _items([{"question": question, "answer": _html(answer)} for question, answer in values]),
    }


def link(label: str, *, page: str = "", tool: str = "", address: str = "", note: str = "", language: str = "") -> Block:
    """`page` is the name of an entry of `PAGES`; the seed puts that page's number there."""
    return {"label": label, "note": note, "page": page or None, "tool": tool, "address": address, "language": language}


def links(*values: Block) -> Block:
    return {"type": "links", "value": _items(list(values))}


def live(kind: str) -> Block:
    """A block that prints what the directory knows today."""
    return {"type": kind, "value": None}
