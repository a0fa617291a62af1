"""Quasi-Poisson regression of many series at once on a level per period of the year and a line in time.

Iteratively reweighted least squares, one step for all series together: with a level per period and one line, a step
needs sums per period only, no matrix. It stops where R's glm stops, because published bounds carry those digits.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
MOST_STEPS = 25
CLOSE_ENOUGH = 1e-8
# Means stay within these, so that a series without cases or a line without end gives a number, not an overflow.
SMALLEST, LARGEST = 1e-100, 1e100


@dataclass(frozen=True)
class Design:
    """The past weeks of a fit in order of their period: lag behind the present in weeks, period starts, and which.

    The last period is that of the present.
    """

    lags: NDArray[np.intp]
    starts: NDArray[np.intp]

    @property
    def time(self) -> Floats:
        """Return the past weeks on a scale from -1 to 0, the present."""
        return np.asarray(-self.lags / self.lags.max(), dtype=float)

    @property
    def periods(self) -> int:
        """Return the number of levels."""
        return len(self.starts)

    def sums(self, values: Floats) -> Floats:
        """Return the sums per period: (series, weeks) to (series, periods)."""
        return np.asarray(np.add.reduceat(values, self.starts, axis=1))

    def spread(self, per_period: Floats) -> Floats:
        """Return values per period for each week: (series, periods) to (series, weeks)."""
        return np.repeat(per_period, np.diff(np.append(self.starts, len(self.lags))), axis=1)


@dataclass(frozen=True)
class Fit:
    """Fitted series: means (series, weeks), slope, whether it was found, and what the present is expected to be.

    working: weights of the last step, of which R computes leverage, dispersion and standard errors. information: of the
    slope; NaN without. present: expected now. variance_of_log: of its logarithm, per unit of dispersion. parameters:
    number of levels and slopes.
    """

    mean: Floats
    slope: Floats
    converged: NDArray[np.bool_]
    working: Floats
    information: Floats
    present: Floats
    variance_of_log: Floats
    leverage: Floats
    parameters: int


def fit(counts: Floats, weights: Floats, design: Design, *, trend: bool) -> Fit:
    """Fit counts (series, weeks) with weights of the same shape; weight 0 leaves a week out.

    Stopped as R's glm: when the deviance changes by less than 1e-8 of itself and 0.1, at most 25 steps.
    """
    series = len(counts)
    mean, working = counts + 0.1, np.empty_like(counts)
    slope, level = np.zeros(series), np.zeros((series, design.periods))
    deviance, moving = np.full(series, np.inf), np.arange(series)
    for _ in range(MOST_STEPS):
        y, m, weight = counts[moving], mean[moving], weights[moving]
        working[moving] = weight * m
        level[moving], slope[moving] = _least_squares(np.log(m) + (y - m) / m, weight * m, design, trend)
        m = np.exp(design.spread(level[moving]) + slope[moving, None] * design.time)
        mean[moving] = m = np.clip(m, SMALLEST, LARGEST)
        new = 2 * (weight * (special.xlogy(y, y / m) - (y - m))).sum(axis=1)
        changes = ~(np.abs(new - deviance[moving]) < CLOSE_ENOUGH * (np.abs(new) + 0.1))
        deviance[moving] = new
        moving = moving[changes]
        if not moving.size:
            break
    converged = np.ones(series, dtype=bool)
    converged[moving] = False
    return _described(mean, slope, level, converged, working, design, trend)


def _described(
    mean: Floats,
    slope: Floats,
    level: Floats,
    converged: NDArray[np.bool_],
    working: Floats,
    design: Design,
    trend: bool,
) -> Fit:
    total = design.sums(working)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = working / design.spread(total)
        variance = 1 / total[:, -1]
        information = np.full(len(mean), np.nan)
        leverage = shares
        if trend:
            centre = design.sums(shares * design.time)
            away = design.time - design.spread(centre)
            information = (working * away**2).sum(axis=1)
            leverage = shares + working * away**2 / information[:, None]
            variance = variance + centre[:, -1] ** 2 / information
    present = np.exp(np.minimum(level[:, -1], np.log(LARGEST)))
    return Fit(mean, slope, converged, working, information, present, variance, leverage, design.periods + int(trend))


def _least_squares(values: Floats, weights: Floats, design: Design, trend: bool) -> tuple[Floats, Floats]:
    """Return levels (series, periods) and slopes of the weighted line through the values, one level per period."""
    with np.errstate(divide="ignore", invalid="ignore"):
        total = design.sums(weights)
        level = np.nan_to_num(design.sums(weights * values) / total)
        if not trend:
            return level, np.zeros(len(values))
        centre = np.nan_to_num(design.sums(weights * design.time) / total)
        away = weights * (design.time - design.spread(centre))
        slope = np.nan_to_num((away * (values - design.spread(level))).sum(axis=1) / (away @ design.time))
    return level - slope[:, None] * centre, slope


def dispersion(counts: Floats, fitted: Fit) -> Floats:
    """Return Pearson's dispersion per series, not corrected to be at least 1."""
    terms = fitted.working * ((counts - fitted.mean) / fitted.mean) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(terms.sum(axis=1) / freedom(fitted))


def freedom(fitted: Fit) -> Floats:
    """Return the degrees of freedom that are left per series."""
    return np.asarray(np.maximum((fitted.working > 0).sum(axis=1) - fitted.parameters, 0), dtype=float)


def anscombe_weights(counts: Floats, weights: Floats, fitted: Fit, phi: Floats, threshold: float) -> Floats:
    """Return weights that let past outbreaks count less: residuals above the threshold by their inverse square.

    The residual is 3/2 (y^(2/3) m^(-1/6) - m^(1/2)) / sqrt(phi (1 - h)); the weights add up to the number of weeks.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = 1.5 * (np.cbrt(counts) ** 2 * fitted.mean ** (-1 / 6) - np.sqrt(fitted.mean))
        residual = raw / np.sqrt(phi[:, None] * (1 - fitted.leverage))
        less = np.where(residual > threshold, residual**-2.0, 1.0) * weights
        return np.asarray(less * (weights.sum(axis=1) / less.sum(axis=1))[:, None])


def p_of_slope(fitted: Fit, scale: Floats) -> Floats:
    """Return the two-sided p of the slope by Student's t, with this dispersion."""
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(fitted.slope) * np.sqrt(fitted.information / scale)
    return np.asarray(2 * special.stdtr(freedom(fitted), -t))
