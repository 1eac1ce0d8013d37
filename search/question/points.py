"""Points and distances as every engine computes them: to the last bit the same."""

from __future__ import annotations

from math import asin, cos, floor, radians, sin, sqrt

EARTH = 6_371_008.7714  # metres; Lucene's
BANDS = (250, 500, 1_000, 2_000, 3_000, 5_000, 10_000)  # metres


def indexed(point: tuple[float, float]) -> tuple[float, float]:
    """The point as Lucene keeps it, in 32 bits, up to 7 mm away; what is asked from goes through it too."""
    lat, lon = 180 / 2**32, 360 / 2**32
    return floor(point[0] / lat) * lat, floor(point[1] / lon) * lon


def on_sphere(point: tuple[float, float]) -> tuple[float, float, float]:
    """So that a distance is subtraction and multiplication only, the same on every database."""
    lat, lon = map(radians, point)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def chord(metres: float) -> float:
    """The squared straight line under an arc of this length, on the unit sphere."""
    return float((2 * sin(metres / EARTH / 2)) ** 2)


def metres(squared_chord: float) -> float:
    return 2 * EARTH * asin(min(1.0, sqrt(squared_chord) / 2))
