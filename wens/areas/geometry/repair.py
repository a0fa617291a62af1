"""Making shapes valid without moving a border, and saying what was done."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


@dataclass(frozen=True)
class Repaired:
    """Polygons only. ``reasons`` says what was wrong, per position; ``lost`` are the positions left without a shape."""

    shapes: NDArray[np.object_]
    reasons: dict[int, str]
    lost: list[int]


def repair(shapes: NDArray[np.object_]) -> Repaired:
    """Return valid polygons; valid shapes come back unchanged, missing ones stay missing (and count as lost).

    A ring that crosses itself is cut where it crosses; parts that have no surface (lines, points) fall away. No vertex
    moves: every border of the result lies on a border of the file (Van Oosterom's 'structure' repair, GEOS MakeValid).
    """
    result = np.array(shapes, dtype=object)
    reasons: dict[int, str] = {}
    wrong = np.flatnonzero(~(shapely.is_valid(result) & np.isin(shapely.get_type_id(result), POLYGONS)))
    for position in wrong:
        shape = result[position]
        if shape is None:
            continue
        reasons[int(position)] = shapely.is_valid_reason(shape) if not shape.is_valid else f"{shape.geom_type}"
        result[position] = _polygons_of(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    lost = np.flatnonzero(shapely.is_missing(result) | shapely.is_empty(result))
    result[lost] = None
    return Repaired(result, reasons, [int(position) for position in lost])


def _polygons_of(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    parts = np.concatenate([shapely.get_parts(part) for part in parts]) if len(parts) else parts
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON] if len(parts) else parts
    # Two parts along a border that was drawn twice are one area; MakeValid leaves them apart, which is not valid.
    return shapely.union_all(polygons)
