"""Is this week high for this one area? Farrington flexible with a season, EARS without.

Both kernels flag by a bound; here the chance is computed too, because a budget is a promise about chances: the normal
bound of EARS gives several times its alpha in false alarms when counts are small.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from wens.signalling.detecting.alarms import Alarm
from wens.signalling.detecting.choosing import SEASON_WEEKS, Detector, years_of_past
from wens.signalling.detecting.delay import JUDGED_FROM
from wens.signalling.detecting.holidays import factor
from wens.signalling.detecting.series import Floats, Series
from wens.stats.outbreak import ears, farrington_flexible

EARS_BASELINE, EARS_GAP = 7, 2


def season_alarms(series: Series, rows: NDArray[np.int64], alpha: float) -> list[Alarm]:
    """Return alarms of Farrington flexible about the last week.

    expected: its mean times the known share of the week and the factor of its holidays. p: the upper tail of the
    negative binomial with that mean, and with the variance of the count as predicted (its dispersion and the
    uncertainty of the mean), thinned to the known share: a² (V - m) + a m. An alarm: p below alpha, and two cases or
    more. Source: Noufaily et al. (2013) as in `wens.stats.outbreak`; the thinning is that of a mixed Poisson count.
    """
    share = float(series.completeness[-1])
    if not len(rows) or share < JUDGED_FROM:
        return []
    past = series.counts[rows, series.first :]
    years = years_of_past(series)
    found = farrington_flexible(past, range=(past.shape[1],) * 2, b=years, w=SEASON_WEEKS, alpha=alpha)
    known = share * factor(series.counts[:, series.first :].sum(axis=0), series.monday(series.first), past.shape[1] - 1)
    mean, variance = found.expected[:, 0], found.variance[:, 0]
    p = upper_tail(past[:, -1], known * mean, known**2 * (variance - mean) + known * mean)
    return _alarms(Detector.FARRINGTON, series, rows, known * mean, p, alpha)


def short_alarms(series: Series, rows: NDArray[np.int64], alpha: float) -> list[Alarm]:
    """Return alarms of EARS C2 about the last week: the seven weeks before the last two are what is usual.

    p: given y now and S in the n = 7 weeks before, y of y + S is binomial with chance 1 / (1 + n) when nothing changed
    (Przyborowski & Wilenski, Biometrika 31 (1940) 313), both divided by the dispersion of the seven weeks when that is
    above 1. An alarm is one of EARS that is also rarer than alpha.
    """
    share = float(series.completeness[-1])
    if not len(rows) or share < JUDGED_FROM:
        return []
    now = series.counts[rows]
    last = now.shape[1]
    before = now[:, last - 1 - EARS_GAP - EARS_BASELINE : last - 1 - EARS_GAP]
    mean = before.mean(axis=1)
    found = ears(now, range=(last, last), method="C2", alpha=alpha, baseline=EARS_BASELINE)
    dispersion = np.maximum(before.var(axis=1, ddof=1) / np.where(mean > 0, mean, 1.0), 1.0)
    weight = share / EARS_BASELINE
    y, past = now[:, -1] / dispersion, before.sum(axis=1) / dispersion
    p = np.where(y > 0, special.betainc(np.maximum(y, 1e-9), past + 1, weight / (1 + weight)), 1.0)
    return _alarms(Detector.EARS, series, rows, share * mean, np.where(found.alarm[:, 0], p, 1.0), alpha)


def upper_tail(count: NDArray[np.int64], mean: Floats, variance: Floats) -> Floats:
    """Return the chance of `count` or more: negative binomial with this mean and variance, Poisson where not wider.

    >>> upper_tail(np.array([0, 3]), np.array([1.0, 1.0]), np.array([1.0, 1.0])).round(4).tolist()
    [1.0, 0.0803]
    """
    least = np.maximum(mean, 1e-9)
    ratio = np.maximum(variance / least, 1.0)
    wide = ratio > 1 + 1e-9
    excess = np.where(wide, ratio, 2.0) - 1
    tail = np.where(
        wide, stats.nbinom.sf(count - 1, least / excess, 1 / (1 + excess)), stats.poisson.sf(count - 1, least)
    )
    return np.asarray(np.where(np.isfinite(mean) & np.isfinite(variance), tail, 1.0))


def _alarms(
    detector: Detector, series: Series, rows: NDArray[np.int64], expected: Floats, p: Floats, alpha: float
) -> list[Alarm]:
    week = series.weeks - 1
    observed = series.counts[rows, -1]
    return [
        Alarm(detector, series.indicator, series.level, (series.codes[int(rows[at])],), week, week, int(observed[at]),
              float(expected[at]), float(p[at]), alpha)
        for at in np.flatnonzero((p <= alpha) & (observed >= FEWEST_CASES))
    ]  # fmt: skip


FEWEST_CASES = 3
"""One or two cases are never an outbreak, however rare they are."""
