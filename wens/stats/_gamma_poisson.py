"""Fits the priors of `smoothing.gamma_poisson` for many groups at once.

With u = 1 / a, the moment equations say that the Pearson statistic sum((count - m e)^2 / (m e (1 + u e))) equals the
degrees of freedom N - 1, where m = sum(count / (1 + u e)) / sum(e / (1 + u e)). It falls as u grows, and is convex, so
Newton's steps from u = 0 walk to the root. A statistic that starts below N - 1 is no more than chance: u = 0.

The standard error of u when there is only chance is sqrt(2 (N - 1) + sum(1 / (m e))) / sum(e), because a Pearson term
of a Poisson count has variance 2 + 1 / (m e). A fitted u that is small against it is not known to be small; u is
kept at 1.5 times that error or more, but with few events not above m (a shape of 1) on that ground alone. Without this
the bounds of 70 areas with weak differences cover 80 % instead of 95 % (simulated).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

_SMALL_SHARE = 0.05  # of the average expected count: below it an area does not help to fit
_FEWEST_AREAS = 3
_LEAST_STANDARD_ERRORS = 1.5
_BLOCK_CELLS = 100_000
_MOST_STEPS = 60


def priors(count: Floats, expected: Floats, starts: Ints) -> tuple[Floats, Floats]:
    """Return shape and rate of the prior of each group; cells are sorted by group, `starts` is where each begins."""
    shape, rate = np.empty(starts.size), np.empty(starts.size)
    ends = np.append(starts[1:], count.size)
    first = 0
    while first < starts.size:
        last = int(np.searchsorted(ends, starts[first] + _BLOCK_CELLS, side="right"))
        last = max(last, first + 1)
        cells = slice(starts[first], ends[last - 1])
        begin = starts[first:last] - starts[first]
        shape[first:last], rate[first:last] = _block(count[cells], expected[cells], begin)
        first = last
    return shape, rate


def _block(count: Floats, expected: Floats, starts: Ints) -> tuple[Floats, Floats]:
    o, e, areas = _helping(count, expected, starts)
    events, exposure = np.add.reduceat(o, starts), np.add.reduceat(e, starts)
    with np.errstate(divide="ignore", invalid="ignore"):
        u, mean = _root(o, e, areas, starts)
        mean = np.where(events > 0, mean, 0.5 / exposure)
        inverse = np.add.reduceat(np.where(e > 0, 1 / np.where(e > 0, e, 1.0), 0.0), starts)
        standard_error = np.sqrt(2 * (areas - 1) + inverse / mean) / exposure
        shape = mean / np.maximum(u, np.minimum(_LEAST_STANDARD_ERRORS * standard_error, mean))
        shape = np.where(areas < _FEWEST_AREAS, np.where(areas > 0, 0.5, np.nan), shape)
        return shape, shape / mean


def _helping(count: Floats, expected: Floats, starts: Ints) -> tuple[Floats, Floats, Floats]:
    """Return counts and expected counts with zero for the cells that do not help, and how many do per group."""
    sizes = np.diff(np.append(starts, count.size))
    known = np.isfinite(count) & (expected > 0)
    areas = np.maximum(1, np.add.reduceat(known * 1.0, starts))
    average = np.add.reduceat(np.where(known, expected, 0.0), starts) / areas
    helps = known & (expected >= _SMALL_SHARE * np.repeat(average, sizes))
    return np.where(helps, count, 0.0), np.where(helps, expected, 0.0), np.add.reduceat(helps * 1.0, starts)


def _root(o: Floats, e: Floats, areas: Floats, starts: Ints) -> tuple[Floats, Floats]:
    """Return u = 1 / a (0 without overdispersion) and m of each group."""
    sizes = np.diff(np.append(starts, o.size))
    u = np.zeros(starts.size)
    mean = np.zeros(starts.size)
    active = np.arange(starts.size)
    for _ in range(_MOST_STEPS):
        m, excess, slope = _pearson(o, e, np.repeat(u[active], sizes[active]), starts, areas[active])
        mean[active] = m
        before = u[active]
        u[active] = np.maximum(before + np.where(slope > 0, excess / slope, 0.0), 0.0)
        moving = np.abs(u[active] - before) > 1e-11 * before
        if not moving.any():
            break
        cells = np.repeat(moving, sizes[active])
        o, e, active = o[cells], e[cells], active[moving]
        starts = np.concatenate([[0], np.cumsum(sizes[active])[:-1]])
    return u, mean


def _pearson(o: Floats, e: Floats, u: Floats, starts: Ints, areas: Floats) -> tuple[Floats, Floats, Floats]:
    """Return m, the Pearson statistic less its degrees of freedom, and minus its slope in u."""
    shrink = 1 / (1 + u * e)
    m = np.add.reduceat(o * shrink, starts) / np.add.reduceat(e * shrink, starts)
    lengths = np.diff(np.append(starts, o.size))
    difference = o - np.repeat(m, lengths) * e
    part = np.where(e > 0, difference * difference * shrink / np.where(e > 0, e, 1.0), 0.0)
    excess = np.add.reduceat(part, starts) / m - (areas - 1)
    slope = np.add.reduceat(part * e * shrink, starts) / m
    return m, excess, slope
