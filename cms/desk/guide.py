"""The guide for editors: docs/editors, in French or Dutch, read inside the administration.

Of Markdown it knows what these files use: headings, lists, **bold**. A library for the rest would serve nobody.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString

FOLDER = settings.BASE / "docs" / "editors"
# In the order of the work.
CHAPTERS = (
    "news",
    "living",
    "documents",
    "pictures",
    "pending",
    "translate",
    "moderate",
    "events",
    "newsletter",
    "bassin",
    "redirects",
    "visits",
)
ITEM = re.compile(r"(?:-|(\d+)\.) ")
BOLD = re.compile(r"\*\*(.+?)\*\*")


class Chapter(NamedTuple):
    name: str
    title: str
    html: SafeString


@cache
def chapter(name: str, language: str) -> Chapter:
    """English readers get it in French: Brusano's editors write French and Dutch."""
    spoken = language if language in {"fr", "nl"} else "fr"
    return read(FOLDER / spoken / f"{name}.md")


def read(file: Path) -> Chapter:
    title, _blank, text = file.read_text(encoding="utf-8").partition("\n")
    return Chapter(file.stem, title.removeprefix("# "), _html(text))


def chapters(language: str) -> list[Chapter]:
    return [chapter(name, language) for name in CHAPTERS]


def _html(text: str) -> SafeString:
    blocks = (block.strip().splitlines() for block in re.split(r"\n\s*\n", text.strip()))
    return SafeString("\n".join(_block(lines) for lines in blocks if lines))


def _block(lines: list[str]) -> str:
    first = lines[0]
    if first.startswith("## "):
        return f"<h2>{_words(first[3:])}</h2>"
    if item := ITEM.match(first):
        kind = "ol" if item[1] else "ul"
        items = "".join(f"<li>{_words(ITEM.sub('', line, count=1))}</li>" for line in lines)
        return f"<{kind}>{items}</{kind}>"
    return f"<p>{_words(' '.join(lines))}</p>"


def _words(text: str) -> str:
    return BOLD.sub(r"<strong>\1</strong>", escape(text))
