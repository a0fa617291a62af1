"""Farrington's detector, original and flexible: is this week above what the same season in past years lets expect?"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from wens.stats.outbreak import _fit, _windows
from wens.stats.outbreak._fit import Design, Fit
from wens.stats.outbreak._windows import Threshold

Floats = NDArray[np.float64]
TREND_LEVEL = 0.05
YEARS_FOR_A_TREND = 3


@dataclass(frozen=True)
class Outbreaks:
    """Per judged week: upper bound, whether the count is above it, what was expected, and how far a count may stray.

    Shape (…, weeks judged). upper is NaN, and there is no alarm, with fewer than 5 cases in the last 4 weeks. variance:
    of the count as predicted, phi m + phi m^2 var(ln m): its own chance and the uncertainty of what was expected.
    """

    upper: Floats
    alarm: NDArray[np.bool_]
    expected: Floats
    variance: Floats

    def shaped(self, leading: tuple[int, ...]) -> "Outbreaks":
        """Return the same with the leading dimensions of the counts."""
        shape = (*leading, self.upper.shape[-1])
        return Outbreaks(*(getattr(self, name).reshape(shape) for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class _Model:
    """What a batch's fits say of the present. scale: the dispersion with which R surveillance judges the line."""

    present: Floats
    variance_of_log: Floats
    phi: Floats
    scale: Floats


Upper = Callable[[_Model], Floats]
Scale = Callable[[Floats, Floats, Fit], Floats]


def farrington(
    counts: ArrayLike,
    *,
    range: tuple[int, int],
    b: int = 3,
    w: int = 3,
    alpha: float = 0.01,
    frequency: int = 52,
) -> Outbreaks:
    """Judge weeks by the same 2 w + 1 weeks in each of b past years: expected, upper bound, alarm above it.

    Quasi-Poisson regression ln m = a + c t, refitted with past outbreaks weighted down (Anscombe residuals above 1).
    The line is kept when b >= 3, its p is below .05, and it does not lead above all past counts. upper =
    (m^(2/3) + z sqrt(4/9 m^(1/3) tau))^(3/2), tau = phi + var(m) / m, phi the dispersion (at least 1), z the normal
    quantile at 1 - alpha / 2, so alpha is two-sided.

    counts: (weeks,) or (…, weeks), each week after the other; NaN is a week that is not known, it is left out and never
    an alarm. range: (first, last) week to judge, from 1, both inside. frequency: weeks a year. Raises ValueError when
    the past is too short, for negative counts, or weeks out of range.

    Source: Farrington, Andrews, Beale, Catchpole, Journal of the Royal Statistical Society A 159 (1996) 547. Judge:
    algo.farrington in R surveillance 1.20.3, the same to the digits of its own iteration. Alternative:
    `farrington_flexible`, which uses more of the past. Limits: weighing down every residual above 1
    makes phi too small: with alpha .01 about 2 % of the weeks of overdispersed series without outbreak give an alarm
    (Noufaily 2013; here 2.3 %).
    """
    design = _windows.same_weeks(b, w, frequency)
    values, first, last = _windows.given(counts, range, int(design.lags.max()))
    normal = float(special.ndtri(1 - _windows.share(alpha) / 2))

    def upper(model: _Model) -> Floats:
        return _two_thirds(model.present, model.phi + model.present * model.phi * model.variance_of_log, normal)

    found = _judged(values, first, last, _Rules(design, b >= YEARS_FOR_A_TREND, 1.0, _pearson_dispersion, upper))
    return found.shaped(np.shape(counts)[:-1])


def farrington_flexible(
    counts: ArrayLike,
    *,
    range: tuple[int, int],
    b: int = 5,
    w: int = 3,
    alpha: float = 0.01,
    frequency: int = 52,
    past_weeks_not_included: int = 26,
    no_periods: int = 10,
    weights_threshold: float = 2.58,
    threshold: Threshold = "nbPlugin",
) -> Outbreaks:
    """Judge weeks by all weeks of b past years, with a level for each of no_periods periods of the year and a line.

    Quasi-Poisson regression ln m = level of the period + c t over the last b years without the past_weeks_not_included
    last weeks (an outbreak that goes on would hide itself), refitted with Anscombe residuals above weights_threshold
    weighted down. The line is kept when b >= 3, its p is below .05, and it does not lead above all past counts. upper,
    with alpha one-sided: "nbPlugin": the 1 - alpha quantile of the negative binomial with mean m and variance phi m
    (Poisson when phi = 1); "muan": the same with the upper bound of m for m; "delta": as in `farrington`.

    The p of the line, and the spread of m in "muan" and "delta", are those of R surveillance 1.20.3, for equal results:
    it takes the dispersion from the working residuals (y - m) / m, not from Pearson's, and so keeps the line more
    often than a textbook test would (Noufaily keep it always). counts, range, frequency, NaN and errors as in
    `farrington`; alarm is a count above upper.

    Source: Noufaily, Enki, Farrington, Garthwaite, Andrews, Charlett, Statistics in Medicine 32 (2013) 1206; Salmon,
    Schumacher, Höhle, Journal of Statistical Software 70 (2016) 10. Judge: farringtonFlexible in R surveillance.
    Limits: "nbPlugin" counts no uncertainty of m; a series without a past case has upper 0, where R gives NA. One week
    with twice the cases is seen in 18 % of the series at 2 cases a week, in 46 % at 5 and in 97 % at 20; with three
    times the cases in 56, 93 and 100 %.
    """
    design = _windows.all_weeks(b, w, frequency, past_weeks_not_included, no_periods)
    values, first, last = _windows.given(counts, range, b * frequency + w)
    normal = float(special.ndtri(1 - _windows.share(alpha)))
    if threshold not in ("delta", "nbPlugin", "muan"):
        raise ValueError(f'threshold is "nbPlugin", "muan" or "delta", not {threshold!r}')

    def upper(model: _Model) -> Floats:
        variance = model.scale * model.variance_of_log
        if threshold == "delta":
            return _two_thirds(model.present, model.phi + model.present * variance, normal)
        if threshold == "nbPlugin":
            return _quantile(model.present, model.phi, 1 - alpha)
        with np.errstate(over="ignore", invalid="ignore"):
            highest = model.present * np.exp(normal * np.sqrt(variance))
        return _quantile(highest, model.phi, 1 - alpha)

    rules = _Rules(design, b >= YEARS_FOR_A_TREND, weights_threshold, _working_dispersion, upper)
    return _judged(values, first, last, rules).shaped(np.shape(counts)[:-1])


