"""Is an area out of the ordinary? Exact tests of counts in which areas also differ without anything being the matter.

Worked example: 20 cases where the rest (980 cases, 49 times the exposure) makes one expect 20: p = 1. With 40 cases
chance alone gives p = 0.00009; when areas ordinarily differ by 30 % (a variance of 0.09) it is no longer rare:
>>> [round(float(p), 5) for p in two_sided([20, 40, 40], 1, [980, 960, 960], 49, [0, 0, 0.09])]
[1.0, 9e-05, 0.02283]
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

# A tenth of a normal distribution lies beyond this on either side; the squares of scores winsorised there have this
# mean and this standard deviation.
WINSOR = 1.2815515655446004
_MEAN, _SPREAD = 0.6787283, 0.6250
# Below this the cube root of a Poisson count is too far from normal to fit with (1 expected: 1.00 instead of 0.68).
LEAST_EXPECTED = 2.0
LEAST_AREAS = 10
_FEW = 5.0
MOST = 16.0
_LEAST = 1e-5
_HALVINGS = 34


def two_sided(
    count: ArrayLike, exposure: ArrayLike, other_count: ArrayLike, other_exposure: ArrayLike, extra: ArrayLike
) -> Floats:
    """Return the exact two-sided p value of a count against another one, with extra variation between areas.

    The rate of the other is known as far as its own count tells: a gamma distribution. The count is Poisson around
    exposure x that rate x a factor with mean 1 and variance `extra`; together negative binomial with mean
    E = (R + 1) n / N and size r = 1 / (extra + 1 / (R + 1)), where R and N are the other count and exposure:
    P(X >= k) = I_q(k, r) with q = E / (E + r), the regularised incomplete beta. For the lower tail R takes the place of
    R + 1. p = min(1, 2 x the tail on the side of the observed rate), so that it never says "higher" of a lower rate.

    With extra = 0 it is exactly the conditional (binomial) test of Poisson counts, with the uncertainty of the
    comparison included; p is never smaller than that one (a wide distribution can be thin near its mean). All arrays
    broadcast; counts are whole, >= 0; exposures > 0, else NaN. Raises ValueError for a negative count, exposure or
    extra variation.

    Source: Spiegelhalter, Statistics in Medicine 24 (2005) 1185 (funnel limits from the exact distribution, additive
    extra variation); Przyborowski and Wilenski, Biometrika 31 (1940) 313 (conditional test). Judges: SciPy's binomtest
    and nbinom. Alternative: his normal approximation, which is wrong below some twenty cases.
    """
    k, n, r, m, t = np.broadcast_arrays(
        *(np.asarray(a, float) for a in (count, exposure, other_count, other_exposure, extra))
    )
    if any(np.any(a < 0) for a in (k, n, r, m, t)):
        raise ValueError("counts, exposures and extra variation are never negative")
    p = np.full(k.shape, np.nan)
    with np.errstate(invalid="ignore"):
        usable = np.isfinite(k) & np.isfinite(r) & np.isfinite(t) & (n > 0) & (m > 0)
        up = usable & (k * m > r * n)
    p[usable] = 1.0
    p[up] = 2 * _wider(_upper, k[up], (n / np.where(m > 0, m, 1))[up], r[up] + 1, t[up])
    down = usable & (k * m < r * n)
    p[down] = 2 * _wider(_lower, k[down], (n / np.where(m > 0, m, 1))[down], r[down], t[down])
    bounded: Floats = np.minimum(p, 1.0)
    return bounded


def extra_variation(
    count: ArrayLike, exposure: ArrayLike, other_count: ArrayLike, other_exposure: ArrayLike, group: ArrayLike
) -> tuple[NDArray[np.int64], Floats]:
    """Return the labels of the groups (ascending) and for each the variance between areas beyond chance.

    The standardised score of an area is z = (y (1 - b) - (1 - a)) / sqrt(a + b y^2) with y the cube root of
    count / expected, a = (extra + 1 / expected) / 9 and b = 1 / (9 other_count) (Wilson and Hilferty), winsorised at
    +-1.2816, beyond which a tenth lies on either side. `extra` is where the mean of z^2 is what it is under chance
    alone less a margin (0.679 - 0.625 x the smaller of 1 / sqrt(areas) and 5 / areas): an estimate on the high side,
    because one that is too low makes findings out of nothing. The margin is one standard error up to 25 areas and then
    shrinks with their number, as the harm does that an uncertain variance does to a tail probability. `extra` is 0 when
    the mean is no higher with extra = 0, and MOST at the most.

    All arrays (cells,); group: integers. Cells with less than 2 expected do not help; fewer than 10 that do: NaN.
    Rows of equal numbers are interchangeable: the order of rows does not change a digit.

    Source: Spiegelhalter 2005 (additive variation from winsorised scores, so that the odd area does not hide itself);
    Paule and Mandel 1982 (the equation); Wilson and Hilferty 1931. Alternatives: the method of moments of DerSimonian
    and Laird, without protection against outliers; the prior of `smoothing.gamma_poisson`, likewise.
    Limits: for areas that differ like a gamma distribution. With heavier tails (log-normal, 70 % and more) the areas in
    the tail are found, as they are when something is the matter there.
    """
    k, n, r, m = (np.asarray(a, float) for a in (count, exposure, other_count, other_exposure))
    labels = np.asarray(group, np.int64)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = r * n / m
    helps = np.isfinite(k) & (expected >= LEAST_EXPECTED)
    k, e, r, of = k[helps], expected[helps], r[helps], labels[helps]
    order = np.lexsort((r, e, k, of))
    k, e, r, of = k[order], e[order], r[order], of[order]
    names = np.unique(labels)
    result = np.full(names.size, np.nan)
    present, starts, sizes = np.unique(of, return_index=True, return_counts=True)
    if present.size:
        found = np.where(sizes >= LEAST_AREAS, _root(np.cbrt(k / e), 1 / e, 1 / (9 * r), starts, sizes), np.nan)
        result[np.searchsorted(names, present)] = found
    return names, result


def _upper(k: Floats, ratio: Floats, events: Floats, extra: Floats) -> Floats:
    """P(X >= k) for k >= 1."""
    size = 1 / (extra + 1 / events)
    mean = events * ratio
    return np.asarray(special.betainc(k, size, mean / (mean + size)))


def _lower(k: Floats, ratio: Floats, events: Floats, extra: Floats) -> Floats:
    """P(X <= k); events >= 1."""
    size = 1 / (extra + 1 / events)
    mean = events * ratio
    return np.asarray(special.betainc(size, k + 1, size / (mean + size)))


def _wider(tail: Callable[..., Floats], k: Floats, ratio: Floats, events: Floats, extra: Floats) -> Floats:
    """The larger one of the tails with and without extra variation."""
    found = tail(k, ratio, events, extra)
    more = extra > 0
    found[more] = np.maximum(found[more], tail(k[more], ratio[more], events[more], np.zeros(int(more.sum()))))
    return found


def _root(y: Floats, inverse: Floats, b: Floats, starts: Ints, sizes: Ints) -> Floats:
    """Halve the interval of log(extra) of each group until it is known to six digits."""
    target = _MEAN - _SPREAD * np.minimum(1 / np.sqrt(sizes), _FEW / sizes)

    def above(extra: Floats) -> NDArray[np.bool_]:
        a = (np.repeat(extra, sizes) + inverse) / 9
        z2 = (y * (1 - b) - (1 - a)) ** 2 / (a + b * y * y)
        mean = np.add.reduceat(np.minimum(z2, WINSOR**2), starts) / sizes
        return np.asarray(mean > target)

    varies = above(np.zeros(sizes.size))
    low, high = np.full(sizes.size, np.log(_LEAST)), np.full(sizes.size, np.log(MOST))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        more = above(np.exp(middle))
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    return np.where(varies, np.exp((low + high) / 2), 0.0)
