"""Interrupted time series: did the level or the direction of a long series of counts change at the action?"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from wens.stats.effect._given import before_and_after, series

Floats = NDArray[np.float64]
MOST_STEPS = 50


@dataclass(frozen=True)
class Interrupted:
    """level_ratio: step at the action (0.8: 20 % fewer at once), with interval and two-sided p.

    slope_ratio: change of the growth per time from then on, with interval and p. expected: (times,) what the series
    would have been without the action. dispersion: spread beyond Poisson, at least 1. autocorrelation: of the residuals
    at lag 1; above about 2 / sqrt(times) the intervals are too narrow.
    """

    level_ratio: float
    level_low: float
    level_high: float
    level_p: float
    slope_ratio: float
    slope_low: float
    slope_high: float
    slope_p: float
    expected: Floats
    dispersion: float
    autocorrelation: float


def interrupted_time_series(
    counts: ArrayLike,
    *,
    before: int,
    exposure: ArrayLike | None = None,
    frequency: int | None = None,
    harmonics: int = 2,
    level: float = 0.95,
) -> Interrupted:
    """Fit ln m = a + b t + c [after] + d (t - t0) [after] + season + ln exposure by quasi-Poisson regression.

    t0 is the first time after the action, so exp(c) is the step there and exp(d) what the growth per time is
    multiplied with. Season: `harmonics` sine and cosine pairs of one year (none without frequency). Intervals by
    Student's t with the residual degrees of freedom.

    counts: (times,). before: the first so many are before the action. exposure: (times,) population or days, above 0.
    frequency: times a year, 12 for months. Raises ValueError for fewer times than twice the parameters, fewer than 3
    before, or a fit that has no solution (no case before or after).

    Source: Lopez Bernal, Cummins, Gasparrini, International Journal of Epidemiology 46 (2017) 348. Judge: GLM in
    statsmodels. Limits: another change at the same time is taken for the action: use a control
    (`difference_in_differences`) where there is one.

    Worked example: 8 a month, from the fifth month on 4: half at once, no change of direction.
    >>> found = interrupted_time_series([8, 8, 8, 8, 4, 4, 4, 4], before=4)
    >>> round(found.level_ratio, 6), round(found.slope_ratio, 6), round(float(found.expected[-1]), 6)
    (0.5, 1.0, 8.0)
    """
    observed = series(counts, "counts")
    before_and_after(observed.size, before, level, least=3)
    offset = np.zeros(observed.size)
    if exposure is not None:
        people = series(exposure, "exposure")
        if people.size != observed.size or not people.all():
            raise ValueError("exposure has one number above 0 for each time of the counts")
        offset = np.log(people)
    design = _design(observed.size, before, frequency, harmonics)
    if observed.size < 2 * design.shape[1]:
        raise ValueError(f"{observed.size} times are too few for {design.shape[1]} parameters: leave out the season")
    if not observed[:before].any() or not observed[before:].any():
        raise ValueError("the series needs at least one case before and one after the action")
    coefficients, covariance, mean = _regression(observed, design, offset)
    freedom = observed.size - design.shape[1]
    dispersion = max(1.0, float(((observed - mean) ** 2 / mean).sum()) / freedom)
    residuals = (observed - mean) / np.sqrt(mean)
    reach = float(special.stdtrit(freedom, (1 + level) / 2))
    step, turn = (_change(coefficients[k], dispersion * covariance[k, k], reach, freedom) for k in (2, 3))
    without = design.copy()
    without[:, 2:4] = 0
    squares = float(residuals @ residuals)
    return Interrupted(
        *step,
        *turn,
        np.exp(without @ coefficients + offset),
        dispersion,
        float(residuals[1:] @ residuals[:-1]) / squares if squares > 1e-12 else 0.0,
    )


def _change(value: float, variance: float, reach: float, freedom: int) -> tuple[float, float, float, float]:
    """Return a coefficient as a ratio with its interval, and its two-sided p."""
    error = math.sqrt(variance)
    ratio = (math.exp(value), math.exp(value - reach * error), math.exp(value + reach * error))
    return *ratio, 2 * float(special.stdtr(freedom, -abs(value) / error))


def _design(times: int, before: int, frequency: int | None, harmonics: int) -> Floats:
    """Return columns 1, time (in spans of the series), after, time since, and the season."""
    time = np.arange(times, dtype=float)
    after = (time >= before).astype(float)
    columns = [np.ones(times), time - before, after, (time - before) * after]
    for wave in range(1, (harmonics if frequency else 0) + 1):
        angle = 2 * np.pi * wave * time / (frequency or 1)
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def _regression(observed: Floats, design: Floats, offset: Floats) -> tuple[Floats, Floats, Floats]:
    mean = observed + 0.1
    previous = np.inf
    for _ in range(MOST_STEPS):
        root = np.sqrt(mean)
        working = np.log(mean) - offset + (observed - mean) / mean
        coefficients = np.linalg.lstsq(design * root[:, None], working * root, rcond=None)[0]
        mean = np.exp(np.clip(design @ coefficients + offset, -50, 50))
        deviance = 2 * float((special.xlogy(observed, observed / mean) - (observed - mean)).sum())
        if abs(deviance - previous) < 1e-12 * (abs(deviance) + 0.1):
            covariance = np.linalg.inv((design * mean[:, None]).T @ design)
            return np.asarray(coefficients), np.asarray(covariance), mean
        previous = deviance
    raise ValueError("the regression has no solution: too few cases for these parameters, leave out the season")
