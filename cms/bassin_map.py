"""The five bassins as a drawn map that is a menu. Schematic: nobody has published their exact limits."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from cms.models.bassins import addresses
from directory.models import Bassin
from directory.text import LocalText

FILE = Path(__file__).resolve().parent.parent / "directory" / "data" / "territory" / "bassins_schematic.geojson"
WIDTH, MARGIN = 400, 4

Point = tuple[float, float]


@dataclass(frozen=True)
class Outline:
    """A bassin on the drawing: its path, and where its name stands."""

    code: str
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    height: int
    outlines: list[Outline]


@dataclass(frozen=True)
class Area:
    """A bassin as the menu names it; `short` is its name without « Bassin » or « Zorgzone », for the drawing."""

    outline: Outline
    name: LocalText
    short: str
    communes: list[LocalText]
    search: str
    page: str  # its search, while it has no page


class Projection:
    """Degrees to whole units of the drawing: at this size the Earth is flat."""

    def __init__(self, points: list[Point]) -> None:
        lons, lats = [lon for lon, _lat in points], [lat for _lon, lat in points]
        self.west, self.north = min(lons), max(lats)
        self.narrow = math.cos(math.radians(sum(lats) / len(lats)))
        self.scale = (WIDTH - 2 * MARGIN) / ((max(lons) - self.west) * self.narrow)
        self.height = round((self.north - min(lats)) * self.scale) + 2 * MARGIN

    def __call__(self, point: Point) -> tuple[int, int]:
        lon, lat = point
        return (
            round((lon - self.west) * self.narrow * self.scale) + MARGIN,
            round((self.north - lat) * self.scale) + MARGIN,
        )


@cache
def drawing() -> Drawing:
    features = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    project = Projection([point for feature in features for ring in _rings(feature) for point in ring])
    return Drawing(project.height, [_outline(feature, project) for feature in features])


def _rings(feature: dict[str, Any]) -> list[list[Point]]:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(lon, lat) for lon, lat in ring] for polygon in polygons for ring in polygon]


def _outline(feature: dict[str, Any], project: Projection) -> Outline:
    x, y = project(tuple(feature["properties"]["centre"]))
    path = "".join(_path(ring, project) for ring in _rings(feature))
    return Outline(feature["properties"]["code"], path, x, y)


def _path(ring: list[Point], project: Projection) -> str:
    """Points that fall on the same unit are drawn once."""
    spots = dict.fromkeys(project(point) for point in ring)
    return "M" + " ".join(f"{x},{y}" for x, y in spots) + "Z"


def areas() -> list[Area]:
    """The drawing with the names of today, in the reader's language; each leads to its page, or else to the search."""
    bassins = {bassin.code: bassin for bassin in Bassin.objects.prefetch_related("communes")}
    pages, search = addresses((get_language() or "fr")[:2]), reverse("search:page")
    return [
        _area(outline, bassins[outline.code], f"{search}?bassin={outline.code}", pages.get(outline.code, ""))
        for outline in drawing().outlines
        if outline.code in bassins
    ]


def _area(outline: Outline, bassin: Bassin, search: str, page: str) -> Area:
    name = bassin.name
    communes = sorted(commune.name for commune in bassin.communes.all())
    return Area(outline, name, name.partition(" ")[2] or name, communes, search, page or search)
