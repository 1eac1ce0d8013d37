"""Icons and the map as PDF drawing operators, worked out once a process and stamped where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.svgLib.path import SVGPath

from directory import drawing

ICON = 24  # units of a side


@cache
def icon(name: str) -> str:
    """The outline of an icon of the site's sprite, to be stroked."""
    sprite = Path(str(finders.find("icons.svg"))).read_text(encoding="utf-8")
    found = re.search(rf'<symbol id="{name}"[^>]*>(.*?)</symbol>', sprite, re.DOTALL)
    return outline(found[1]) if found else ""


@cache
def communes() -> tuple[str, ...]:
    return tuple(outline(f'<path d="{each.path}"/>') for each in drawing.communes().outlines)


def outline(shapes: str) -> str:
    """SVG shapes as moves, lines and curves."""
    pen = DecomposingRecordingPen({})
    SVGPath.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{shapes}</svg>').draw(pen)
    return " ".join(_operators(pen.value))


def _operators(steps: Iterable[tuple[str, tuple[tuple[float, float], ...]]]) -> Iterable[str]:
    at = (0.0, 0.0)
    for step, points in steps:
        if step == "moveTo":
            yield f"{_numbers(points)} m"
        elif step == "lineTo":
            yield f"{_numbers(points)} l"
        elif step == "curveTo":
            yield f"{_numbers(points)} c"
        elif step == "qCurveTo":
            (x, y), (end_x, end_y) = points
            raised = ((at[0] + 2 * x) / 3, (at[1] + 2 * y) / 3), ((end_x + 2 * x) / 3, (end_y + 2 * y) / 3)
            yield f"{_numbers((*raised, points[1]))} c"
        elif step == "closePath":
            yield "h"
        at = points[-1] if points else at


def _numbers(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{value:.2f}".rstrip("0").rstrip(".") for point in points for value in point)
