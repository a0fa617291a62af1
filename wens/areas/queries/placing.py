"""Placing points in the active buurten."""

import numpy as np
from numpy.typing import NDArray

from wens.areas.findings import refuse
from wens.areas.geometry.coordinates import points_to_rd
from wens.areas.geometry.placing import place
from wens.areas.models import Area
from wens.areas.queries.listing import newest
from wens.areas.stored import active_generation


def place_points(
    x: NDArray[np.float64], y: NDArray[np.float64], crs: str | None = None, year: int | None = None
) -> NDArray[np.object_]:
    """Return the code of the buurt (of ``year``, or the newest) of each point; None outside all of them.

    x, y: n coordinates in ``crs``, without it longitude and latitude; pairs in the ranges of RD are RD anyhow. A point
    on a border belongs to the smallest code. Raises AreasError without loaded buurten or for an unknown ``crs``.
    """
    year = year or newest("buurt")
    generation = active_generation("buurt", year) if year else None
    if generation is None:
        raise refuse("no_generation", "No buurten are loaded to place points in.", "Load them with: wens areas load.")
    rows = list(Area.objects.filter(generation=generation).order_by("code").values_list("code", "geometry"))
    east, north = points_to_rd(x, y, crs)
    shapes = [None if shape is None else bytes(shape) for _, shape in rows]
    return place(east, north, shapes, [code for code, _ in rows])
