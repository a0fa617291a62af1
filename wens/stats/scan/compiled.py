"""The inner loops of a scan, compiled: worlds of cases, sums outwards, and the smallest window per number of cases.

Compiled code is kept beside this file (or in Numba's cache folder when that may not be written); `make install` makes
it beforehand. The loops let go of Python's lock, so that replications run side by side.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Small = NDArray[np.int32]
Whole = NDArray[np.uint16 | np.int32]


@njit(cache=True, nogil=True)
def urns(share: Floats) -> tuple[Floats, Small]:
    """Return per cell the chance to keep a case that is thrown at it, and the cell that gets it otherwise.

    share: (cells,), adding up to 1. A case thrown at any cell with the same chance then falls in proportion to share.
    Source: Walker 1977; set up in linear time as Vose, IEEE Transactions on Software Engineering 17 (1991) 972.
    """
    cells = share.size
    rest = share * cells
    keep, other = np.ones(cells), np.arange(cells).astype(np.int32)
    small, large, few, many = np.empty(cells, np.int32), np.empty(cells, np.int32), 0, 0
    for cell in range(cells):
        if rest[cell] < 1:
            small[few] = cell
            few += 1
        else:
            large[many] = cell
            many += 1
    while few and many:
        few -= 1
        poor, rich = small[few], large[many - 1]
        keep[poor], other[poor] = rest[poor], rich
        rest[rich] -= 1 - rest[poor]
        if rest[rich] < 1:
            many -= 1
            small[few] = rich
            few += 1
    # What is left is 1 but for rounding; a cell without share keeps nothing, also then.
    for cell in range(cells):
        if share[cell] == 0 and other[cell] == cell:
            keep[cell], other[cell] = 0.0, np.argmax(share)
    return keep, other


@njit(cache=True, nogil=True)
def fallen(rng: np.random.Generator, total: int, keep: Floats, other: Small, cases: Whole) -> None:
    """Let `total` cases fall in each world, in proportion to what the `urns` are of; adds to cases (worlds, cells)."""
    cells = keep.size
    for world in range(cases.shape[0]):
        own = cases[world]
        for _ in range(total):
            thrown = rng.random() * cells
            cell = int(thrown)
            if thrown - cell >= keep[cell]:
                cell = other[cell]
            own[cell] += 1


@njit(cache=True, nogil=True)
def outwards(order: Small, start: NDArray[np.int64], values: Floats) -> Floats:
    """Return (positions, steps): values (places, steps) added up from each centre outwards (see `smallest`)."""
    total = np.empty((order.size, values.shape[1]))
    for centre in range(start.size - 1):
        for at in range(start[centre], start[centre + 1]):
            for step in range(values.shape[1]):
                before = total[at - 1, step] if at > start[centre] else 0.0
                total[at, step] = before + values[order[at], step]
    return total


@njit(cache=True, nogil=True)
def smallest(
    order: Small, start: NDArray[np.int64], closes: NDArray[np.bool_], size: Floats, cases: Whole,
    longest: int, prospective: bool, reach: Floats,
) -> Floats:  # fmt: skip
    """Return (worlds, counts): the smallest size of a window with so many cases in that world, if below reach.

    order: the places round each centre, centre after centre; start: (centres + 1,) where each centre begins in it;
    closes: whether a circle may end there. size: (places, steps); cases: (places, steps, worlds). Windows: circles
    during at most `longest` steps, ending at the last step if prospective. reach (counts,), not decreasing: windows of
    that size or larger are passed over, by the world with the most cases; it is what stays where there is none.
    """
    steps, worlds = cases.shape[1], cases.shape[2]
    low = np.empty((worlds, reach.size))
    low[:] = reach
    inside, count = np.zeros((steps, worlds), dtype=cases.dtype), np.zeros(worlds, dtype=cases.dtype)
    held, most = np.zeros(steps), np.zeros(steps, dtype=np.int64)
    for centre in range(start.size - 1):
        inside[:] = 0
        held[:] = 0
        for at in range(start[centre], start[centre + 1]):
            place = order[at]
            for step in range(steps):
                held[step] += size[place, step]
                own, here, highest = inside[step], cases[place, step], 0
                for world in range(worlds):
                    own[world] += here[world]
                    highest = max(highest, own[world])
                most[step] = highest
            if not closes[at]:
                continue
            for last in range(steps - 1 if prospective else 0, steps):
                window, own = held[last], inside[last]
                if window < reach[most[last]]:
                    for world in range(worlds):
                        if window < low[world, own[world]]:
                            low[world, own[world]] = window
                if longest > 1:
                    count[:] = inside[last]
                for first in range(last - 1, max(-1, last - longest), -1):
                    window += held[first]
                    highest = 0
                    for world in range(worlds):
                        count[world] += inside[first, world]
                        highest = max(highest, count[world])
                    if window < reach[highest]:
                        for world in range(worlds):
                            if window < low[world, count[world]]:
                                low[world, count[world]] = window
    return low


def warm() -> None:
    """Compile the loops for this processor and keep them, so that no first scan is slow."""
    size = np.full((2, 1), 0.5)
    order, start, closes = np.arange(2, dtype=np.int32), np.arange(3), np.ones(2, dtype=bool)
    outwards(order, start, size)
    keep, other = urns(size.ravel())
    for kind in (np.uint16, np.int32):
        worlds = np.zeros((1, 2), dtype=kind)
        fallen(np.random.default_rng(1), 2, keep, other, worlds)
        smallest(order, start, closes, size, worlds.reshape(2, 1, 1), 1, False, np.ones(3))
