"""Do numbers go up or down over the years? A log-linear quasi-Poisson regression for many short series at once.

Worked example: 10, 20 and 40 cases at equal exposure double each year:
>>> found = fit([[10, 20, 40]], [[1, 1, 1]], [0, 1, 2]).trend()
>>> [round(float(found.yearly[0]), 6), round(float(found.dispersion[0]), 6)]
[2.0, 1.0]
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]

LEAST_PERIODS = 3
_MOST_STEPS = 60
_CLOSE = 1e-11
_STEEPEST = 20.0  # a slope of the logarithm per period: with events at one end only it would run away


@dataclass(frozen=True)
class Trend:
    """One value per series: factor per period with its interval, two-sided p, and the dispersion that was used."""

    yearly: Floats
    low: Floats
    high: Floats
    p: Floats
    dispersion: Floats


@dataclass(frozen=True)
class Fit:
    """One value per series: slope, its information (1 / variance at dispersion 1), Pearson's statistic, periods."""

    slope: Floats
    information: Floats
    pearson: Floats
    periods: NDArray[np.int64]

    def trend(self, *, dispersion: ArrayLike | None = None, level: float = 0.95) -> Trend:
        """Return what the fit says about the trend.

        The variance of the slope is multiplied by the dispersion: Pearson's statistic / (periods - 2), at least 1.
        Alone, a series is compared with Student's t on periods - 2 degrees of freedom. With `dispersion`, estimated
        from many series together (broadcasts), the largest of 1, that one and the series' own counts, and the normal
        distribution is used, because the common one is well known.
        """
        own = np.maximum(self.pearson / np.maximum(self.periods - 2, 1), 1.0)
        used = own if dispersion is None else np.fmax(own, np.asarray(dispersion, float))
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            error = np.sqrt(used / self.information)
            z = -np.abs(self.slope / error)
            if dispersion is None:
                freedom = np.maximum(self.periods - 2, 1).astype(float)
                p, reach = 2 * special.stdtr(freedom, z), np.asarray(special.stdtrit(freedom, (1 + level) / 2))
            else:
                p, reach = 2 * special.ndtr(z), np.asarray(special.ndtri((1 + level) / 2))
            low, high = np.exp(self.slope - reach * error), np.exp(self.slope + reach * error)
        return Trend(np.exp(self.slope), low, high, p, used)


def fit(count: ArrayLike, exposure: ArrayLike, time: ArrayLike) -> Fit:
    """Fit log(expected count) = log(exposure) + intercept + slope x time to each series by Poisson likelihood.

    For a given slope the likelihood is at its best where as many events are expected as there were. One equation is
    left: the mean time of the events, observed and expected, must be equal; Newton's steps find its root.

    count, exposure: (series, periods), NaN where not known; time: (periods,). Fewer than 3 known periods, or no events:
    NaN. Raises ValueError for negative counts or another shape.

    Source: McCullagh and Nelder, Generalized Linear Models (1989) ch. 6 and 9. Judge: statsmodels' GLM with
    scale="X2". Alternatives: a negative binomial regression (needs more than a handful of years), Mann-Kendall (does
    not know how many cases there were). Limits: a straight line on the logarithm, and Wald's test: without some twenty
    events in a series, or with all of them in the first or last period, it says nothing.
    """
    y, n, t = (np.asarray(a, float) for a in (count, exposure, time))
    if y.ndim != 2 or n.shape != y.shape or t.shape != y.shape[1:]:
        raise ValueError("counts and exposures are (series, periods), time is (periods,)")
    if np.any(y < 0):
        raise ValueError("a count of events is never negative")
    known = np.isfinite(y) & (n > 0)
    periods = known.sum(axis=1)
    fits = (periods >= LEAST_PERIODS) & (np.where(known, y, 0.0).sum(axis=1) > 0)
    slope, information, pearson = (np.full(len(y), np.nan) for _ in range(3))
    if fits.any():
        events, people = np.where(known, y, 0.0)[fits], np.where(known, n, 0.0)[fits]
        slope[fits] = _slopes(events, people, t)
        information[fits], pearson[fits] = _spread_about(slope[fits], events, people, t)
    return Fit(slope, information, pearson, periods)


def _slopes(y: Floats, n: Floats, t: Floats) -> Floats:
    observed = y @ t / y.sum(axis=1)
    slope = np.zeros(len(y))
    active = np.arange(len(y))
    for _ in range(_MOST_STEPS):
        share = _shares(slope[active], n[active], t)
        mean = share @ t
        spread = np.maximum(share @ (t * t) - mean * mean, 1e-12)
        step = np.clip((observed[active] - mean) / spread, -1.0, 1.0)
        slope[active] = np.clip(slope[active] + step, -_STEEPEST, _STEEPEST)
        active = active[np.abs(step) > _CLOSE]
        if not active.size:
            break
    return slope


def _shares(slope: Floats, n: Floats, t: Floats) -> Floats:
    """The share of the events that each period has at this slope."""
    share = n * np.exp(np.clip(slope[:, None] * (t - t.mean()), -700, 700))
    return np.asarray(share / share.sum(axis=1, keepdims=True))


def _spread_about(slope: Floats, y: Floats, n: Floats, t: Floats) -> tuple[Floats, Floats]:
    share = _shares(slope, n, t)
    fitted = share * y.sum(axis=1, keepdims=True)
    information = (fitted * (t - (share @ t)[:, None]) ** 2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.where(fitted > 0, (y - fitted) ** 2 / fitted, 0.0).sum(axis=1)
    return information, statistic
