"""Do neighbours resemble each other, and where: Moran's I, local Moran and Getis-Ord.

Weights are sparse matrices (areas, areas), used as given: row-standardise them before when that is meant. Islands
(areas without neighbours) have no local statistic: NaN.

Worked example: six areas in a row, the three high ones together; four of the five borders lie between equals:
>>> row = sparse.diags_array([np.ones(5), np.ones(5)], offsets=[-1, 1]).tocsr()
>>> result = moran([5, 5, 5, 1, 1, 1], row)
>>> round(result.statistic, 3), round(result.expected, 3)
(0.6, -0.2)
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, special

from wens.stats import _conditional, _saddlepoint
from wens.stats._given import numbers, whole

Floats = NDArray[np.float64]
Weights = sparse.csr_array | sparse.csc_array | sparse.coo_array | sparse.csr_matrix | sparse.csc_matrix
ENOUGH_IN_TAIL = 20
# So few areas are all worth the exact tail.
SMALL = 100


@dataclass(frozen=True)
class Moran:
    """Moran's I with its expectation and variance under randomisation; p is two-sided."""

    statistic: float
    expected: float
    variance: float
    z: float
    p: float


@dataclass(frozen=True)
class LocalMoran:
    """Local Moran and its two-sided p, per area; NaN for islands."""

    statistic: Floats
    p: Floats


@dataclass(frozen=True)
class GetisOrd:
    """Standardised Gi or Gi* and its two-sided p, per area; NaN for islands."""

    z: Floats
    p: Floats


def moran(values: ArrayLike, weights: Weights) -> Moran:
    """Return Moran's I: above its expectation when neighbours resemble each other, below when they differ.

    I = n / S0 * sum_ij w_ij z_i z_j / sum_i z_i^2, with z = values - mean and S0 = sum of the weights; expectation
    -1 / (n - 1). The variance is that under randomisation (the values as they are, over all areas in any order), not
    under normality: rates of buurten are skewed. p: two-sided, normal approximation.

    values: (areas,). weights: sparse (areas, areas), as given, zero on the diagonal. Islands count as areas; leave
    them out before to do as spdep does. Everything is NaN when all values are equal, there are no weights, or fewer
    than 4 areas. Raises ValueError for NaN, another shape, or an area that is its own neighbour.

    Source: Cliff and Ord, Spatial Processes (1981), 1.37-1.44. Alternative: permutations, as in `local_moran`. Judge:
    esda.Moran (VI_rand). Published: 0.500189 for CRIME in Columbus, queen weights, row-standardised.
    """
    x, w = _given(values, weights, own=False)
    n, s0 = x.size, float(w.sum())
    if n < 4 or s0 == 0 or np.ptp(x) == 0:
        return Moran(*[float("nan")] * 5)
    z = x - x.mean()
    squares = float(z @ z)
    statistic = n / s0 * float(z @ (w @ z)) / squares
    expected = -1 / (n - 1)
    variance = _variance_under_randomisation(w, s0, n, float((z**4).sum()) * n / squares**2) - expected**2
    deviate = (statistic - expected) / np.sqrt(variance)
    return Moran(statistic, expected, variance, float(deviate), float(_two_sided(deviate)))


