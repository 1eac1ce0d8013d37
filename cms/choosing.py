"""What a reader chooses in the list of news or of resources: plain selects, and an address that can be shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


@dataclass(frozen=True)
class Choice:
    """One select. `chosen` is empty, or one of the options: anything else that an address says is not heard."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str = ""


def choice(request: HttpRequest, name: str, label: Any, options: Sequence[tuple[str, str]]) -> Choice:
    asked = request.GET.get(name, "")
    return Choice(name, str(label), options, asked if asked in dict(options) else "")


def shared(request: HttpRequest, choices: Sequence[Choice]) -> str:
    """What of the question goes along to another page or language; the frame of the page reads it too."""
    query = urlencode({one.name: one.chosen for one in choices if one.chosen})
    request.shareable = query  # type: ignore[attr-defined]
    return query


def leaf(request: HttpRequest, rows: Any, size: int) -> Page[Any]:
    """The page that is asked; beyond the last one it is the last, and what is no number is the first."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
