"""The data folder and what its cells mean."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent.parent / "data"
Line = dict[str, str]
Row = dict[str, Any]  # field names to JSON values: foreign keys and many-to-many as codes, days as ISO text


class BrokenData(Exception):
    """A file that cannot be loaded; nothing was changed."""


class Files:
    """The data folder, read whole before anything is written."""

    def __init__(self, folder: Path = DATA) -> None:
        self.folder = folder

    def lines(self, name: str) -> Iterator[Line]:
        with self.open(name).open(encoding="utf-8-sig", newline="") as file:
            for line in csv.DictReader(file):
                if None in line or None in line.values():
                    raise BrokenData(f"{name}: a line has too many or too few columns: {str(line)[:200]}")
                yield line

    def json(self, name: str) -> Any:
        try:
            return json.loads(self.open(name).read_text(encoding="utf-8"))
        except json.JSONDecodeError as problem:
            raise BrokenData(f"{name}: {problem}") from problem

    def open(self, name: str) -> Path:
        path = self.folder / name
        if not path.is_file():
            raise BrokenData(f"{path} is missing")
        return path

    @cached_property
    def defaults(self) -> dict[str, Line]:
        return {line["category"]: line for line in self.lines("actors/category_defaults.csv")}

    @cached_property
    def help_line_numbers(self) -> list[str]:
        """In the order of the file: the most urgent first."""
        return [line["number"] for line in self.lines("actors/help_lines.csv")]

    @cached_property
    def points(self) -> dict[str, tuple[float, float]]:
        """A postal code's point: the one of its default commune, since shared codes carry it on one line only."""
        lines = self.lines("territory/postal_codes.csv")
        return {line["postal_code"]: (float(line["lat"]), float(line["lon"])) for line in lines if line["lat"]}

    @cached_property
    def first_bassin(self) -> dict[str, str]:
        """The City lies in three bassins: its default is the one of its first postal code."""
        lines = list(self.lines("territory/postal_codes.csv"))
        return {line["nis"]: line["bassin"] for line in reversed(lines)}


def yes(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError(f"« {text} » is neither yes nor no")
    return text == "yes"


def codes(text: str) -> list[str]:
    return sorted(filter(None, (part.strip() for part in text.split(";"))))


def number(text: str) -> int | None:
    return int(text) if text else None


def labels(line: Line, prefix: str = "label_") -> Row:
    return {f"label_{language}": line.get(f"{prefix}{language}", "") for language in ("fr", "nl", "en")}