def local_moran(
    values: ArrayLike,
    weights: Weights,
    *,
    seed: int,
    permutations: int = 999,
    at_most: int | None = None,
    tails: Literal["permutation", "exact"] = "permutation",
) -> LocalMoran:
    """Return local Moran's I of each area: positive among its likes (high with high, low with low), else negative.

    I_i = (n - 1) z_i sum_j w_ij z_j / sum z^2, with z = values - mean (esda's scale; spdep has n instead of n - 1).
    p: conditional permutation; the area keeps its value, its neighbours get those of other areas. It is two-sided by
    doubling: p = min(1, 2 (1 + least) / (1 + permutations)), `least` the smaller of how many permutations are as
    high and how many are as low as the observed one. Doubling, and not distance from the mean of the null, because a
    pattern is read as "high" or "low": each of the two then is wrong in at most half of p, also when the null leans
    to one side, as it does with skewed rates. esda's p_sim is the same count without the factor 2: the folded
    one-sided p, which is below .05 for about 10 % of areas when there is nothing (its next release doubles too).

    values: (areas,). weights: sparse (areas, areas), as given, zero on the diagonal. seed: the same seed gives the
    same p, also for areas in another order, other units, or values turned upside down. p is never below
    2 / (permutations + 1); false-discovery control over N areas needs .05 / N. at_most: areas of which a tail holds
    fewer than 20 permutations get ten times as many, again and again, up to this number (999,999 reaches 2e-6, enough
    for all buurten of the country). tails="exact": what then is still so rare gets, where the neighbours weigh the
    same, every draw counted when there are at most 20,000, else a saddlepoint approximation, so that p is not bounded
    by the permutations (10 ms each among 14,000 areas; off by a few per cent of p for smooth values, by up to half of
    it with three neighbours and outliers). NaN for islands, when all values are equal, and for fewer than 3 areas;
    p = 1 for an area exactly at the mean. Raises ValueError for NaN, another shape, or an area that is its own
    neighbour.

    Source: Anselin, Geographical Analysis 27 (1995) 93; p as Davison and Hinkley (1997), 4.2. Alternative: `getis_ord`,
    which tells clusters of high from clusters of low values. Judge: esda.Moran_Local. Limits: p of neighbouring areas
    hang together; Benjamini-Hochberg holds under this kind of dependence as far as simulations tell.
    """
    x, w = _given(values, weights, own=False)
    n = x.size
    if n < 3 or np.ptp(x) == 0:
        return LocalMoran(np.full(n, np.nan), np.full(n, np.nan))
    z = x - x.mean()
    squares = float(z @ z)
    lonely = np.diff(w.indptr) == 0
    statistic = np.where(lonely, np.nan, (n - 1) * z * np.asarray(w @ z) / squares)
    # Turned so that the long tail is up: values upside down then use the same draws the other way round.
    upright = z if float((z**3).sum()) >= 0 else -z
    p = _conditional_p(upright / np.sqrt(squares / n), w, np.random.default_rng(seed), permutations, at_most)
    if _one_of(tails, ("permutation", "exact")) == "exact":
        rare = p < 2 * (1 + ENOUGH_IN_TAIL) / (1 + max(permutations, at_most or 0))
        p = _exact_p(z, w, np.flatnonzero(rare | (z.size <= SMALL)), p, own=False)
    return LocalMoran(statistic, np.where(lonely, np.nan, np.where(z == 0, 1.0, p)))


