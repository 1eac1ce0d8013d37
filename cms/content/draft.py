"""Words to write a page's first text with; what they return is what a StreamField stores."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

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
    description: str
    introduction: str
    body: list[Block] = field(default_factory=list)  # of resources: their rows
    menu_title: str = ""


def typeset(value: Any, language: str) -> Any:
    """French puts a space before high punctuation, inside guillemets and between thousands: no line breaks there."""
    if isinstance(value, dict):
        return {key: typeset(item, language) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [typeset(item, language) for item in value]
    if isinstance(value, str) and language == "fr":
        return re.sub(r" (?=[:;?!»])|(?<=«) |(?<=\d) (?=\d{3}\b)", "\N{NO-BREAK SPACE}", value)
    return value


def _html(text: str) -> str:
    return " ".join(text.split())


def _items(values: list[Block]) -> list[Block]:
    return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]


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


def link(label: str, *, note: str = "", language: str = "", **target: str) -> Block:
    """To a `page` by its name in `PAGES` (the seed puts its number there), a `tool`, or an `address` elsewhere."""
    targets = {"page": target.get("page"), "tool": target.get("tool", ""), "address": target.get("address", "")}
    return {"label": label, "note": note, "language": language, **targets}


def links(*values: Block) -> Block:
    return {"type": "links", "value": _items(list(values))}


def live(kind: str) -> Block:
    """A block that prints what the directory knows today."""
    return {"type": kind, "value": None}


def documents(*values: tuple[str, str]) -> Block:
    """Places for documents that are not here yet: title and note."""
    return {
        "type": "documents",
        "value": _items([{"title": title, "note": note, "file": None} for title, note in values]),
    }


def question(words: str, html: str) -> Block:
    return {"type": "question", "value": {"question": words, "answer": _html(html)}}


def actor(name: str, abbreviation: str, category: str, *answers: str) -> Block:
    """What it does, for whom, how to get in, what it is not: a sentence or two each."""
    names = ("does", "for_whom", "getting_in", "not_to_confuse")
    told = {key: f"<p>{_html(answer)}</p>" if answer else "" for key, answer in zip(names, answers, strict=True)}
    return {"type": "actor", "value": {"name": name, "abbreviation": abbreviation, "category": category, **told}}


def directory(title: str, shape: str = "list", most: int = 6, **codes: str) -> Block:
    asked = dict.fromkeys(("theme", "role", "prestation", "bassin", "language"), "") | codes
    return {"type": "directory", "value": {"title": title, "shape": shape, "most": most, **asked}}


def resource(title: str, note: str, kind: str, address: str, language: str) -> Block:
    return {"title": title, "note": note, "kind": kind, "address": address, "language": language}
