"""Weekly counts per area: what every detector is given, and all that it is given."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SQUARE = "square"
"""The level of squares of 100 metres; what is found there is for the covenant tier."""
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """Counts (areas, weeks) of one indicator at one level; week 0 is the ISO week that begins on Monday `start`.

    places: (areas, 2) in metres, NaN where nobody knows; only of the level on which places are scanned, else None.
    completeness: (weeks,) the share of each week's cases that is known by now (see `delay`), at most 1.
    first: the first week that may serve as past, after the last break in the series.
    """

    indicator: str
    level: str
    codes: tuple[str, ...]
    start: dt.date
    counts: Integers
    completeness: Floats
    first: int = 0
    places: Floats | None = None

    def __post_init__(self) -> None:
        """Refuse what does not fit together: a detector would answer for another place or week."""
        areas, weeks = self.counts.shape
        if len(self.codes) != areas or self.completeness.shape != (weeks,):
            raise ValueError(
                f"{len(self.codes)} codes and {len(self.completeness)} shares for {areas} × {weeks} counts"
            )
        if self.start.isoweekday() != 1:
            raise ValueError(f"a series begins on a Monday, not on {self.start}")

    @property
    def weeks(self) -> int:
        """Return how many weeks there are."""
        return int(self.counts.shape[1])

    def monday(self, week: int) -> dt.date:
        """Return the first day of a week by its number."""
        return self.start + dt.timedelta(weeks=week)

    def until(self, week: int) -> "Series":
        """Return the series as it ended with this week, for looking back."""
        kept = slice(0, week + 1)
        return Series(
            self.indicator, self.level, self.codes, self.start, self.counts[:, kept], self.completeness[kept],
            self.first, self.places,
        )  # fmt: skip
