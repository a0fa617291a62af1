"""Conditional permutation of local sums: how often chance makes the neighbours' sum as high or as low as it is.

The area keeps its value and its neighbours get values of other areas, drawn without replacement. All areas look at the
same draws (as esda's do), which costs one draw of k + 1 areas for each permutation instead of one for each area:

- an area with k neighbours takes the first k of the draw; only when it stands there itself (k times in n) the next
  one takes its place. That is exactly a draw from the others.
- with one weight for all neighbours of an area the sum is the same for every area with k neighbours: it is sorted once
  and each area looks up its own place. Other weights cost one matrix product.

Draws point at places in the sorted values, and of equal values the first is the one left out, so that the order of the
rows does not matter. Equal within `TOLERANCE` counts as equal: sums in another order differ in the last digit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
TOLERANCE = 1e-9
DRAWS_AT_ONCE = 4_096
CELLS_AT_ONCE = 1 << 18  # of a block of sums: 2 MB, which stays in the cache


@dataclass(frozen=True)
class Rows:
    """Areas with equally many neighbours. weights (areas, k), largest first; reached and slack (areas,).

    own: the place in the sorted values of the one that is left out of the draw.
    """

    areas: Integers
    own: Integers
    weights: Floats
    reached: Floats
    slack: Floats

    @property
    def k(self) -> int:
        return int(self.weights.shape[1])

    @cached_property
    def by_own(self) -> tuple[Integers, Integers]:
        """Rows in order of their own place, and those places."""
        order = np.argsort(self.own, kind="stable")
        return order, self.own[order]

    def of(self, chosen: NDArray[np.bool_]) -> "Rows":
        """Return only the chosen areas; `chosen` is by area."""
        kept = chosen[self.areas]
        return Rows(self.areas[kept], self.own[kept], self.weights[kept], self.reached[kept], self.slack[kept])


def rows_of(values: Floats, weights: sparse.csr_array) -> tuple[Floats, list[Rows]]:
    """Return the sorted values and the areas by number of neighbours; areas without any are in none of them."""
    ordered = np.sort(values)
    own = np.searchsorted(ordered, values, side="left")
    sums = np.asarray(weights @ values)
    sizes = np.diff(weights.indptr)
    groups = []
    for k in np.unique(sizes[sizes > 0]):
        areas = np.flatnonzero(sizes == k)
        given = -np.sort(-weights.data[weights.indptr[areas][:, None] + np.arange(k)], axis=1)
        # Dividing by a weight that all neighbours share changes no rank, and lets areas share their sums.
        even = given[:, 0] == given[:, -1]
        scale = np.where(even, given[:, 0], 1.0)
        for same in (True, False):
            part = even == same
            if part.any():
                w = given[part] / scale[part, None]
                slack = TOLERANCE * np.abs(w).sum(axis=1) * np.abs(ordered).max()
                groups.append(Rows(areas[part], own[areas[part]], w, sums[areas[part]] / scale[part], slack))
    return ordered, groups


def tails(
    ordered: Floats, groups: list[Rows], areas: int, permutations: int, rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Return how many of the permutations give each area a sum as high, and as low, as it has."""
    high, low = np.zeros(areas, np.int64), np.zeros(areas, np.int64)
    width = max((rows.k for rows in groups), default=0) + 1
    for draws in _draws(ordered.size, width, permutations, rng):
        drawn = ordered[draws]
        sums = np.cumsum(drawn, axis=1)
        for rows in groups:
            up, down = _even(sums[:, rows.k - 1], rows) if _is_even(rows) else _uneven(drawn, rows)
            _leave_out_own(draws, drawn, rows, up, down)
            high[rows.areas] += up
            low[rows.areas] += down
    return high, low


def _is_even(rows: Rows) -> bool:
    return bool((rows.weights == 1.0).all())


def _even(sums: Floats, rows: Rows) -> tuple[Integers, Integers]:
    ranked = np.sort(sums)
    up = sums.size - np.searchsorted(ranked, rows.reached - rows.slack, side="left")
    return up.astype(np.int64), np.searchsorted(ranked, rows.reached + rows.slack, side="right").astype(np.int64)


def _uneven(drawn: Floats, rows: Rows) -> tuple[Integers, Integers]:
    first = np.ascontiguousarray(drawn[:, : rows.k])
    up, down = np.empty(rows.areas.size, np.int64), np.empty(rows.areas.size, np.int64)
    step = max(1, CELLS_AT_ONCE // first.shape[0])
    for start in range(0, rows.areas.size, step):
        block = slice(start, start + step)
        sums = rows.weights[block] @ first.T
        up[block] = np.count_nonzero(sums >= (rows.reached - rows.slack)[block, None], axis=1)
        down[block] = np.count_nonzero(sums <= (rows.reached + rows.slack)[block, None], axis=1)
    return up, down


def _leave_out_own(draws: Integers, drawn: Floats, rows: Rows, up: Integers, down: Integers) -> None:
    """Correct the counts for the draws in which an area stands among its own neighbours."""
    order, own = rows.by_own
    first, last = (np.searchsorted(own, draws[:, : rows.k], side=side) for side in ("left", "right"))
    at_draw, at_place = np.nonzero(last > first)
    times = (last - first)[at_draw, at_place]
    starts = np.repeat(first[at_draw, at_place] - np.cumsum(times) + times, times)
    row = order[starts + np.arange(times.sum())]
    draw, place = np.repeat(at_draw, times), np.repeat(at_place, times)
    with_own = np.einsum("ij,ij->i", rows.weights[row], drawn[draw, : rows.k])
    without = with_own + rows.weights[row, place] * (drawn[draw, rows.k] - drawn[draw, place])
    least, most = (rows.reached - rows.slack)[row], (rows.reached + rows.slack)[row]
    np.add.at(up, row, (without >= least).astype(np.int64) - (with_own >= least))
    np.add.at(down, row, (without <= most).astype(np.int64) - (with_own <= most))


def _draws(size: int, width: int, permutations: int, rng: np.random.Generator) -> Iterator[Integers]:
    """Yield (draws, width) arrays of different places below `size`, in all `permutations` rows."""
    for start in range(0, permutations, DRAWS_AT_ONCE):
        count = min(DRAWS_AT_ONCE, permutations - start)
        if 2 * width > size:
            yield rng.permuted(np.tile(np.arange(size), (count, 1)), axis=1)[:, :width]
            continue
        draws = np.empty((count, width), np.int64)
        for place in range(width):
            open_rows = np.arange(count)
            while open_rows.size:
                draws[open_rows, place] = rng.integers(size, size=open_rows.size)
                twice = (draws[open_rows, :place] == draws[open_rows, place, None]).any(axis=1)
                open_rows = open_rows[twice]
        yield draws