def getis_ord(
    values: ArrayLike, weights: Weights, *, star: bool = True, tails: Literal["normal", "exact"] = "normal"
) -> GetisOrd:
    """Return standardised Gi* (star, the area itself belongs to its neighbourhood) or Gi: high or low neighbourhoods.

    z_i = (sum_j w_ij x_j - W_i m) / (s sqrt((n S_i - W_i^2) / (n - 1))), W_i = sum_j w_ij, S_i = sum_j w_ij^2, m and
    s the mean and standard deviation (divisor n). Without star: m, s and n are of the other areas. p: two-sided,
    normal approximation; with few neighbours and skewed values too small: tails="exact" counts every draw of so many
    values when there are at most 20,000, else takes a saddlepoint approximation (see `local_moran`), and doubles the
    smaller tail. Areas whose weights differ (with star: also from their own) keep the normal p.

    values: (areas,). weights: sparse (areas, areas), as given: with star the caller adds the diagonal, without it the
    diagonal is zero. NaN for islands, for areas that have all others as equal neighbours, and when all values are
    equal. Raises ValueError for NaN or another shape, and without star for an area that is its own neighbour.

    Source: Ord and Getis, Geographical Analysis 27 (1995) 286. Judge: esda.G_Local with star as given.
    """
    x, w = _given(values, weights, own=star)
    if x.size < 2 + (not star):
        return GetisOrd(np.full(x.size, np.nan), np.full(x.size, np.nan))
    n = float(x.size) if star else float(x.size - 1)
    total, squares = np.asarray(w.sum(axis=1)).ravel(), np.asarray(w.multiply(w).sum(axis=1)).ravel()
    # Centred first, which changes nothing but keeps digits when all values are large.
    c = x - x.mean() if x.size else x
    mean, mean_square = (np.zeros_like(c), np.mean(c**2)) if star else (-c / n, (np.sum(c**2) - c**2) / n)
    spread = np.sqrt(np.maximum(mean_square - mean**2, 0.0))
    room = (n * squares - total**2) / (n - 1)
    room = np.where(room > 1e-12 * n * squares, room, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (np.asarray(w @ c) - total * mean) / (spread * np.sqrt(room))
    z = np.where(np.isfinite(z), z, np.nan)
    p = _two_sided(z)
    if _one_of(tails, ("normal", "exact")) == "exact":
        p = _exact_p(c, w, np.flatnonzero(np.isfinite(z)), p, own=star)
    return GetisOrd(z, p)


def _exact_p(values: Floats, w: sparse.csr_array, areas: NDArray[np.intp], p: Floats, *, own: bool) -> Floats:
    """Return p with that of these areas exact or by saddlepoint, where the weights in their row are equal.

    own: whether the area's own value is among those that are drawn.
    """
    found, sizes = p.copy(), np.diff(w.indptr)
    sums = np.asarray(w @ values)
    for k in np.unique(sizes[areas]):
        rows = areas[sizes[areas] == k]
        given = w.data[w.indptr[rows][:, None] + np.arange(k)]
        even = (np.ptp(given, axis=1) <= 1e-12 * np.abs(given[:, 0])) & (k < values.size - (not own))
        rows, weight = rows[even], given[even, 0]
        left_out = np.full(len(rows), _saddlepoint.NO_AREA) if own else rows
        found[rows] = _saddlepoint.two_sided(values, left_out, int(k), sums[rows] / weight)
    return found


def _one_of(value: str, known: tuple[str, str]) -> str:
    if value not in known:
        raise ValueError(f'tails is "{known[0]}" or "{known[1]}", not {value!r}')
    return value


def _conditional_p(
    z: Floats, w: sparse.csr_array, rng: np.random.Generator, permutations: int, at_most: int | None
) -> Floats:
    whole(permutations, "permutations", 1)
    ordered, groups = _conditional.rows_of(z, w)
    p = np.full(z.size, np.nan)
    asked = np.diff(w.indptr) > 0
    while True:
        high, low = _conditional.tails(ordered, groups, z.size, permutations, rng)
        least = np.minimum(high, low)
        p[asked] = np.minimum(1.0, 2 * (1 + least[asked]) / (1 + permutations))
        asked &= least < ENOUGH_IN_TAIL
        if at_most is None or permutations >= at_most or not asked.any():
            return p
        permutations = min(at_most, 10 * (permutations + 1) - 1)
        groups = [rows for rows in (rows.of(asked) for rows in groups) if rows.areas.size]


def _variance_under_randomisation(w: sparse.csr_array, s0: float, n: int, kurtosis: float) -> float:
    both = w + w.T
    s1 = float(both.multiply(both).sum()) / 2
    s2 = float(((np.asarray(w.sum(axis=1)).ravel() + np.asarray(w.sum(axis=0)).ravel()) ** 2).sum())
    plain = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    peaked = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0**2)
    return (plain - peaked) / ((n - 1) * (n - 2) * (n - 3) * s0**2)


def _two_sided(deviate: float | Floats) -> Floats:
    return np.asarray(2 * special.ndtr(-np.abs(deviate)))


def _given(values: ArrayLike, weights: Weights, *, own: bool) -> tuple[Floats, sparse.csr_array]:
    x = numbers(values, "values")
    shape = getattr(weights, "shape", None)
    if x.ndim != 1 or shape != (x.size, x.size):
        raise ValueError(f"one value for each area and weights between them, not {x.shape} and {shape}")
    if not np.isfinite(x).all():
        raise ValueError(f"area {int(np.flatnonzero(~np.isfinite(x))[0])} has no value; leave such areas out before")
    w = sparse.csr_array(weights).astype(np.float64, copy=True)
    w.sum_duplicates()
    w.eliminate_zeros()
    if not np.isfinite(w.data).all():
        raise ValueError("a weight is not a number")
    if not own and w.diagonal().any():
        raise ValueError(f"area {int(np.flatnonzero(w.diagonal())[0])} is its own neighbour; set the diagonal to 0")
    return x, w
