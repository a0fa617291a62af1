"""Outlines for maps, and which areas touch each other."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wens.areas.geojson import ShapedArea
from wens.areas.models import Area
from wens.areas.queries.listing import newest
from wens.areas.stored import active_generation, shapes_of

Ring = list[tuple[float, float]]
TOUCH_M = 0.5


@dataclass(frozen=True)
class Outline:
    """One area on a map: rings in RD metres (holes too: fill them even-odd) and a place for its name."""

    code: str
    name: str
    slug: str
    rings: list[Ring]
    label: tuple[float, float]


def outlines(level: str, year: int | None = None) -> list[Outline]:
    """Return the simplified outlines of a level (of ``year`` or the newest); areas without a shape are left out."""
    year = year or newest(level)
    generation = active_generation(level, year) if year else None
    if generation is None:
        return []
    drawn = Area.objects.filter(generation=generation, outline__isnull=False)
    rows = list(drawn.defer("geometry").order_by("code"))
    shapes = shapes_of([area.outline for area in rows])
    labels = shapely.get_coordinates(shapely.point_on_surface(shapes)).round(1).tolist()
    return [
        Outline(area.code, area.name, area.slug, _rings(shape), (label[0], label[1]))
        for area, shape, label in zip(rows, shapes, labels, strict=True)
    ]


def shapes(level: str, year: int | None = None) -> list[ShapedArea]:
    """Return the areas of a level (of ``year`` or the newest) with their full shapes in RD New."""
    year = year or newest(level)
    generation = active_generation(level, year) if year else None
    found_areas = Area.objects.filter(generation=generation).defer("outline").order_by("code")
    rows = list(found_areas) if generation else []
    found = shapes_of([area.geometry for area in rows])
    return [
        ShapedArea(area.code, area.name, area.level, year or 0, area.parent_code, area.inhabitants, shape)
        for area, shape in zip(rows, found, strict=True)
    ]


def neighbours(level: str, year: int | None = None) -> dict[str, list[str]]:
    """Return per area the codes of the areas that it shares a border with (half a metre or less between them)."""
    year = year or newest(level)
    generation = active_generation(level, year) if year else None
    if generation is None:
        return {}
    rows = list(
        Area.objects.filter(generation=generation, geometry__isnull=False)
        .order_by("code")
        .values_list("code", "geometry")
    )
    codes = [code for code, _ in rows]
    found: dict[str, list[str]] = {code: [] for code in codes}
    for one, other in _touching(shapes_of([shape for _, shape in rows])):
        found[codes[one]].append(codes[other])
    return found


def _touching(shapes: NDArray[np.object_]) -> list[tuple[int, int]]:
    if len(shapes) == 0:
        return []
    pairs = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=TOUCH_M)
    return sorted((int(one), int(other)) for one, other in pairs.T if one != other)


def _rings(shape: shapely.Geometry) -> list[Ring]:
    rings = shapely.get_rings(shapely.get_parts(shape))
    return [[(float(x), float(y)) for x, y in shapely.get_coordinates(ring).round(1)] for ring in rings]
