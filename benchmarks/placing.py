"""Placing points in areas: ours against geopandas' and DuckDB's spatial join."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from benchmarks.measuring import Measured, compared
from wens.areas.geometry.placing import place
from worldmaker.city import outlines

Floats = NDArray[np.float64]


def run(*, small: bool = False) -> list[Measured]:
    """Place a million points in 14,000 polygons of about a hundred corners (small: 20,000 in 400)."""
    count, areas = (20_000, 400) if small else (1_000_000, 14_000)
    polygons = _polygons(areas)
    x, y = _points(count, polygons)
    wkb, codes = list(shapely.to_wkb(polygons)), [f"BU{i:08d}" for i in range(areas)]
    placed = sum(code is not None for code in place(x, y, wkb, codes))
    details = {"points": f"{count:,}", "polygons": f"{areas:,}", "placed": f"{placed:,}"}
    peers = (
        ("geopandas.sjoin", _geopandas(x, y, polygons), 2.0, True, 5),
        ("DuckDB spatial join", _duckdb(x, y, wkb, codes), 1.5, False, 3),
    )
    measured = []
    for name, join, budget, faster, repeats in peers:
        if abs(join() - placed) > count / 1000:  # points on a border are counted twice by a join
            raise RuntimeError(f"{name} places another number of points than ours ({placed})")
        turns = 1 if small else repeats
        ours = partial(place, x, y, wkb, codes)
        measured.append(compared("placing", name, ours, join, budget, details, repeats=turns, faster=faster))
    return measured


def _polygons(count: int) -> NDArray[np.object_]:
    """Return a coverage with winding borders: every border is bent by the same smooth movement of the plane."""
    plain = shapely.segmentize(np.array([shapely.Polygon(ring) for ring in outlines(1, count)]), 30.0)

    def bend(xy: Floats) -> Floats:
        wave = np.stack(
            [np.sin(xy[:, 1] / 70) + np.sin(xy[:, 0] / 37), np.cos(xy[:, 0] / 61) + np.sin(xy[:, 1] / 43)], axis=1
        )
        bent: Floats = xy + 6 * wave
        return bent

    return np.asarray(shapely.transform(plain, bend))


def _points(count: int, polygons: NDArray[np.object_]) -> tuple[Floats, Floats]:
    """Return points of which half lie round the middle, as incidents do, and a few outside all areas."""
    west, south, east, north = shapely.total_bounds(polygons)
    rng = np.random.default_rng(2)
    centre, half, dense = np.array([(west + east) / 2, (south + north) / 2]), (east - west) / 2, count // 2
    spread = rng.uniform(-1, 1, (count - dense, 2)) * half
    xy = centre + np.concatenate([rng.normal(0, 0.2, (dense, 2)) * half, spread])
    xy = xy[rng.permutation(count)]
    return np.ascontiguousarray(xy[:, 0]), np.ascontiguousarray(xy[:, 1])


def _geopandas(x: Floats, y: Floats, polygons: NDArray[np.object_]) -> Callable[[], int]:
    import geopandas

    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y), crs="EPSG:28992")
    areas = geopandas.GeoDataFrame(geometry=polygons, crs="EPSG:28992")
    return lambda: len(geopandas.sjoin(points, areas, predicate="within"))


def _duckdb(x: Floats, y: Floats, wkb: list[bytes], codes: list[str]) -> Callable[[], int]:
    """The bare join: both tables are in the engine as geometries before the clock starts."""
    connection = duckdb.connect()
    load_spatial(connection)
    given = {"points_given": pa.table({"x": x, "y": y}), "areas_given": pa.table({"code": codes, "wkb": wkb})}
    for name, table in given.items():
        connection.register(name, table)
    connection.execute(
        "create table points as select row_number() over () as id, st_point(x, y) as place from points_given"
    )
    connection.execute("create table areas as select code, st_geomfromwkb(wkb) as outline from areas_given")
    query = "select points.id, areas.code from points join areas on st_contains(areas.outline, points.place)"
    return lambda: int(connection.execute(query).to_arrow_table().num_rows)


def load_spatial(connection: duckdb.DuckDBPyConnection) -> None:
    """Load the spatial extension from its wheel, without the network."""
    import duckdb_extension_spatial

    folder = Path(duckdb_extension_spatial.__file__).parent
    connection.load_extension(str(next(folder.rglob("*.duckdb_extension"))))
