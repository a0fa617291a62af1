"""Placing points in the active buurten."""

import numpy as np
from numpy.typing import NDArray

from wens.areas.findings import refuse
from wens.areas.geometry.coordinates import points_to_rd
from wens.areas.geometry.placing import place
from wens.areas.models import Area, Generation, State
from wens.areas.queries.listing import codes_of, newest


def place_points(
    x: NDArray[np.float64], y: NDArray[np.float64], crs: str | None = None, year: int | None = None
) -> NDArray[np.object_]:
    """Return the code of the buurt (of ``year``, or the newest) of each point; None outside all of them.

    x, y: n coordinates in ``crs``, without it longitude and latitude; pairs in the ranges of RD are RD anyhow. A point
    on a border belongs to the smallest code. Buurten that came without shapes use the shapes of the newest that have
    them, as far as the code is unchanged. Raises AreasError without loaded buurten or for an unknown ``crs``.
    """
    year = year or newest("buurt") or 0
    drawn = _newest_drawn(year)
    if drawn is None:
        raise refuse("no_generation", "No buurten are loaded to place points in.", "Load them with: wens areas load.")
    rows = list(Area.objects.filter(generation=drawn).order_by("code").values_list("code", "geometry"))
    east, north = points_to_rd(x, y, crs)
    shapes = [None if shape is None else bytes(shape) for _, shape in rows]
    found = place(east, north, shapes, [code for code, _ in rows])
    if drawn.year == year:
        return found
    known = codes_of("buurt", year)
    return np.array([code if code in known else None for code in found], dtype=object)


def _newest_drawn(year: int) -> Generation | None:
    """Return the buurten of ``year``, or when those came without shapes the newest that have them."""
    drawn = Generation.objects.filter(level="buurt", state=State.ACTIVE, areas__geometry__isnull=False).distinct()
    return drawn.filter(year=year).first() or drawn.order_by("-year").first()
