"""How concentrated are the events over the areas.

Worked example: four areas with 0, 0, 1 and 3 events. The Lorenz curve passes 0, 0, 1/4 and 1; the plain Gini is 0.625,
and 4/3 of that, 0.833, is the share of the largest value that four areas can have:
>>> round(gini([0, 0, 1, 3]), 3)
0.833
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from wens.stats._given import numbers

Floats = NDArray[np.float64]


def lorenz(counts: ArrayLike) -> tuple[Floats, Floats]:
    """Return the Lorenz curve: the share of the areas, fewest events first, and the share of the events in them.

    Both (areas + 1,), from 0 to 1; the plain Gini coefficient is 1 minus twice the surface under the curve. counts:
    (areas,), >= 0; NaN takes no part. Without events the second is NaN. Raises ValueError for a negative count.

    Source: Lorenz, Publications of the American Statistical Association 9 (1905) 209. Limits: as `gini`. Example: 0, 0,
    1 and 3 events pass 0, 0, 0, 1/4 and 1.
    """
    values = _given(counts)
    total = float(values.sum()) or float("nan")
    return np.linspace(0, 1, values.size + 1), np.concatenate([[0.0], np.cumsum(values)]) / total


def gini(counts: ArrayLike, *, normalised: bool = True) -> float:
    """Return the Gini coefficient of counts over areas: 0 when equal, 1 when one area has everything.

    G = sum_i (2 i - n - 1) x_(i) / (n sum(x)), x sorted ascending, i from 1; normalised: times n / (n - 1).

    counts: (areas,), >= 0; NaN takes no part. Returns NaN without events, and normalised also for a single area.
    Raises ValueError for a negative count.

    Source: Gini 1912; normalised and unweighted as Bernasco and Steenbeek, J. Quant. Criminology 33 (2017) 451, use it
    over buurten. Alternative: `poisson_gini`. Limits: with fewer events than areas chance alone makes it
    high, so compare it only between areas and years with similar numbers.
    """
    values = _given(counts)
    n, total = values.size, float(values.sum())
    if total == 0 or (normalised and n == 1):
        return float("nan")
    ranks = np.arange(1, n + 1)
    plain = float(np.sum((2 * ranks - n - 1) * values)) / (n * total)
    return plain * n / (n - 1) if normalised else plain


def poisson_gini(counts: ArrayLike) -> float:
    """Return the Gini coefficient with the part that chance makes taken out: about 0 when every area has the same risk.

    (G - C) / (1 - C), with G the normalised coefficient and C what it is on average when each of the N events falls in
    any of the n areas with the same probability: C = E|X - Y| n / (2 N), where S = X + Y ~ Binomial(N, 2 / n), X given
    S ~ Binomial(S, 1/2), and E|2 X - S| = S binom(S - 1, floor((S - 1) / 2)) / 2^(S - 1).

    counts: as `gini`; a fractional total is rounded. Returns NaN where `gini` does, and when C is 1 (one event). By
    chance it can be a little below 0.

    Source: why to correct: Bernasco and Steenbeek, J. Quant. Criminology 33 (2017) 451; for Poisson counts C has a
    closed form, Ramasubban, Biometrika 45 (1958) 549, too high with fewer events than areas. Alternative: the
    Poisson-gamma estimate of Mohler and others, J. Quant. Criminology 35 (2019) 747. Example: two events in two areas
    lie together half of the time, so C = 1/2; found together G = 1 and so is the corrected one.
    """
    observed = gini(counts)
    values = _given(counts)
    areas, total = values.size, round(float(values.sum()))
    if np.isnan(observed) or total < 2:
        return float("nan")
    both = np.arange(1, total + 1)
    half = (both - 1) // 2
    log_mean = special.gammaln(both) - special.gammaln(half + 1) - special.gammaln(both - half) - (both - 1) * np.log(2)
    difference = np.sum(stats.binom.pmf(both, total, 2 / areas) * both * np.exp(log_mean))
    chance = float(difference) * areas / (2 * total)
    return (observed - chance) / (1 - chance)


def half_of(counts: ArrayLike) -> int:
    """Return in how few areas half of the events were: the fewest that together hold half or more; 0 without events.

    counts: (areas,), >= 0; NaN takes no part. Example: of 0, 0, 1 and 3 events one area holds half.
    """
    values = _given(counts)[::-1]
    total = float(values.sum())
    return int(np.searchsorted(np.cumsum(values), total / 2) + 1) if total > 0 else 0


def _given(counts: ArrayLike) -> Floats:
    """Return the known counts, fewest first."""
    values = numbers(counts, "counts").ravel()
    values = np.sort(values[~np.isnan(values)])
    if values.size and values[0] < 0:
        raise ValueError(f"a count of events is never negative, but counts holds {values[0]:g}")
    if values.size and np.isinf(values[-1]):
        raise ValueError("a count of events is a number, but counts holds infinity")
    return values
