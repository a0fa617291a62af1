"""The detector by volume of data: what a few cases cannot carry is not asked of them."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from wens.signalling.detecting.series import SQUARE, Series

YEAR = 52
ENOUGH_A_WEEK = 1.25
"""Farrington gives no bound below 5 cases in 4 weeks; the mean of the last year decides, so that a detector stays."""
FEWEST_YEARS, MOST_YEARS = 2, 5
SEASON_WEEKS = 3
EARS_WEEKS = 9
SCAN_WEEKS = 26
FEWEST_PLACES = 3
SQUARES_AS = 30
"""The scan over squares takes as much of the budget as so many areas: by their number it would take all of it."""


class Detector(StrEnum):
    """The methods, by their name in the register of algorithms."""

    FARRINGTON = "farrington"
    EARS = "ears"
    SCAN = "scan"


@dataclass(frozen=True)
class Choice:
    """Rows of the areas that each detector of one series looks at, and as how many looks the scan counts (0: no scan).

    The scan counts as many looks as it has places; over squares at most SQUARES_AS.
    """

    farrington: NDArray[np.int64]
    ears: NDArray[np.int64]
    scanned: int

    @property
    def looks(self) -> int:
        """Return how many looks a week this takes."""
        return len(self.farrington) + len(self.ears) + self.scanned


def years_of_past(series: Series) -> int:
    """Return how many whole years a season can be learned from, at most five."""
    return min((series.weeks - 1 - series.first - SEASON_WEEKS) // YEAR, MOST_YEARS)


def choose(series: Series) -> Choice:
    """Return which detector looks at which area, for judging the last week.

    At least 5 cases in 4 weeks: Farrington with two years of past or more, else EARS. Where places are known, one
    space-time permutation scan over all areas together, because too few cases by themselves can be many next door.
    """
    past = series.weeks - 1 - series.first
    recent = series.counts[:, max(series.first, series.weeks - 1 - YEAR) : -1]
    dense = np.flatnonzero(recent.mean(axis=1) >= ENOUGH_A_WEEK) if recent.shape[1] else np.empty(0, dtype=np.int64)
    none = np.empty(0, dtype=np.int64)
    season = years_of_past(series) >= FEWEST_YEARS
    ears = dense if not season and past >= EARS_WEEKS else none
    places = len(scannable(series)) if past >= SCAN_WEEKS else 0
    return Choice(dense if season else none, ears, min(places, SQUARES_AS) if series.level == SQUARE else places)


def scannable(series: Series) -> NDArray[np.int64]:
    """Return the rows of the areas whose place is known; none when there are too few to compare."""
    if series.places is None:
        return np.empty(0, dtype=np.int64)
    known = np.flatnonzero(np.isfinite(series.places).all(axis=1))
    return known if len(known) >= FEWEST_PLACES else known[:0]
