"""How often, per what, and did it change: rates with exact intervals and tests that stay honest at small counts.

All functions are pure: arrays in, arrays out; NaN means "not available" and passes through.

Worked example, small enough for a pocket table of the chi-square distribution:
>>> rate, low, high = poisson_interval(3, 1000)
>>> [round(float(v) * 1000, 3) for v in (rate, low, high)]
[3.0, 0.619, 8.767]
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wens.stats import _etest, _gamma
from wens.stats._given import fitting, numbers

Floats = NDArray[np.float64]


def poisson_interval(count: ArrayLike, exposure: ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Return the rate count / exposure and its exact (Garwood) interval.

    low = chi2(a/2; 2k) / 2n and high = chi2(1 - a/2; 2k + 2) / 2n with a = 1 - level, k the count and n the exposure.
    The quantiles come from a spline with a relative error below 1e-9 (`_gamma`), so that millions are quick.

    count, exposure: arrays that broadcast; events (>= 0, fractions allowed), exposure in the unit of the denominator.
    Returns three arrays in events per unit of exposure. No exposure, or NaN in either: NaN. A count of zero: low is 0.
    Raises ValueError for a negative count or exposure, or a level outside (0, 1).

    Source: Garwood, Biometrika 28 (1936) 437. Alternatives: Byar's approximation (close from about 5 events),
    mid-P (shorter, covers less than promised for some rates). Limits: never covers less than `level` for Poisson
    counts, and more than that at small counts; for fractional (crosswalked) counts it is the continuous extension,
    which is wide enough because a sum of parts varies less than a Poisson count of the same size.
    """
    _check_level(level)
    k, n = _events_and_exposure(count, exposure)
    low, high = _garwood(k, 1 - level)
    with np.errstate(divide="ignore", invalid="ignore"):
        usable = np.where(n > 0, n, np.nan)
        return k / usable, low / usable, high / usable


def dobson_interval(
    weighted: ArrayLike, variance: ArrayLike, events: ArrayLike, exposure: ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats, Floats]:
    """Return the rate of a weighted sum of Poisson counts and its (Dobson) interval.

    For counts that a crosswalk divided over areas, and for standardised rates.

    With parts x_i and weights w_i: weighted = sum(w x), variance = sum(w^2 x), events = sum(x).
    low = (weighted + sqrt(variance / events) (X_low - events)) / exposure; X_low, X_high: exact limits of `events`.

    All arrays broadcast. With every weight 1 it equals `poisson_interval`. Without events: (0, 0, NaN), because nothing
    then says which weights the events would have had. Raises as `poisson_interval`.

    Source: Dobson, Kuulasmaa, Eberle and Scherer, Statistics in Medicine 10 (1991) 457. Alternative: Fay and Feuer's
    gamma interval (wider). Limits: close to `level` from about 5 events and weights that do not differ too much.
    Example: 4 events of which half of the area counts, weighted 2, variance 1: 2 + sqrt(1/4) (1.09 - 4) = 0.545.
    """
    _check_level(level)
    x, n = _events_and_exposure(events, exposure)
    y, spread = np.asarray(weighted, float), np.asarray(variance, float)
    low, high = _garwood(x, 1 - level)
    with np.errstate(divide="ignore", invalid="ignore"):
        usable = np.where(n > 0, n, np.nan)
        scale = np.sqrt(spread / np.where(x > 0, x, np.nan))
        lower = np.where(x == 0, 0.0, y + scale * (low - x))
        return y / usable, np.maximum(lower, 0.0) / usable, (y + scale * (high - x)) / usable


