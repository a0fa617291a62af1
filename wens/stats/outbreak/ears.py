"""EARS C1, C2 and C3: is today above the last days, for series with hardly any past?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray
from scipy import special

from wens.stats.outbreak import _windows

Floats = NDArray[np.float64]
Method = Literal["C1", "C2", "C3"]
LAG = {"C1": 0, "C2": 2, "C3": 2}
BEFORE = 2


@dataclass(frozen=True)
class Ears:
    """Per judged time: upper bound, whether the count is above it, and the statistic C1, C2 or C3."""

    upper: Floats
    alarm: NDArray[np.bool_]
    statistic: Floats


def ears(
    counts: ArrayLike,
    *,
    range: tuple[int, int],
    method: Method = "C1",
    alpha: float = 0.001,
    baseline: int = 7,
    min_sigma: float = 0.0,
) -> Ears:
    """Judge times by the mean and standard deviation (divisor baseline - 1) of the `baseline` times before.

    With z the normal quantile at 1 - alpha (one-sided):
    C1: baseline right before t; C1(t) = (y - mean) / sd; upper = mean + z sd.
    C2: the same with two times between, so that a rise of three days does not raise its own bound.
    C3: C3(t) = sum of max(0, C2 - 1) over t, t - 1, t - 2; upper = mean + sd (z - the part of t - 1 and t - 2), at
    least 0, mean and sd of C2. An alarm is a count above upper, for all three. EARS itself flags where C3(t) > 2:
    `statistic` has it. CDC's alpha is .001 for C1 and C2, .025 for C3.

    R surveillance 1.20.3 gives the same C1 and C2. For C3 its documentation has the formula above, but its code puts
    the count of t itself in place of the mean, so that the count of t does not matter there; this is the formula.

    counts: (times,) or (…, times), days or weeks without season. range: (first, last), from 1, both inside. min_sigma:
    lower bound of sd, for sparse series; with sd 0 any count above the mean is an alarm. NaN in the baseline or now:
    upper NaN, no alarm. Raises ValueError when the past is too short (7, 9 and 11 times), for negative counts.

    Source: Hutwagner, Thompson, Seeman, Treadwell, Journal of Urban Health 80 (2003) i89; Fricker, Hegler, Dunfee,
    Statistics in Medicine 27 (2008) 3407; upper: Salmon, Schumacher, Höhle, Journal of Statistical Software 70 (2016)
    10. Alternative with some years of past: `farrington_flexible`, which knows the season. Limits: seven values give
    an uncertain sd, so that false alarms are many times alpha: at .001 C1 and C2 are above their bound in 1.4 % of the
    weeks when counts are large and in 2.6 % at two cases a week, C3 at .025 in 11 to 15 %. A doubling for one week of
    5 cases a week is seen in half of the series by C1, of 20 a week in 95 %.

    Worked example: seven days of 1, 2, 3, 2, 1, 2, 3 (mean 2, sd 0.8165), then 6; with z = 3.0902 upper = 4.5232:
    >>> found = ears([1, 2, 3, 2, 1, 2, 3, 6], range=(8, 8))
    >>> round(float(found.upper[0]), 4), bool(found.alarm[0]), round(float(found.statistic[0]), 3)
    (4.5232, True, 4.899)
    """
    if method not in LAG:
        raise ValueError(f"method is C1, C2 or C3, not {method!r}")
    if baseline < 3:
        raise ValueError(f"a baseline has at least 3 times, not {baseline}")
    earlier = BEFORE if method == "C3" else 0
    values, first, last = _windows.given(counts, range, baseline + LAG[method] + earlier)
    z = float(special.ndtri(1 - _windows.share(alpha)))
    begin = first - 1 - earlier
    mean, sd = _past(values, begin, last, baseline, LAG[method])
    sd = np.where(sd < min_sigma, min_sigma, sd)
    now = values[:, begin:last]
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.where(now == mean, 0.0, (now - mean) / sd)
    upper = mean + z * sd
    if method == "C3":
        now, (upper, statistic) = now[:, 2:], _of_three(statistic, mean, sd, z)
    shape = (*np.shape(counts)[:-1], last - first + 1)
    alarm = now > upper
    return Ears(upper.reshape(shape), alarm.reshape(shape), statistic.reshape(shape))


def _of_three(statistic: Floats, mean: Floats, sd: Floats, z: float) -> tuple[Floats, Floats]:
    """Return upper bound and C3 of each time from C2 of it and of the two times before, which come first."""
    above = np.maximum(statistic - 1, 0)
    mean, sd, before = mean[:, 2:], sd[:, 2:], above[:, :-2] + above[:, 1:-1]
    with np.errstate(invalid="ignore"):
        upper = np.where(sd > 0, np.maximum(mean + sd * (z - before), 0.0), mean)
    return np.where(np.isnan(before), np.nan, upper), before + above[:, 2:]


def _past(values: Floats, begin: int, end: int, baseline: int, lag: int) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of the baseline of the times begin to end (from 0, end not inside)."""
    windows = sliding_window_view(values, baseline, axis=1)[:, begin - lag - baseline : end - lag - baseline]
    # All equal: exactly 0, also when the mean is rounded.
    spread = np.where(np.ptp(windows, axis=2) == 0, 0.0, windows.std(axis=2, ddof=1))
    return windows.mean(axis=2), spread
