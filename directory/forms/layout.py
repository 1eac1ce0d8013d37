"""Where the fields of a form stand: tabs of sections of rows, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from directory.text import LANGUAGES

Row = tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """Rows of fields side by side under one heading; `child` names the rows of children shown under them."""

    heading: Any
    rows: tuple[Row, ...] = ()
    help: Any = ""
    child: str = ""


@dataclass(frozen=True)
class Tab:
    key: str
    heading: Any
    sections: tuple[Section, ...]


def three(name: str) -> Row:
    """The columns of a text in the three languages."""
    return tuple(f"{name}_{language}" for language in LANGUAGES)
