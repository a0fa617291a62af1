"""Best estimates for small areas: empirical Bayes, which moves a rate towards the others as far as chance explains it.

Worked example: three areas expect 10 events each and have 4, 10 and 16. The differences are more than chance makes
(chi-square 7.2 on 2 degrees of freedom), and a bit more than a quarter of each difference is taken back:
>>> [round(float(v), 3) for v in gamma_poisson([4, 10, 16], [10, 10, 10]).relative_risk]
[0.567, 1.0, 1.433]
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, special

from wens.stats import _gamma, _gamma_poisson

Floats = NDArray[np.float64]
Neighbours = sparse.csr_array | sparse.csc_array | sparse.coo_array


@dataclass(frozen=True)
class Marshall:
    """Smoothed rates with the mean and the variance between areas that they came from (per area when local)."""

    rate: Floats
    mean: Floats
    variance: Floats


@dataclass(frozen=True)
class GammaPoisson:
    """Posterior gamma distribution of the relative risk of each area; `shape` and `rate` are the prior's, per group."""

    relative_risk: Floats
    low: Floats
    high: Floats
    shape: Floats
    rate: Floats
    posterior_shape: Floats
    posterior_rate: Floats

    @cached_property
    def probability_above_one(self) -> Floats:
        """Posterior probability that the relative risk is above 1; computed when asked, because it costs the most."""
        return np.asarray(special.gammaincc(self.posterior_shape, self.posterior_rate))


