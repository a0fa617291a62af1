"""Placing points in areas: each point in exactly one area, or in none.

Points are sorted into a grid once; the box of an area then covers a few runs of sorted points (one per grid row), and
only those are tested against the prepared polygon. No object per point is made, which is where the alternatives
(an R-tree over points or polygons, DuckDB's spatial join) lose their time; ``benchmarks`` holds the ratios.

Worked example: areas A = unit square, B = the square to its right. (0.5, 0.5) -> A; (1.5, 0.5) -> B; (1, 0.5) lies on
the border of both -> A, the smallest code; (9, 9) -> none.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

POINTS_PER_CELL = 8
NONE = -1


@dataclass(frozen=True)
class _Grid:
    """Points sorted by grid cell, row by row; ``starts[c]:starts[c + 1]`` are the points of cell ``c``."""

    x: Floats
    y: Floats
    original: Integers
    starts: Integers
    west: float
    south: float
    cell: tuple[float, float]
    columns: int
    rows: int


def place(x: Floats, y: Floats, wkb: Sequence[bytes | None], codes: Sequence[str]) -> NDArray[np.object_]:
    """Return the code of the area that holds each point, None outside all areas or where a coordinate is not finite.

    x, y: arrays of n coordinates in the reference system of the areas. wkb: m polygons as well-known binary (None: an
    area without a shape). codes: their m codes. A point on a border belongs to the area with the smallest code,
    whatever the order of the areas. Raises ValueError when the lengths differ.
    """
    if len(x) != len(y) or len(wkb) != len(codes):
        raise ValueError("x and y, and wkb and codes, must be of equal length.")
    names = np.asarray(codes, dtype=object)
    order = np.argsort(names.astype(str), kind="stable")
    polygons = shapely.from_wkb(np.asarray(wkb, dtype=object)[order]) if len(names) else np.empty(0, dtype=object)
    found = place_index(np.asarray(x, np.float64), np.asarray(y, np.float64), polygons)
    result = np.full(len(x), None, dtype=object)
    inside = found != NONE
    result[inside] = names[order][found[inside]]
    return result


def place_index(x: Floats, y: Floats, polygons: NDArray[np.object_]) -> Integers:
    """Return for each point the smallest index of a polygon that holds it (border included), -1 for none."""
    result = np.full(len(x), NONE, dtype=np.int64)
    usable = np.flatnonzero(~(shapely.is_missing(polygons) | shapely.is_empty(polygons)))
    finite = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if len(usable) == 0 or len(finite) == 0:
        return result
    west, south, east, north = x[finite].min(), y[finite].min(), x[finite].max(), y[finite].max()
    boxes = shapely.bounds(polygons[usable])
    meets = (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    usable, boxes = usable[meets], boxes[meets]
    grid = _sort_into_grid(x[finite], y[finite], finite, (west, south, east, north))
    workers = min(4, os.cpu_count() or 1)
    # A prepared polygon builds its index on first use and may not be shared: each worker gets polygons of its own.
    shares = np.array_split(np.arange(len(usable)), workers * 4)
    with ThreadPoolExecutor(workers) as pool:
        pairs = list(pool.map(lambda share: _hits(grid, polygons[usable[share]], boxes[share], usable[share]), shares))
    for points, areas in reversed(pairs):  # the smallest index is written last
        result[points[::-1]] = areas[::-1]
    return result


def _sort_into_grid(x: Floats, y: Floats, original: Integers, box: tuple[float, float, float, float]) -> _Grid:
    west, south, east, north = box
    side = max(1, round((len(x) / POINTS_PER_CELL) ** 0.5))
    width = (east - west) / side or 1.0
    height = (north - south) / side or 1.0
    column = np.minimum(((x - west) / width).astype(np.int64), side - 1)
    row = np.minimum(((y - south) / height).astype(np.int64), side - 1)
    cell = row * side + column
    order = np.argsort(cell, kind="stable")
    starts = np.zeros(side * side + 1, dtype=np.int64)
    np.cumsum(np.bincount(cell, minlength=side * side), out=starts[1:])
    return _Grid(x[order], y[order], original[order], starts, west, south, (width, height), side, side)


def _hits(grid: _Grid, polygons: NDArray[np.object_], boxes: Floats, index: Integers) -> tuple[Integers, Integers]:
    """Return (point, polygon) pairs in order of polygon, for polygons that no other thread touches."""
    if len(polygons) == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    position, area = _candidates(grid, boxes)
    x, y = grid.x[position], grid.y[position]
    box = boxes[area]
    near = (x >= box[:, 0]) & (x <= box[:, 2]) & (y >= box[:, 1]) & (y <= box[:, 3])
    position, area, x, y = position[near], area[near], x[near], y[near]
    shapely.prepare(polygons)
    inside = shapely.intersects_xy(polygons[area], x, y)
    shapely.destroy_prepared(polygons)
    return grid.original[position[inside]], index[area[inside]]


def _candidates(grid: _Grid, boxes: Floats) -> tuple[Integers, Integers]:
    """Return (sorted position, polygon) for the points in the grid cells that each polygon's box touches."""
    width, height = grid.cell
    first_column, last_column = (
        np.clip(((boxes[:, side] - grid.west) / width).astype(np.int64), 0, grid.columns - 1) for side in (0, 2)
    )
    first_row, last_row = (
        np.clip(((boxes[:, side] - grid.south) / height).astype(np.int64), 0, grid.rows - 1) for side in (1, 3)
    )
    rows = last_row - first_row + 1
    area = np.repeat(np.arange(len(boxes)), rows)
    row = np.repeat(first_row, rows) + _ramp(rows)
    begin = grid.starts[row * grid.columns + first_column[area]]
    end = grid.starts[row * grid.columns + last_column[area] + 1]
    length = end - begin
    return np.repeat(begin, length) + _ramp(length), np.repeat(area, length)


def _ramp(lengths: Integers) -> Integers:
    """Return 0, 1, …, length - 1 for each length, one after the other."""
    ends = np.cumsum(lengths)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
