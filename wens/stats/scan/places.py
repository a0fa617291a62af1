"""Rows to places (coincident rows are one place), and the circles or ellipses round each place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import KDTree

from wens.stats._given import numbers

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
        given = numbers(() if coordinates is None else coordinates, "coordinates")
        if given.ndim != 2 or given.shape[1] != 2 or not len(given):
            raise ValueError(f"coordinates are (rows, 2), x and y of each row, not {given.shape}")
        if rows is not None and len(given) != rows:
            raise ValueError(f"{rows} places with cases, but coordinates of {len(given)}")
        if (row := _first(np.asarray(~np.isfinite(given).all(axis=1)))) is not None:
            raise ValueError(f"the coordinates of row {row} are no numbers: {given[row].tolist()}")
        if (
            metric == "great_circle"
            and (row := _first(np.asarray((np.abs(given) > [360, 90]).any(axis=1)))) is not None
        ):
            raise ValueError(f"great_circle takes (longitude, latitude) in degrees, row {row} is {given[row].tolist()}")
        points, of_row = np.unique(given + 0.0, axis=0, return_inverse=True)
        return cls(points, of_row.reshape(-1).astype(np.intp), metric)

    def __len__(self) -> int:
        """Return the number of distinct places."""
        return len(self.points)

    def rows_at(self, places: NDArray[np.integer]) -> tuple[Integers, Integers]:
        """Return the rows at these places, and for each row at which of them (number in the given order)."""
        order, begins = self._rows
        count = begins[places + 1] - begins[places]
        which = np.repeat(np.arange(len(places)), count)
        at = np.arange(len(which)) + np.repeat(begins[places] - np.cumsum(count) + count, count)
        return order[at], which

    def first_row(self, place: int) -> int:
        """Return the first row at a place."""
        order, begins = self._rows
        return int(order[begins[place]])

    @cached_property
    def _rows(self) -> tuple[Integers, Integers]:
        """Return the rows in order of their place, and where each place begins in that."""
        count = np.bincount(self.of_row, minlength=len(self))
        return np.argsort(self.of_row, kind="stable"), np.concatenate([[0], np.cumsum(count)])

    def total(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        """Return values (rows, …) added up per place (places, …)."""
        added = np.zeros((len(self), *values.shape[1:]), dtype=values.dtype)
        np.add.at(added, self.of_row, values)
        return added

    def circles(
        self, size: Floats, limit: float, max_radius: float | None, shapes: Sequence[float] = (1.0,)
    ) -> tuple["Circles", ...]:
        """Return the circles round each place that hold at most `limit` of size (places,) within max_radius.

        shapes: of ellipses, the longer axis over the shorter; a shape above 1 gives one set for each of its angles,
        3 times the shape of them (SaTScan's numbers). Their radius is half the longer axis.
        """
        if not len(shapes) or min(shapes) < 1 or not np.isfinite(list(shapes)).all():
            raise ValueError(f"shapes are at least one number, each 1 (a circle) or more, not {tuple(shapes)}")
        if max(shapes) > 1 and self.metric == "great_circle":
            raise ValueError("shapes above 1 (ellipses) need plane coordinates, such as RD, not great_circle")
        if max_radius is not None and not max_radius > 0:
            raise ValueError(f"max_radius is above 0, not {max_radius}")
        turned = [(shape, 180 * k / _angles(shape)) for shape in shapes for k in range(_angles(shape))]
        farthest = np.inf if max_radius is None else max_radius
        return tuple(
            _circles(self._position(shape, angle), self.metric, size, limit * (1 + 1e-12), farthest, shape, angle)
            for shape, angle in turned
        )

    def _position(self, shape: float, angle: float) -> Floats:
        """Return where the places are, such that an ellipse of this shape and angle is a sphere's inside."""
        if self.metric == "great_circle":
            return _on_sphere(self.points)
        if shape == 1:
            return self.points
        turn, (x, y) = np.radians(angle), self.points.T
        return np.column_stack([x * np.cos(turn) + y * np.sin(turn), shape * (y * np.cos(turn) - x * np.sin(turn))])


@dataclass(frozen=True)
class Circles:
    """Round each place, the first place first, the places in order of distance.

    start: (places + 1,) where each centre begins; order, closes, radius: (positions,) which place, whether a circle may
    end there, and how far it is. shape and angle: of ellipses, 1 and 0 for circles; degrees from the x axis.
    """

    start: NDArray[np.int64]
    order: NDArray[np.int32]
    closes: NDArray[np.bool_]
    radius: Floats
    shape: float = 1.0
    angle: float = 0.0


class _Block(NamedTuple):
    """Circles of some centres, one after the other; kept: how many positions each has."""

    centre: Integers
    kept: Integers
    order: NDArray[np.int32]
    closes: NDArray[np.bool_]
    radius: Floats


def _circles(
    position: Floats, metric: Metric, size: Floats, limit: float, max_radius: float, shape: float, angle: float
) -> Circles:
    tree, n = KDTree(position), len(position)
    enough = FIRST_NEIGHBOURS if np.isfinite(max_radius) else int(1.5 * limit * n / (size.sum() or 1.0))
    waiting, wanted = np.arange(n), min(n, max(enough, FIRST_NEIGHBOURS))
    blocks: list[_Block] = []
    while waiting.size:
        unfinished = []
        for centres in np.array_split(waiting, max(1, -(-waiting.size * wanted // DISTANCES_AT_ONCE))):
            found = tree.query(position[centres], k=np.arange(1, wanted + 1), workers=-1)
            near, radius = np.asarray(found[1]), np.asarray(found[0])
            radius = radius if metric == "euclidean" else _along_sphere(radius)
            inside = (np.cumsum(size[near], axis=1) <= limit) & (radius <= max_radius * (1 + SAME_DISTANCE))
            held = inside.sum(axis=1)
            done = (held < wanted) | (wanted == n)
            unfinished.append(centres[~done])
            blocks.append(_cut(centres[done], near[done], radius[done], held[done]))
        waiting, wanted = np.concatenate(unfinished), min(n, wanted * 4)
    return Circles(*_in_order(blocks), shape, angle)


def _cut(centre: Integers, near: NDArray[np.intp], radius: Floats, held: Integers) -> _Block:
    """Cut the neighbours to what a circle may hold; equally far places enter together or not at all."""
    at = np.arange(near.shape[1])
    closes = np.ones(near.shape, dtype=bool)
    closes[:, :-1] = radius[:, 1:] > radius[:, :-1] * (1 + SAME_DISTANCE)
    closes &= at < held[:, None]
    kept = ((at + 1) * closes).max(axis=1, initial=0)
    within = at < kept[:, None]
    return _Block(centre, kept, near[within].astype(np.int32), closes[within], radius[within])


def _in_order(
    blocks: list[_Block],
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.bool_], Floats]:
    """Join blocks of centres to arrays in which the centres follow each other."""
    centre, kept, order, closes, radius = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    start = np.concatenate([[0], np.cumsum(kept[np.argsort(centre)])])
    if (np.diff(centre) > 0).all():
        return start, order, closes, radius
    began = np.concatenate([[0], np.cumsum(kept)])[:-1]
    by_centre = np.argsort(centre)
    at = np.arange(len(order)) + np.repeat(began[by_centre] - start[:-1], kept[by_centre])
    return start, order[at], closes[at], radius[at]


def _angles(shape: float) -> int:
    return 1 if shape == 1 else int(3 * shape)


def _on_sphere(points: Floats) -> Floats:
    longitude, latitude = np.radians(points).T
    return np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )


def _along_sphere(chord: Floats) -> Floats:
    return 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(chord / 2, 1.0))


def _first(wrong: NDArray[np.bool_]) -> int | None:
    return int(np.argmax(wrong)) if wrong.any() else None
