"""Areas in columns, before they are stored."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COUNTS = ("inhabitants", "households", "dwellings")


@dataclass(frozen=True)
class Draft:
    """Areas in columns, one position per area; ``rows`` are rows of the file (the header is row 1).

    Shapes are in RD New or None; counts are NaN when they are not known.
    """

    codes: list[str]
    names: list[str]
    parents: list[str]
    postcodes: list[str]
    rows: list[int]
    shapes: NDArray[np.object_]
    counts: dict[str, NDArray[np.float64]]

    def take(self, positions: list[int]) -> "Draft":
        """Return the areas at ``positions``."""
        return Draft(
            [self.codes[i] for i in positions],
            [self.names[i] for i in positions],
            [self.parents[i] for i in positions],
            [self.postcodes[i] for i in positions],
            [self.rows[i] for i in positions],
            self.shapes[positions],
            {key: values[positions] for key, values in self.counts.items()},
        )
