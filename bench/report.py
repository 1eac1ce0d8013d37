"""Lines of a table: what was measured, its ratio to the floor, and the goal it is held against."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """`at_most` or `at_least` a figure; neither when there is none for this size."""

    at_most: float | None = None
    at_least: float | None = None

    def verdict(self, value: float) -> str:
        if self.at_most is not None:
            return f"≤ {self.at_most:g} {'reached' if value <= self.at_most else 'MISSED'}"
        if self.at_least is not None:
            return f"≥ {self.at_least:g} {'reached' if value >= self.at_least else 'MISSED'}"
        return ""


def title(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


def line(
    what: str, value: float, unit: str, *, ratio: float | None = None, goal: Goal | None = None, note: str = ""
) -> None:
    times = f"{ratio:7.1f} ×" if ratio is not None else " " * 9
    print(f"{what:<52}{value:>10.2f} {unit:<7}{times}  {(goal or Goal()).verdict(value):<18}{note}", flush=True)


def ratio_line(what: str, value: float, *, goal: Goal, note: str = "") -> None:
    print(f"{what:<52}{value:>10.1f} {'×':<7}{'':9}  {goal.verdict(value):<18}{note}", flush=True)