@dataclass(frozen=True)
class _Rules:
    """What tells the two detectors apart."""

    design: Design
    trend: bool
    weights_threshold: float
    scale: Scale
    upper: Upper


def _judged(values: Floats, first: int, last: int, rules: _Rules) -> Outbreaks:
    size = len(values) * (last - first + 1)
    upper, expected, variance, alarm = np.empty(size), np.empty(size), np.empty(size), np.empty(size, dtype=bool)
    for batch in _windows.batches(values, first, last, rules.design.lags):
        model = _model(batch.past, rules)
        enough = batch.recent >= _windows.ENOUGH_CASES
        upper[batch.place] = np.where(enough, rules.upper(model), np.nan)
        expected[batch.place] = model.present
        with np.errstate(over="ignore", invalid="ignore"):
            spread = model.present**2 * model.phi * model.variance_of_log
            variance[batch.place] = model.phi * model.present + spread
        alarm[batch.place] = batch.now > upper[batch.place]
    shape = (len(values), last - first + 1)
    return Outbreaks(upper.reshape(shape), alarm.reshape(shape), expected.reshape(shape), variance.reshape(shape))


def _model(past: Floats, rules: _Rules) -> _Model:
    known = np.isfinite(past)
    counts, weights = np.where(known, past, 0.0), known.astype(float)
    flat, _ = _refitted(counts, weights, rules, trend=False)
    if not rules.trend:
        return flat
    line, fitted = _refitted(counts, weights, rules, trend=True)
    p = _fit.p_of_slope(fitted, line.scale)
    with np.errstate(invalid="ignore"):
        keep = fitted.converged & (p < TREND_LEVEL) & (line.present <= counts.max(axis=1))
    return _Model(*(np.where(keep, getattr(line, name), getattr(flat, name)) for name in flat.__dataclass_fields__))


def _refitted(counts: Floats, weights: Floats, rules: _Rules, *, trend: bool) -> tuple[_Model, Fit]:
    """Fit, weigh past outbreaks down, fit again."""
    fitted = _fit.fit(counts, weights, rules.design, trend=trend)
    phi = np.maximum(_fit.dispersion(counts, fitted), 1.0)
    weights = _fit.anscombe_weights(counts, weights, fitted, phi, rules.weights_threshold)
    fitted = _fit.fit(counts, weights, rules.design, trend=trend)
    phi = np.maximum(_fit.dispersion(counts, fitted), 1.0)
    return _Model(fitted.present, fitted.variance_of_log, phi, rules.scale(counts, weights, fitted)), fitted


def _pearson_dispersion(counts: Floats, weights: Floats, fitted: Fit) -> Floats:  # noqa: ARG001
    return _fit.dispersion(counts, fitted)


def _working_dispersion(counts: Floats, weights: Floats, fitted: Fit) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = (counts - fitted.mean) / fitted.mean
        return np.asarray((weights * relative**2).sum(axis=1) / _fit.freedom(fitted))


def _two_thirds(mean: Floats, tau: Floats, normal: float) -> Floats:
    """Return the upper bound on the scale of two-thirds powers, on which counts are nearly normal."""
    with np.errstate(invalid="ignore"):
        spread = np.sqrt(4 / 9 * np.cbrt(mean) * tau)
        return np.asarray(np.where(mean > 0, (np.cbrt(mean) ** 2 + normal * spread) ** 1.5, 0.0))


def _quantile(mean: Floats, phi: Floats, level: float) -> Floats:
    """Return quantiles of counts with this mean and variance phi times the mean."""
    over, safe = phi > 1, np.where((mean > 0) & np.isfinite(mean), mean, 1.0)
    excess = np.where(over, phi, 2.0)
    wide = stats.nbinom.ppf(level, safe / (excess - 1), 1 / excess)
    found = np.where(over, wide, stats.poisson.ppf(level, safe))
    return np.where(~np.isfinite(mean) | np.isnan(phi), np.nan, np.where(mean > 0, found, 0.0))
