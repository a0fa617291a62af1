"""Which past weeks a detector looks at, and checking what it is given."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wens.stats._given import numbers, whole
from wens.stats.outbreak._fit import Design

Floats = NDArray[np.float64]
Threshold = Literal["delta", "nbPlugin", "muan"]
CELLS_AT_ONCE = 400_000
ENOUGH_CASES, ENOUGH_WEEKS = 5, 4


class Batch(NamedTuple):
    """A share of the (series, week) pairs: where they go, their past (pairs, weeks of the design) and present."""

    place: slice
    past: Floats
    now: Floats
    recent: Floats


def same_weeks(b: int, w: int, frequency: int) -> Design:
    """Return the weeks of the same season: 2 w + 1 in each of the last b years."""
    if b < 1 or w < 0 or 2 * w >= frequency:
        raise ValueError(f"b is at least 1 year and w from 0 to less than half a year, not {b} and {w}")
    lags = np.concatenate([np.arange(year * frequency + w, year * frequency - w - 1, -1) for year in range(b, 0, -1)])
    return Design(lags, np.array([0]))


def all_weeks(b: int, w: int, frequency: int, not_included: int, periods: int) -> Design:
    """Return all weeks of the last b years before the excluded ones, in periods of the year.

    The last period is the season of the present, 2 w + 1 weeks; the rest of a year is cut in equal pieces, the first
    ones a week longer where it does not divide.
    """
    lags = same_weeks(b, w, frequency).lags
    whole(periods, "no_periods", 1)
    whole(not_included, "past_weeks_not_included", 0)
    if periods == 1:
        return Design(lags[lags > not_included], np.array([0]))
    rest = frequency - 2 * w - 1
    if rest < periods - 1:
        raise ValueError(f"{rest} weeks a year outside the season are too few for {periods - 1} other periods")
    pieces = np.array_split(np.arange(frequency - w - 1, w, -1), periods - 1)
    groups = [*pieces, np.arange(w, -w - 1, -1)]
    offsets = [np.arange(b) * frequency] * (periods - 1) + [np.arange(1, b + 1) * frequency]
    found = [np.sort((piece[:, None] + years).ravel())[::-1] for piece, years in zip(groups, offsets, strict=True)]
    kept = [lags[lags > not_included] for lags in found]
    if not all(len(lags) for lags in kept):
        raise ValueError("no weeks are left in a period: include more of the past weeks, or use fewer periods")
    return Design(np.concatenate(kept), np.cumsum([0, *(len(lags) for lags in kept[:-1])]))


def batches(counts: Floats, first: int, last: int, lags: NDArray[np.intp]) -> Iterator[Batch]:
    """Yield all pairs of series (series, weeks) and weeks first to last, from 1, in pieces of bounded memory.

    A pair's place is that of series-by-week, row after row.
    """
    series, weeks = np.divmod(np.arange(len(counts) * (last - first + 1)), last - first + 1)
    weeks += first - 1
    size = max(1, CELLS_AT_ONCE // max(len(lags), 1))
    back = np.arange(ENOUGH_WEEKS)
    for begin in range(0, len(series), size):
        part = slice(begin, begin + size)
        row, week = series[part, None], weeks[part, None]
        recent = np.nansum(counts[row, np.maximum(week - back, 0)] * (week >= back), axis=1)
        yield Batch(part, counts[row, week - lags], counts[row, week][:, 0], recent)


def given(counts: ArrayLike, period: tuple[int, int], needed: int) -> tuple[Floats, int, int]:
    """Return the series (series, weeks), first and last week to judge; ValueError that says what is wrong."""
    values = numbers(counts, "counts")
    if values.ndim < 1 or not values.size:
        raise ValueError("counts need at least one week")
    weeks = values.shape[-1]
    if (wrong := ((values < 0) | np.isinf(values)).any(axis=tuple(np.arange(values.ndim - 1)))).any():
        raise ValueError(f"counts are 0 or more, NaN where unknown, but not in week {int(np.argmax(wrong)) + 1}")
    if np.shape(period) != (2,):
        raise ValueError(f"range is (first, last), two weeks, not {period!r}")
    first, last = (int(week) for week in period)
    if not 1 <= first <= last <= weeks:
        raise ValueError(f"range is (first, last) within 1 to {weeks}, not ({first}, {last})")
    if first <= needed:
        raise ValueError(f"week {first} needs {needed} weeks before it: start at {needed + 1}, or look less far back")
    return values.reshape(-1, weeks), first, last


def share(alpha: float) -> float:
    """Return alpha, or raise ValueError outside (0, 1)."""
    if not 0 < alpha < 1:
        raise ValueError(f"alpha is a share between 0 and 1, not {alpha}")
    return alpha
