"""Near repeats: are pairs of events that are close in space also close in time, more often than by chance?

The Knox table counts each pair once, by half-open bands [a, b) of distance and of time between. It is about addresses
and weeks, for advice to residents; never about persons.

Worked example: three events, two of them 1 apart on the same day, the third 5 away and ten days later:
>>> knox_table([0, 1, 6], [0, 0, 0], [0, 0, 10], distance_edges=[0, 2, 9], time_edges=[0, 7, 14]).tolist()
[[1, 0], [0, 2]]
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import KDTree

from wens.stats._given import numbers, whole

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Pairs = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int16]]
Metric = Literal["euclidean", "manhattan"]
PAIRS_AT_ONCE = 1_000_000


@dataclass(frozen=True)
class Knox:
    """Per band of distance (rows) and time (columns): pairs, expected pairs, their ratio, and one-sided p."""

    observed: Integers
    expected: Floats
    ratio: Floats
    p: Floats


def knox_table(
    x: ArrayLike,
    y: ArrayLike,
    t: ArrayLike,
    *,
    distance_edges: ArrayLike,
    time_edges: ArrayLike,
    metric: Metric = "euclidean",
) -> Integers:
    """Return the number of pairs per band of distance (rows) and of time between (columns), each pair once.

    x, y: (events,) in the unit of distance_edges, metres for RD coordinates; t: (events,) in that of time_edges, days.
    Edges rise; band k is [edge k, edge k + 1); the last may be infinite. "manhattan" is |dx| + |dy|, closer to walking
    distance in a grid of streets. Memory is bounded, time grows with the pairs within the last distance.
    Raises ValueError for lengths that differ, NaN, or edges that do not rise.

    Source: Knox, Applied Statistics 13 (1964) 25. Published: Burkitt's lymphoma, 188 cases: 13 pairs within 20 and
    5 days. Whether a number is more than chance: `knox_test`.
    """
    events, distances, times = _given(x, y, t, distance_edges, time_edges, metric)
    events = events[np.argsort(events[:, 0])]  # who are taken together then lie together
    table = np.zeros((len(distances) - 1, len(times) - 1), dtype=np.int64)
    for pairs in _close_pairs(events[:, :2], distances, metric):
        table += _table(events[:, 2], pairs, table.shape, times)
    return table


def knox_test(
    x: ArrayLike,
    y: ArrayLike,
    t: ArrayLike,
    *,
    distance_edges: ArrayLike,
    time_edges: ArrayLike,
    metric: Metric = "euclidean",
    permutations: int = 999,
    seed: int,
) -> Knox:
    """Return the Knox table with what chance gives: the times permuted over the places.

    expected: mean over the permutations, so busy places and busy weeks are no near repeat. ratio: observed / expected,
    NaN where nothing is expected. p: (1 + permutations with as many pairs or more) / (1 + permutations), one-sided,
    because near repetition is an excess; each cell by itself, so with many cells correct for their number. seed: the
    same seed gives the same answer, also for the events in another order. Otherwise as `knox_table`; pairs within the
    last distance are kept in memory, 18 bytes each.

    Source: Johnson et al., Journal of Quantitative Criminology 23 (2007) 201. Limits: a change of the whole pattern
    over time (a new district) looks like near repetition too: keep the period short, a year or two.
    """
    whole(permutations, "permutations", 1)
    events, distances, times = _given(x, y, t, distance_edges, time_edges, metric)
    events = events[np.lexsort(events.T[::-1])]
    shape = (len(distances) - 1, len(times) - 1)
    found = list(_close_pairs(events[:, :2], distances, metric))

    def counted(when: Floats) -> Integers:
        return sum((_table(when, pairs, shape, times) for pairs in found), np.zeros(shape, dtype=np.int64))

    observed = counted(events[:, 2])
    total, as_many = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    rng = np.random.default_rng(seed)
    for _ in range(permutations):
        drawn = counted(rng.permutation(events[:, 2]))
        total += drawn
        as_many += drawn >= observed
    expected = total / permutations
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(expected > 0, observed / expected, np.nan)
    return Knox(observed, expected, ratio, (1 + as_many) / (1 + permutations))


def _given(
    x: ArrayLike, y: ArrayLike, t: ArrayLike, distance_edges: ArrayLike, time_edges: ArrayLike, metric: Metric
) -> tuple[Floats, Floats, Floats]:
    """Return events (events, 3) as given, and the edges."""
    columns = [numbers(values, name) for values, name in ((x, "x"), (y, "y"), (t, "t"))]
    if any(column.ndim != 1 or column.size != columns[0].size for column in columns):
        raise ValueError(f"x, y and t have one value per event, not {', '.join(str(c.shape) for c in columns)}")
    if metric not in ("euclidean", "manhattan"):
        raise ValueError(f'metric is "euclidean" or "manhattan", not {metric!r}')
    events = np.column_stack(columns)
    if (wrong := ~np.isfinite(events).all(axis=1)).any():
        raise ValueError(f"event {int(np.argmax(wrong))} (row number from 0) has no number as place or time")
    edges = [numbers(distance_edges, "distance_edges"), numbers(time_edges, "time_edges")]
    for name, values in zip(("distance_edges", "time_edges"), edges, strict=True):
        if values.ndim != 1 or values.size < 2 or values[0] < 0 or not (np.diff(values) > 0).all():
            raise ValueError(f"{name} are at least two rising numbers from 0 on, not {values.tolist()}")
    return events, edges[0], edges[1]


def _close_pairs(points: Floats, edges: Floats, metric: Metric) -> Iterator[Pairs]:
    """Yield (first, second, band of distance) of pairs within the edges: all at once, or some events at a time."""
    tree, power = KDTree(points), 1 if metric == "manhattan" else 2
    reach = min(float(edges[-1]), 1.0 + float(np.ptp(points, axis=0).sum()) if len(points) else 1.0)
    if int(tree.count_neighbors(tree, reach, p=power)) - len(points) <= 2 * PAIRS_AT_ONCE:
        first, second = tree.query_pairs(reach, p=power, output_type="ndarray").T
        dx, dy = np.abs(points[first] - points[second]).T
        yield _banded(first, second, dx + dy if power == 1 else np.sqrt(dx * dx + dy * dy), edges)
        return
    near = np.cumsum(tree.query_ball_point(points, reach, p=power, return_length=True, workers=-1))
    begin = 0
    while begin < len(points):
        so_far = int(near[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(near, so_far + PAIRS_AT_ONCE, side="right")))
        found = KDTree(points[begin:end]).sparse_distance_matrix(tree, reach, p=power, output_type="ndarray")
        once = found["j"] > found["i"] + begin
        yield _banded(found["i"][once] + begin, found["j"][once], found["v"][once], edges)
        begin = end


def _banded(first: NDArray[np.intp], second: NDArray[np.intp], distance: Floats, edges: Floats) -> Pairs:
    """Return the pairs within the edges with their band."""
    kept = (distance >= edges[0]) & (distance < edges[-1])
    band = np.searchsorted(edges, distance[kept], side="right") - 1
    return first[kept], second[kept], band.astype(np.int16)


def _table(when: Floats, pairs: Pairs, shape: tuple[int, int], edges: Floats) -> Integers:
    first, second, band = pairs
    between = np.abs(when.take(first) - when.take(second))
    inside = np.flatnonzero((between >= edges[0]) & (between < edges[-1]))
    column = np.searchsorted(edges, between[inside], side="right") - 1
    cell = band[inside].astype(np.int64) * shape[1] + column
    return np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
