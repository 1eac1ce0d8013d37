"""Words that may endanger her where somebody else reads them (`words.csv`, every language at once)."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent / "words.csv"


@cache
def _words() -> re.Pattern[str]:
    with FILE.open(encoding="utf-8") as file:
        found = "|".join(row["word"] for row in csv.DictReader(file))
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE)


def telling(text: str) -> list[str]:
    """The words of a text that must not stand on a sheet."""
    return _words().findall(text.replace("’", "'").replace("_", " "))