def marshall(count: ArrayLike, exposure: ArrayLike, *, neighbours: Neighbours | None = None) -> Marshall:
    """Return rates smoothed towards the mean of all areas, or of each area's neighbourhood.

    With r = count / exposure and n = exposure: mean b = sum(count) / sum(n); variance between areas
    a = sum(n (r - b)^2) / sum(n) - b / mean(n), not below 0; estimate = b + (r - b) a / (a + b / n).

    count, exposure: (areas,). neighbours: sparse (areas, areas); its non-zero cells are the neighbours, each area
    belongs to its own neighbourhood. Areas without exposure, or NaN, take no part and get the mean as their rate.
    Returns rate (areas,); mean and variance are () or, with neighbours, (areas,). Raises ValueError for a negative
    value or a matrix of another size.

    Source: Marshall, JRSS C 40 (1991) 283. Alternative: `gamma_poisson`, which gives intervals as well. Judges: esda's
    Empirical_Bayes and Spatial_Empirical_Bayes. Limits: moments, so a few areas or tiny exposures make a and b wild.
    """
    d, n = _areas(count, exposure)
    known = np.isfinite(d) & (n > 0)
    d, n = np.where(known, d, 0.0), np.where(known, n, 0.0)
    total = _summing(neighbours, d.size)
    areas, events, people = total(known.astype(float)), total(d), total(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = total(np.where(known, d * d / n, 0.0))
        mean = events / people
        variance = np.maximum(squares / people - mean**2 - mean * areas / people, 0.0)
        weight = np.where(known & (variance > 0), variance / (variance + mean / n), 0.0)
        raw = np.where(known, d / n, mean)
    return Marshall(rate=mean + (raw - mean) * weight, mean=mean, variance=variance)


def gamma_poisson(count: ArrayLike, expected: ArrayLike, *, level: float = 0.95) -> GammaPoisson:
    """Return relative risks of areas, each moved towards the mean as far as chance explains its difference.

    count_i ~ Poisson(expected_i t_i) with t_i ~ Gamma(shape v, rate a), so t_i | count_i ~ Gamma(v + count_i,
    a + expected_i). v and a follow from the moments of Clayton and Kaldor: m = v / a and
    v / a^2 = 1/(N-1) sum (1 + a / expected_i) (t_i - m)^2, with t_i the posterior means.

    count, expected: (areas,), >= 0; `expected` has one free scale, usually count at the rate of the gemeente. Areas
    without expected events, or NaN, get NaN. Returns posterior means, equal-tailed bounds at `level` and, when asked,
    the probability that the risk is above 1. Raises ValueError for negative values or a level outside (0, 1).

    Kept honest at the edges: (1) hardly more variation than chance: the prior is never more certain than the data can
    tell, so the bounds never shrink to a point (`_gamma_poisson` says how); (2) no events at all: half an event;
    (3) fewer than 3 areas: nothing to borrow, v = 1/2; (4) areas that expect less than a twentieth of the average (a
    business park with five inhabitants) are estimated like the others but do not help to fit v and a: one event there
    would switch the smoothing off everywhere.

    Source: Clayton and Kaldor, Biometrics 43 (1987) 671. Alternatives: maximum likelihood of the negative binomial,
    the log-normal or BYM model (full Bayes; slower, wider bounds). Limits: v and a are taken as known, so that with
    few areas the bounds cover a little less than `level` (tests/stats/test_smoothing.py says how much).
    """
    o, e = _areas(count, expected)
    return gamma_poisson_grouped(o, e, np.zeros(o.size, np.int64), level=level)


def gamma_poisson_grouped(
    count: ArrayLike, expected: ArrayLike, group: ArrayLike, *, level: float = 0.95
) -> GammaPoisson:
    """Return `gamma_poisson` of each group by itself, for thousands of groups at once.

    count, expected, group: (cells,); group: integers in any order, quickest when sorted. `shape` and `rate` of the
    result are (groups,) in ascending order of group; everything else is (cells,) in the order given.
    Sums run in the order of the rows: sort them by area code when the last digit has to be repeatable.
    """
    if not 0 < level < 1:
        raise ValueError(f"level lies between 0 and 1, not {level}")
    o, e = _areas(count, expected)
    labels = np.asarray(group, np.int64)
    if labels.shape != o.shape:
        raise ValueError("group has one label for each count")
    order = np.argsort(labels, kind="stable")
    so, se, starts = o[order], e[order], _starts(labels[order])
    shape, rate = _gamma_poisson.priors(so, se, starts)
    sizes = np.diff(np.append(starts, o.size))
    known = np.isfinite(so) & (se > 0)
    posterior_shape, posterior_rate = np.empty_like(o), np.empty_like(e)
    posterior_shape[order] = np.where(known, np.repeat(shape, sizes) + so, np.nan)
    posterior_rate[order] = np.where(known, np.repeat(rate, sizes) + se, np.nan)
    tail = (1 - level) / 2
    return GammaPoisson(
        relative_risk=posterior_shape / posterior_rate,
        low=_gamma.quantile(posterior_shape, tail) / posterior_rate,
        high=_gamma.quantile(posterior_shape, tail, upper=True) / posterior_rate,
        shape=shape,
        rate=rate,
        posterior_shape=posterior_shape,
        posterior_rate=posterior_rate,
    )


def _starts(labels: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return where each group begins in the sorted labels."""
    return np.flatnonzero(np.append(True, labels[1:] != labels[:-1])[: labels.size])


def _areas(count: ArrayLike, exposure: ArrayLike) -> tuple[Floats, Floats]:
    d, n = np.asarray(count, float), np.asarray(exposure, float)
    if d.ndim != 1 or d.shape != n.shape:
        raise ValueError("one row of counts and one of exposures or expected counts, of equal length")
    if np.any(d < 0) or np.any(n < 0):
        raise ValueError("counts, exposures and expected counts are never negative")
    return d, n


def _summing(neighbours: Neighbours | None, areas: int) -> Callable[[Floats], Floats]:
    """Return what adds values over all areas, or over the neighbourhood of each area, itself included."""
    if neighbours is None:
        return lambda values: np.asarray(values.sum())
    if neighbours.shape != (areas, areas):
        raise ValueError(f"neighbours is {neighbours.shape}, but there are {areas} areas")
    rows, columns = neighbours.nonzero()
    everyone = np.arange(areas)
    pairs = np.unique(np.stack([np.append(rows, everyone), np.append(columns, everyone)]), axis=1)
    pattern = sparse.csr_array((np.ones(pairs.shape[1]), (pairs[0], pairs[1])), shape=(areas, areas))
    return lambda values: np.asarray(pattern @ values)
