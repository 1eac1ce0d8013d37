"""What a network of another size costs: each size leaves its medians in its data folder, and they are compared."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

from bench import report
from bench.report import Goal

FILE = "cluster.json"
TENFOLD = (100_000, 1_000_000)  # the sizes that the goal speaks of


def forget(folder: Path) -> None:
    (folder / FILE).unlink(missing_ok=True)


def remember(folder: Path, medians: dict[str, float]) -> None:
    (folder / FILE).write_text(json.dumps(medians, indent=1), encoding="utf-8")


def compare(folders: dict[int, Path]) -> None:
    """Each size beside the one before, for what both have measured."""
    for small, large in pairwise(sorted(folders)):
        before, after = _read(folders[small]), _read(folders[large])
        report.title(f"{large:,} beside {small:,}")
        if not (before and after):
            print("One of them left no figures.")
        for name in [name for name in after if name in before]:
            goal = Goal(at_most=2) if (small, large) == TENFOLD and not name.startswith("page") else Goal()
            report.ratio_line(name, after[name] / before[name], goal=goal)


def _read(folder: Path) -> dict[str, float]:
    file = folder / FILE
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}
