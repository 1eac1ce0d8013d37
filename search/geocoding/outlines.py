"""In which commune a point lies, by the outlines of the 19 (Statbel, simplified: good to some ten metres)."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import directory

FILE = Path(directory.__file__).resolve().parent / "data" / "territory" / "communes.geojson"

Ring = list[list[float]]


@cache
def _outlines() -> tuple[tuple[str, tuple[Ring, ...]], ...]:
    features = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    return tuple((str(f["properties"]["nis"]), tuple(_rings(f["geometry"]))) for f in features)


def _rings(geometry: dict[str, object]) -> list[Ring]:
    coordinates: list[object] = geometry["coordinates"]  # type: ignore[assignment]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return [ring for polygon in polygons for ring in polygon]  # type: ignore[attr-defined]


def commune_at(lat: float, lon: float) -> str | None:
    """The NIS code; holes count as the even-odd rule says."""
    for code, rings in _outlines():
        if sum(_crossings(ring, lat, lon) for ring in rings) % 2:
            return code
    return None


def _crossings(ring: Ring, lat: float, lon: float) -> int:
    """How often a line to the east crosses the ring."""
    found = 0
    for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            found += 1
    return found
