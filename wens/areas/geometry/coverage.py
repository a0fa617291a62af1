"""Areas that together cover a gemeente: outlines that keep shared borders shared, dissolving, overlaps and gaps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

OUTLINE_TOLERANCE_M = 20.0  # a building block; a map of Enschede (15 km) stays sharp at a thousand pixels
SLIVER_M2 = 1.0
SERIOUS_OVERLAP = 0.01


def outlines(shapes: NDArray[np.object_], tolerance: float = OUTLINE_TOLERANCE_M) -> NDArray[np.object_]:
    """Return simplified shapes for maps; a border between two areas is simplified once, so it stays shared.

    Visvalingam–Whyatt on the edges of the coverage (GEOS CoverageSimplify); triangles below ``tolerance``² fall away.
    Missing shapes stay missing; an area that would collapse keeps its own shape.
    """
    result = np.array(shapes, dtype=object)
    present = np.flatnonzero(~shapely.is_missing(result))
    if len(present) == 0:
        return result
    simple = shapely.coverage_simplify(result[present], tolerance)
    collapsed = shapely.is_empty(simple) | ~shapely.is_valid(simple)
    result[present[~collapsed]] = simple[~collapsed]
    return result


def dissolve(shapes: NDArray[np.object_], groups: Sequence[str]) -> dict[str, shapely.Geometry | None]:
    """Return one shape per group, in order of the group's code; None when none of its members has a shape."""
    names = np.asarray(groups, dtype=object)
    result: dict[str, shapely.Geometry | None] = {}
    for group in sorted(set(groups)):
        members = shapes[names == group]
        members = members[~shapely.is_missing(members)]
        result[group] = shapely.union_all(members) if len(members) else None
    return result


@dataclass(frozen=True)
class Overlap:
    """Two areas (positions) that share surface; ``share`` of the smaller one."""

    first: int
    second: int
    surface_m2: float
    share: float


def overlaps(shapes: NDArray[np.object_]) -> list[Overlap]:
    """Return the pairs of areas that share more than a square metre, largest share first."""
    present = np.flatnonzero(~shapely.is_missing(shapes))
    if len(present) == 0:
        return []
    tree = shapely.STRtree(shapes[present])
    first, second = tree.query(shapes[present], predicate="overlaps")
    inner, outer = tree.query(shapes[present], predicate="within")
    pairs = {(min(a, b), max(a, b)) for a, b in zip([*first, *inner], [*second, *outer], strict=True) if a != b}
    found = []
    for a, b in sorted(pairs):
        one, other = shapes[present[a]], shapes[present[b]]
        shared = shapely.intersection(one, other).area
        if shared > SLIVER_M2:
            found.append(Overlap(int(present[a]), int(present[b]), shared, shared / min(one.area, other.area)))
    return sorted(found, key=lambda overlap: -overlap.share)


def gaps(shapes: NDArray[np.object_]) -> list[float]:
    """Return the surfaces (m²) of the holes between areas, largest first. An enclave of a neighbour is one too."""
    present = shapes[~shapely.is_missing(shapes)]
    if len(present) == 0:
        return []
    whole = shapely.get_parts(shapely.union_all(present))
    holes = np.array([hole for part in whole for hole in shapely.get_rings(part)[1:]], dtype=object)
    return sorted((area for area in shapely.area(shapely.polygons(holes)) if area > SLIVER_M2), reverse=True)
