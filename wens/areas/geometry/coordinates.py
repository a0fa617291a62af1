"""Reference systems: everything is stored in RD New (EPSG:28992), whatever the file used."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from wens.areas.findings import Finding, refuse

RD = "EPSG:28992"
WGS84 = "EPSG:4326"
RD_BOX = (0.0, 300_000.0, 280_000.0, 625_000.0)  # west, south, east, north of RD New in metres (FORMATS_NL)


@dataclass(frozen=True)
class InRd:
    """Shapes in RD New, the system that they came in, and what is worth telling about it."""

    shapes: NDArray[np.object_]
    came_in: str
    findings: list[Finding]


@cache
def _to_rd(crs: str) -> pyproj.Transformer:
    # One fixed operation (the first, most exact one) for all points: a choice per point would tear shared borders.
    group = pyproj.transformer.TransformerGroup(crs, RD, always_xy=True, allow_ballpark=False)
    if not group.transformers:
        raise pyproj.exceptions.ProjError(f"no transformation from {crs} to {RD}")
    return group.transformers[0]


def lies_in_rd(box: NDArray[np.float64] | tuple[float, ...]) -> bool:
    """Return whether a box (west, south, east, north) lies in the ranges of RD New; degrees never do."""
    west, south, east, north = box
    return bool(west >= RD_BOX[0] and south >= RD_BOX[1] and east <= RD_BOX[2] and north <= RD_BOX[3])


def points_to_rd(
    x: NDArray[np.float64], y: NDArray[np.float64], crs: str | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return coordinates in RD New. Pairs in the ranges of RD are RD, whatever ``crs`` says; others follow ``crs``.

    Without ``crs``: WGS84 as (longitude, latitude). Points that cannot be transformed become infinite. Raises
    AreasError for an unknown reference system.
    """
    x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
    rd = (x >= RD_BOX[0]) & (x <= RD_BOX[2]) & (y >= RD_BOX[1]) & (y <= RD_BOX[3])
    if rd.all() or known_crs(crs or WGS84) == RD:
        return x, y
    east, north = _to_rd(known_crs(crs or WGS84)).transform(x[~rd], y[~rd])
    x, y = x.copy(), y.copy()
    x[~rd], y[~rd] = east, north
    return x, y


def known_crs(crs: str) -> str:
    """Return ``crs`` in its short form (``EPSG:28992``); raise AreasError when PROJ does not know it."""
    try:
        found = pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError as error:
        raise refuse(
            "unknown_crs", f"The reference system {crs!r} is not known.", "Use for instance EPSG:28992 or EPSG:4326.",
            column="--crs", value=crs,
        ) from error  # fmt: skip
    authority = found.to_authority(min_confidence=70)
    # EPSG:7415 is RD New with heights; CRS84 is WGS84 with longitude first, which is how files are read anyway.
    name = ":".join(authority) if authority else found.to_wkt()
    return {"EPSG:7415": RD, "OGC:CRS84": WGS84}.get(name, name)


def shapes_to_rd(shapes: NDArray[np.object_], *, in_file: str | None, asked: str | None, kind: str, file: str) -> InRd:
    """Return shapes in RD New. ``asked`` (--crs) goes before ``in_file``; coordinates in RD ranges are RD anyhow.

    Without either: a Shapefile is RD (the custom of Dutch suppliers), the rest WGS84 (RFC 7946).
    """
    shapes = shapely.force_2d(shapes)
    box = shapely.total_bounds(shapes)
    fallback = RD if kind == "Shapefile" else WGS84
    said = known_crs(asked or in_file or fallback)
    if lies_in_rd(box):
        # GDAL reports WGS84 for each GeoJSON without a system, so that is not something the supplier said.
        told = asked is not None or not (kind == "GeoJSON" and said == WGS84)
        found = [_is_rd_after_all(said, file, told=told)] if said != RD else []
        return InRd(shapes, RD, found)
    if said == RD:
        return InRd(shapes, RD, [_not_in_rd(box, file)])
    moved = shapely.transform(shapes, _to_rd(said).transform, interleaved=False)
    if not np.isfinite(shapely.total_bounds(moved)).all():
        raise refuse(
            "outside_crs", f"Coordinates cannot be read as {said}.", "Give the right system with --crs.", file=file
        )
    return InRd(moved, said, [])


def _is_rd_after_all(said: str, file: str, *, told: bool) -> Finding:
    problem = f"The coordinates are RD New, although {'the file or --crs says' if told else 'the default is'} {said}."
    return Finding("crs_is_rd", problem, "They were read as EPSG:28992.", file=file, severity="notice")


def _not_in_rd(box: NDArray[np.float64], file: str) -> Finding:
    west, south, east, north = (round(float(side), 2) for side in box)
    if abs(west) <= 180 and abs(east) <= 180 and abs(south) <= 90 and abs(north) <= 90:
        raise refuse(
            "degrees", f"The coordinates ({west}, {south} to {east}, {north}) look like degrees, not RD New.",
            "Give --crs EPSG:4326.", file=file,
        )  # fmt: skip
    problem = f"The coordinates ({west}, {south} to {east}, {north}) lie outside the ranges of RD New."
    return Finding("outside_rd", problem, "Check the reference system (--crs).", file=file, severity="notice")


def surface_m2(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return the surface of shapes in RD New in m²; outside the Netherlands, where RD stretches, on the ellipsoid."""
    flat = shapely.area(shapes)
    result = np.where(shapely.is_missing(shapes), np.nan, flat)
    if lies_in_rd(tuple(np.nan_to_num(shapely.total_bounds(shapes)))):
        return result
    ellipsoid = pyproj.Geod(ellps="WGS84")
    for position in np.flatnonzero(~np.isnan(result)):
        degrees = shapely.orient_polygons(rd_to_wgs84(shapes[position]))
        result[position] = abs(ellipsoid.geometry_area_perimeter(degrees)[0])
    return result


def rd_to_wgs84(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a shape in RD New as degrees (longitude, latitude)."""
    back = _to_rd(WGS84)
    return shapely.transform(shape, lambda x, y: back.transform(x, y, direction="INVERSE"), interleaved=False)
