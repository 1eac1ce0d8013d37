"""The series of events, from Brusano's own list. What staff changed since stays."""

from __future__ import annotations

import csv
from pathlib import Path

from cms.models import Series
from directory.importers.reference.writing import Table, Tally, load

FILE = Path(__file__).resolve().parent.parent / "data" / "event_series.csv"


def load_series() -> Tally:
    """A second run writes nothing."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [
            {"code": line["code"], "name_fr": line["name_fr"], "name_nl": line["name_nl"], "sort": place * 10}
            for place, line in enumerate(csv.DictReader(file), start=1)
        ]
    return load([Table(Series, ("code",), rows)], [])