def e_test(count_a: ArrayLike, exposure_a: ArrayLike, count_b: ArrayLike, exposure_b: ArrayLike) -> Floats:
    """Return the two-sided p value of "the two Poisson rates are equal" (E-test), one for each pair.

    With z(x, y) = (x/n - y/m) / sqrt(x/n^2 + y/m^2) and one common rate estimated from both counts, p is the
    probability under that rate of a |z| at least as large as the observed one. Both counts zero: p = 1.

    All four arrays broadcast; counts are whole numbers >= 0, exposures > 0. NaN or no exposure in a pair: NaN.
    Raises ValueError for a negative or fractional count, or a negative exposure.

    Source: Krishnamoorthy and Thomson, J. Stat. Planning and Inference 119 (2004) 23. Judge: the scalar
    `scipy.stats.poisson_means_test`. Alternative: the conditional (binomial, C-) test, exact but with less power.
    Limits: absolute error below 1e-10, so a smaller p is only "very small"; the level can be passed by a hair.
    Example: 0 against 3 at equal exposure gives p = 0.0884.
    """
    ka, na = _events_and_exposure(count_a, exposure_a)
    kb, nb = _events_and_exposure(count_b, exposure_b)
    fitting(count_a=ka, exposure_a=na, count_b=kb, exposure_b=nb)
    ka, na, kb, nb = np.broadcast_arrays(ka, na, kb, nb)
    for counts in (ka, kb):
        if np.any(np.isfinite(counts) & (counts != np.floor(counts))):
            raise ValueError("the E-test compares whole counts; round crosswalked counts first")
    p = np.full(ka.shape, np.nan)
    usable = np.isfinite(ka) & np.isfinite(kb) & (na > 0) & (nb > 0)
    p[usable] = _etest.p_values(ka[usable], na[usable], kb[usable], nb[usable])
    return p


def false_discovery(p: ArrayLike, *, level: float = 0.05, method: Literal["bh", "by"] = "bh") -> Floats:
    """Return p values adjusted for testing many at once: those at or below `level` hold the promised false share.

    adjusted_(i) = min over j >= i of p_(j) m / j for "bh" (independent or positively dependent tests), times
    1 + 1/2 + … + 1/m for "by" (any dependence). m counts the p values that are not NaN; NaN passes through.

    p: array of any shape, all of it one family. Raises ValueError for p outside [0, 1] or an unknown method.
    `level` does not change the adjusted values; it is checked, and stands here so that the caller writes it down once.

    Source: Benjamini and Hochberg, JRSS B 57 (1995) 289; Benjamini and Yekutieli, Ann. Stat. 29 (2001) 1165.
    Alternative: Holm, which guards against even one false finding. Example: (0.01, 0.02, 0.9) -> (0.03, 0.03, 0.9).
    """
    _check_level(level)
    if method not in ("bh", "by"):
        raise ValueError(f"method is 'bh' or 'by', not {method!r}")
    values = np.asarray(p, float)
    known = ~np.isnan(values)
    ps = values[known]
    if ps.size and (ps.min() < 0 or ps.max() > 1):
        raise ValueError("p values lie between 0 and 1")
    adjusted = values.copy()
    if ps.size:
        adjusted[known] = _step_up(ps, method)
    return adjusted


def _step_up(ps: Floats, method: str) -> Floats:
    order = np.argsort(ps, kind="stable")
    ranks = np.arange(1, ps.size + 1)
    factor = float(np.sum(1 / ranks)) if method == "by" else 1.0
    stepped = np.minimum.accumulate((ps[order] * factor * ps.size / ranks)[::-1])[::-1]
    result = np.empty_like(ps)
    result[order] = np.minimum(stepped, 1.0)
    return result


def _garwood(counts: Floats, alpha: float) -> tuple[Floats, Floats]:
    low = _gamma.quantile(np.where(counts > 0, counts, np.nan), alpha / 2)
    return np.where(counts == 0, 0.0, low), _gamma.quantile(counts + 1, alpha / 2, upper=True)


def _events_and_exposure(count: ArrayLike, exposure: ArrayLike) -> tuple[Floats, Floats]:
    k, n = numbers(count, "count"), numbers(exposure, "exposure")
    fitting(count=k, exposure=n)
    if np.any(k < 0):
        raise ValueError("a count of events is never negative")
    if np.any(n < 0):
        raise ValueError("an exposure is never negative")
    return k, n


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"level lies between 0 and 1, not {level}")
