"""Series breaks: what is counted in another way is not compared, tested or drawn as one line."""

import numpy as np
from numpy.typing import NDArray

from wens.figures.build.periods import Periods
from wens.figures.definitions import Indicator

_MONTHS = {"year": 12, "years": 12, "quarter": 3, "month": 1}


def bounds(periods: Periods) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first month of each period and the month after its last one, counted from the year 0."""
    size = _MONTHS[periods.kind]
    part = np.array([0 if periods.kind in ("year", "years") else number - 1 for _, number in periods.keys], np.int64)
    start = np.array([year for year, _ in periods.keys], np.int64) * 12 + part * size
    return start, start + size * periods.spans


def months_of(indicator: Indicator) -> NDArray[np.int64]:
    """Return the months from which an indicator is counted in another way."""
    return np.array(sorted(_month(one.period) for one in indicator.series_breaks), np.int64)


def bridged(indicator: Indicator, first: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whether a break lies after the first month and before the end of each span of time."""
    found = np.zeros(len(first), np.bool_)
    for month in months_of(indicator):
        found |= (first < month) & (month < end)
    return found


def _month(period: str) -> int:
    """The first month of a period as it is written: 2023, 2023-Q3, 2023-07."""
    year, _, part = period.partition("-")
    month = 0 if not part else (int(part[1:]) - 1) * 3 if part.startswith("Q") else int(part) - 1
    return int(year) * 12 + month
