"""The communes as a drawing: SVG paths in whole units, made once in a process. Outlines: Statbel, by way of BNOSAC."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString, mark_safe

FILE = Path(__file__).resolve().parent / "data" / "territory" / "communes.geojson"
WIDTH, MARGIN = 320, 4

Point = tuple[float, float]


@dataclass(frozen=True)
class Outline:
    """One commune: its NIS code and its path, digits only."""

    code: str
    path: SafeString


class Projection:
    """Degrees to whole units of the drawing: at this size the Earth is flat."""

    def __init__(self, points: list[Point]) -> None:
        lons, lats = [lon for lon, _lat in points], [lat for _lon, lat in points]
        self.west, self.north = min(lons), max(lats)
        self.narrow = math.cos(math.radians(sum(lats) / len(lats)))
        self.scale = (WIDTH - 2 * MARGIN) / ((max(lons) - self.west) * self.narrow)
        self.height = round((self.north - min(lats)) * self.scale) + 2 * MARGIN

    def __call__(self, lon: float, lat: float) -> tuple[int, int]:
        x = (lon - self.west) * self.narrow * self.scale
        return round(x) + MARGIN, round((self.north - lat) * self.scale) + MARGIN

    def holds(self, x: int, y: int) -> bool:
        return 0 <= x <= WIDTH and 0 <= y <= self.height


@dataclass(frozen=True)
class Drawing:
    projection: Projection
    outlines: tuple[Outline, ...]


@cache
def communes() -> Drawing:
    features = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    project = Projection([(p[0], p[1]) for feature in features for ring in _rings(feature) for p in ring])
    outlines = [
        Outline(feature["properties"]["nis"], mark_safe("".join(_path(ring, project) for ring in _rings(feature))))  # noqa: S308
        for feature in features
    ]
    return Drawing(project, tuple(outlines))


def _rings(feature: dict[str, Any]) -> list[list[list[float]]]:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def _path(ring: list[list[float]], project: Projection) -> str:
    """Relative moves, points on the same unit drawn once: a third of the bytes on every page."""
    spots = list(dict.fromkeys(project(point[0], point[1]) for point in ring))
    moves = (f"{x - a},{y - b}" for (a, b), (x, y) in pairwise(spots))
    return f"M{spots[0][0]},{spots[0][1]}l{' '.join(moves)}z"
