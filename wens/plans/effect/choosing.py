"""Which method do the data allow? Decided from the time before the first day only: nobody chooses by the outcome.

From strong to weak: comparing the course with similar areas (difference in differences), a mixture of other areas
(synthetic control), the own long series (interrupted time series), and two numbers beside those of one other area
(weighted displacement difference, Wheeler and Ratcliffe 2018). Pure.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from wens.plans.effect.material import Material, Series
from wens.stats.effect import difference_in_differences, synthetic_control

Floats = NDArray[np.float64]
LEAST_CASES = 10
"""Fewer cases in the area before: whatever happens afterwards could be chance."""

SAME_COURSE_P = 0.10
"""Below this p the area and its comparison already went different ways: a test that should not be passed too easily."""

LEAST_DONORS = 19
"""So many places without the action are needed for p = .05 (`synthetic_control`)."""

LEAST_FIT = 5
"""Periods before that a mixture has to follow."""

MOST_GAP = 0.25
"""How far a mixture may stay from the area before, as a share of its mean."""

LONG = {"month": (24, 12), "quarter": (8, 4), "year": (6, 3)}
"""How long a series without comparison has to be, before and after: two years of months to see a season."""

MOST_UNEQUAL = 2.0
"""An area to put beside it has at most so many times as many cases before."""


class Method(StrEnum):
    DIFFERENCE = "difference"
    SYNTHETIC = "synthetic"
    INTERRUPTED = "interrupted"
    BEFORE_AFTER = "before_after"


@dataclass(frozen=True)
class Choice:
    """The method with the code of why, and of each stronger one why not; no method: `why` says what is missing."""

    method: Method | None
    why: str
    instead_of: tuple[tuple[str, str], ...] = ()


def choose(of: Material) -> Choice:
    """Return the strongest method that the data allow."""
    if sum(of.own.counts[: of.before]) < LEAST_CASES:
        return Choice(None, "too_few")
    against: list[tuple[str, str]] = []
    for method, why_not in (
        (Method.DIFFERENCE, _not_difference), (Method.SYNTHETIC, _not_synthetic),
        (Method.INTERRUPTED, _not_interrupted), (Method.BEFORE_AFTER, _not_before_after),
    ):  # fmt: skip
        code = why_not(of)
        if not code:
            return Choice(method, method.value, tuple(against))
        against.append((method.value, code))
    return Choice(None, "none_fits", tuple(against))


def summed(rows: tuple[Series, ...]) -> Floats:
    """Return (periods,) the counts of areas together."""
    total: Floats = np.asarray([one.counts for one in rows], dtype=float).sum(axis=0)
    return total


def _not_difference(of: Material) -> str:
    if not of.peers:
        return "no_comparison"
    if of.before < 2 or of.after < 2:
        return "too_short"
    if summed(of.peers)[: of.before].sum() < LEAST_CASES:
        return "comparison_too_few"
    p = went_same_way_p(of)
    return "" if math.isnan(p) or p >= SAME_COURSE_P else "other_course"


def went_same_way_p(of: Material) -> float:
    """Return p of a different course before the action; NaN with fewer than four periods before."""
    # What comes after is not looked at: one case in each period, so that the kernel has something to divide by.
    ours, theirs = (
        np.concatenate([np.asarray(of.own.counts)[: of.before], [1.0, 1.0]]),
        np.concatenate([summed(of.peers)[: of.before], [1.0, 1.0]]),
    )
    return difference_in_differences(ours, theirs, before=of.before).pre_trend_p


def comparable_rates(of: Material) -> tuple[Floats, Floats] | None:
    """Return the rates of the area and (places, periods) of the others, or None when they are not all known."""
    donors = [one.rates for one in of.others if one.rates is not None]
    return (np.asarray(of.own.rates), np.asarray(donors)) if of.own.rates is not None and donors else None


def _not_synthetic(of: Material) -> str:
    rates = comparable_rates(of)
    if rates is None or len(rates[1]) < LEAST_DONORS:
        return "few_places"
    if of.before < LEAST_FIT or of.after < 2:
        return "too_short"
    ours, donors = rates
    fit = synthetic_control(ours, donors, before=of.before, placebo=False).fit_before
    return "" if fit <= MOST_GAP * float(ours[: of.before].mean()) else "no_mixture"


def _not_interrupted(of: Material) -> str:
    least_before, least_after = LONG[of.grain]
    return "" if of.before >= least_before and of.after >= least_after else "too_short"


def _not_before_after(of: Material) -> str:
    beside = nearest(of, of.own, ())
    if beside is None:
        return "no_comparison"
    ours, theirs = (sum(window(of, one)[0]) for one in (of.own, beside))
    return "" if max(ours, theirs) <= MOST_UNEQUAL * max(1.0, min(ours, theirs)) else "none_alike"


def window(of: Material, one: Series) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the counts just before and just after, over as many periods."""
    length = min(of.before, of.after)
    return one.counts[of.before - length : of.before], one.counts[of.before : of.before + length]


def nearest(of: Material, one: Series, taken: tuple[str, ...]) -> Series | None:
    """Return the other area with the number of cases before that is most like that of `one`, not yet taken."""
    aim = sum(window(of, one)[0])
    free = [other for other in of.others if other.code not in taken]
    return min(free, key=lambda other: (abs(sum(window(of, other)[0]) - aim), other.code), default=None)
