"""Difference in differences of two series of counts: did the place change otherwise than its control?"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from wens.stats.effect._given import before_and_after, series

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Difference:
    """ratio: after against before, treated against control (0.7: 30 % fewer than the control's change lets expect).

    low, high: interval. p: two-sided. dispersion: spread beyond Poisson, at least 1. pre_trend_p: whether the two went
    different ways before the action already; a small one takes the ground from under the comparison. NaN with fewer
    than 4 times before.
    """

    ratio: float
    low: float
    high: float
    p: float
    dispersion: float
    pre_trend_p: float


def difference_in_differences(
    treated: ArrayLike, control: ArrayLike, *, before: int, level: float = 0.95
) -> Difference:
    """Compare the treated place's share of all incidents, treated and control together, before and after.

    Given the sum of both in a time, the treated count is binomial; what happens to both (season, trend, a lockdown)
    drops out. ln ratio = ln (T1 / C1) - ln (T0 / C0) with the totals after and before; its variance is dispersion times
    (1 / T1 + 1 / C1 + 1 / T0 + 1 / C0), the dispersion Pearson's over the times, at least 1; Student's t with times - 2
    degrees of freedom.

    treated, control: (times,) counts, months for instance. before: the first so many are before the action. Raises
    ValueError for lengths that differ, fewer than 2 times before or after, or a place without a case in either.

    Source: Card and Krueger, American Economic Review 84 (1994) 772, on the log scale for counts. Judge: binomial
    regression in statsmodels. Alternatives: `synthetic_control` with many places; `weighted_displacement_difference`
    with four totals. Limits: dispersion does not see months that hang together; take quarters then.

    Worked example: 10 a month to 5, while the control stays at 10: half.
    >>> round(difference_in_differences([10, 10, 5, 5], [10, 10, 10, 10], before=2).ratio, 3)
    0.5
    """
    ours, theirs = series(treated, "treated"), series(control, "control")
    if ours.size != theirs.size:
        raise ValueError(f"treated has {ours.size} times, control {theirs.size}: the same times are needed")
    before_and_after(ours.size, before, level)
    totals = np.array([[part[:before].sum(), part[before:].sum()] for part in (ours, theirs)])
    if not totals.all():
        raise ValueError("treated and control need at least one case before and one after")
    share = totals[0] / totals.sum(axis=0)
    dispersion = _dispersion(ours, theirs, share[(np.arange(ours.size) >= before).astype(int)])
    log_ratio = math.log(totals[0, 1] * totals[1, 0] / (totals[0, 0] * totals[1, 1]))
    error = math.sqrt(dispersion * float((1 / totals).sum()))
    freedom = ours.size - 2
    reach = float(special.stdtrit(freedom, (1 + level) / 2)) * error
    return Difference(
        ratio=math.exp(log_ratio),
        low=math.exp(log_ratio - reach),
        high=math.exp(log_ratio + reach),
        p=2 * float(special.stdtr(freedom, -abs(log_ratio) / error)),
        dispersion=dispersion,
        pre_trend_p=_pre_trend(ours[:before], theirs[:before]),
    )


def _squares(ours: Floats, theirs: Floats, share: Floats) -> tuple[float, int]:
    """Return Pearson's sum of squares over the times with a case, and how many those are."""
    both = ours + theirs
    seen = both > 0
    terms = (ours - both * share)[seen] ** 2 / (both * share * (1 - share))[seen]
    return float(terms.sum()), int(seen.sum())


def _dispersion(ours: Floats, theirs: Floats, share: Floats) -> float:
    squares, seen = _squares(ours, theirs, share)
    return max(1.0, squares / max(seen - 2, 1))


def _pre_trend(ours: Floats, theirs: Floats) -> float:
    """Return p of a line in the share before the action: the score test of binomial regression, with dispersion.

    The dispersion is that around the line: around no line it would hold the very difference that is asked for, and in
    a short series no difference could then ever be seen.
    """
    both = ours + theirs
    if ours.size < 4 or not ours.sum() or not theirs.sum():
        return math.nan
    share = float(ours.sum() / both.sum())
    time = np.arange(ours.size) - float(both @ np.arange(ours.size) / both.sum())
    information = share * (1 - share) * float(both @ time**2)
    if information == 0:
        return math.nan
    score = float(time @ (ours - both * share)) ** 2 / information
    squares, seen = _squares(ours, theirs, np.full(ours.size, share))
    dispersion = max(1.0, (squares - score) / max(seen - 2, 1))
    return 2 * float(special.stdtr(ours.size - 2, -math.sqrt(score / dispersion)))
