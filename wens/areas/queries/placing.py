"""Placing points in the active buurten."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wens.areas.findings import AreasError, refuse
from wens.areas.geometry.coordinates import points_to_rd, rd_to_wgs84
from wens.areas.geometry.placing import place
from wens.areas.models import Area, Generation, State
from wens.areas.queries.listing import codes_of, newest


@dataclass(frozen=True)
class Spot:
    """A point inside the gemeente: metres in RD New (EPSG:28992), rounded, and the buurt that it lies in."""

    x: float
    y: float
    buurt: str


def spot_at(longitude: float, latitude: float, *, grain_m: float) -> Spot | None:
    """Return the point at these degrees (WGS84), rounded to ``grain_m`` metres; None outside the active buurten."""
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        return None
    lon, lat = np.array([longitude], np.float64), np.array([latitude], np.float64)
    try:
        buurt = place_points(lon, lat)[0]
    except AreasError:  # no buurten with shapes are loaded
        return None
    if buurt is None:
        return None
    x, y = points_to_rd(lon, lat, None)
    return Spot(round(float(x[0]) / grain_m) * grain_m, round(float(y[0]) / grain_m) * grain_m, str(buurt))


def degrees_of(x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude (WGS84) of a point in RD New."""
    point = rd_to_wgs84(shapely.points(x, y))
    return float(shapely.get_x(point)), float(shapely.get_y(point))


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
