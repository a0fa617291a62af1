"""Rows to places (coincident rows are one place), and the circles round each place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import KDTree

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]
Metric = Literal["euclidean", "great_circle"]

EARTH_RADIUS_M = 6_371_000.0
# Distances that differ by less are the same: rounding must not decide who enters a circle first.
SAME_DISTANCE = 1e-9
FIRST_NEIGHBOURS = 64
DISTANCES_AT_ONCE = 2_000_000


@dataclass(frozen=True)
class Places:
    """Distinct points in order of their coordinates, so that the order of the rows changes no random draw."""

    points: Floats
    of_row: Integers
    metric: Metric

    @classmethod
    def of(cls, coordinates: ArrayLike | None, metric: Metric, rows: int | None = None) -> "Places":
        """Return the places of coordinates (rows, 2); ValueError for NaN, another shape or impossible degrees."""
        if metric not in ("euclidean", "great_circle"):
            raise ValueError(f'metric is "euclidean" or "great_circle", not {metric!r}')
        given = np.asarray(coordinates, dtype=float)
        if given.ndim != 2 or given.shape[1] != 2 or not len(given):
            raise ValueError(f"coordinates are (rows, 2), x and y of each row, not {given.shape}")
        if rows is not None and len(given) != rows:
            raise ValueError(f"{rows} places with cases, but coordinates of {len(given)}")
        if (row := _first(~np.isfinite(given).all(axis=1))) is not None:
            raise ValueError(f"the coordinates of row {row} are no numbers: {given[row].tolist()}")
        if metric == "great_circle" and (row := _first((np.abs(given) > [360, 90]).any(axis=1))) is not None:
            raise ValueError(f"great_circle takes (longitude, latitude) in degrees, row {row} is {given[row].tolist()}")
        points, of_row = np.unique(given + 0.0, axis=0, return_inverse=True)
        return cls(points, of_row.reshape(-1).astype(np.intp), metric)

    def __len__(self) -> int:
        """Return the number of distinct places."""
        return len(self.points)

    def total(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        """Return values (rows, …) added up per place (places, …)."""
        added = np.zeros((len(self), *values.shape[1:]), dtype=values.dtype)
        np.add.at(added, self.of_row, values)
        return added

    def circles(self, size: Floats, limit: float, max_radius: float | None) -> "Circles":
        """Return the circles round each place that hold at most `limit` of size (places,) within max_radius."""
        found = list(_circles(self, size, limit * (1 + 1e-12), np.inf if max_radius is None else max_radius))
        found.sort(key=lambda circle: circle[0])
        return Circles(
            order=[order for _, order, _, _ in found],
            ends=[ends for _, _, ends, _ in found],
            radius=[radius for _, _, _, radius in found],
        )


@dataclass(frozen=True)
class Circles:
    """Per centre: places in order of distance; where a circle can end (how many places it holds); their distances."""

    order: list[NDArray[np.int32]]
    ends: list[NDArray[np.int32]]
    radius: list[Floats]


def _circles(
    places: Places, size: Floats, limit: float, max_radius: float
) -> Iterator[tuple[int, NDArray[np.int32], NDArray[np.int32], Floats]]:
    position = places.points if places.metric == "euclidean" else _on_sphere(places.points)
    tree, n = KDTree(position), len(places)
    waiting, wanted = np.arange(n), min(n, FIRST_NEIGHBOURS)
    while waiting.size:
        unfinished = []
        for block in np.array_split(waiting, max(1, -(-waiting.size * wanted // DISTANCES_AT_ONCE))):
            found = tree.query(position[block], k=np.arange(1, wanted + 1))
            distance, near = np.asarray(found[0]), np.asarray(found[1])
            radius = distance if places.metric == "euclidean" else _along_sphere(distance)
            inside = (np.cumsum(size[near], axis=1) <= limit) & (radius <= max_radius * (1 + SAME_DISTANCE))
            held = inside.sum(axis=1)
            for row, centre in enumerate(block):
                if held[row] == wanted < n:
                    unfinished.append(centre)
                    continue
                yield _circle(int(centre), near[row], radius[row], int(held[row]))
        waiting, wanted = np.asarray(unfinished, dtype=np.intp), min(n, wanted * 4)


def _circle(
    centre: int, near: NDArray[np.intp], radius: Floats, held: int
) -> tuple[int, NDArray[np.int32], NDArray[np.int32], Floats]:
    """Cut one centre's neighbours to what a circle may hold; equally far places enter together or not at all."""
    following = np.append(radius[1 : held + 1], np.inf)[:held]
    ends = np.flatnonzero(following > radius[:held] * (1 + SAME_DISTANCE)) + 1
    kept = int(ends[-1]) if ends.size else 0
    return centre, near[:kept].astype(np.int32), ends.astype(np.int32), radius[:kept].copy()


def _on_sphere(points: Floats) -> Floats:
    longitude, latitude = np.radians(points).T
    return np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )


def _along_sphere(chord: Floats) -> Floats:
    return 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(chord / 2, 1.0))


def _first(wrong: NDArray[np.bool_]) -> int | None:
    return int(np.argmax(wrong)) if wrong.any() else None
