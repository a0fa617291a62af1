"""The inner loops of a scan, compiled: worlds of cases, sums outwards, and the smallest window per number of cases.

Compiled code is kept beside this file (or in Numba's cache folder when that may not be written); `make install` makes
it beforehand. The loops let go of Python's lock, so that replications run side by side.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Small = NDArray[np.int32]


@njit(cache=True, nogil=True)
def fallen(rng: np.random.Generator, total: int, share: Floats, worlds: int) -> Small:
    """Return `total` cases that fall in proportion to share (cells,), adding up to 1, in each world: (cells, worlds).

    Multinomial: running sums of exponential steps, divided by the last, are uniform numbers in order of size
    (Devroye 1986, V.3.1), so one walk along the cells counts how many fall in each.
    """
    cases = np.zeros((share.size, worlds), dtype=np.int32)
    step = np.empty(total + 1)
    filled = np.flatnonzero(share)
    for world in range(worlds):
        whole = 0.0
        for number in range(total + 1):
            whole += rng.standard_exponential()
            step[number] = whole
        at, upper = 0, share[filled[0]] * whole
        for number in range(total):
            while step[number] > upper and at < filled.size - 1:
                at += 1
                upper += share[filled[at]] * whole
            cases[filled[at], world] += 1
    return cases


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
    order: Small, start: NDArray[np.int64], closes: NDArray[np.bool_], size: Floats, cases: Small,
    longest: int, prospective: bool, reach: Floats,
) -> Floats:  # fmt: skip
    """Return (worlds, counts): the smallest size of a window with so many cases in that world, if below reach.

    order: the places round each centre, centre after centre; start: (centres + 1,) where each centre begins in it;
    closes: whether a circle may end there. size: (places, steps); cases: (places, steps, worlds). Windows: circles
    during at most `longest` steps, ending at the last step if prospective. reach (counts,), not decreasing: windows of
    that size or larger are passed over; it is what stays where there is none.
    """
    steps, worlds = cases.shape[1], cases.shape[2]
    low = np.empty((worlds, reach.size))
    low[:] = reach
    inside, count = np.zeros((steps, worlds), dtype=np.int32), np.zeros(worlds, dtype=np.int32)
    held = np.zeros(steps)
    for centre in range(start.size - 1):
        inside[:] = 0
        held[:] = 0
        for at in range(start[centre], start[centre + 1]):
            place = order[at]
            for step in range(steps):
                held[step] += size[place, step]
                for world in range(worlds):
                    inside[step, world] += cases[place, step, world]
            if not closes[at]:
                continue
            for last in range(steps - 1 if prospective else 0, steps):
                window = 0.0
                count[:] = 0
                for first in range(last, max(-1, last - longest), -1):
                    window += held[first]
                    most = 0
                    for world in range(worlds):
                        count[world] += inside[first, world]
                        most = max(most, count[world])
                    if window < reach[most]:
                        for world in range(worlds):
                            if window < low[world, count[world]]:
                                low[world, count[world]] = window
    return low


def warm() -> None:
    """Compile the loops for this processor and keep them, so that no first scan is slow."""
    size = np.full((2, 1), 0.5)
    worlds = fallen(np.random.default_rng(1), 2, size.ravel(), 1).reshape(2, 1, 1)
    order, start, closes = np.arange(2, dtype=np.int32), np.arange(3), np.ones(2, dtype=bool)
    outwards(order, start, size)
    smallest(order, start, closes, size, worlds, 1, False, np.ones(3))
