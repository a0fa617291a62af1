"""The periods of one kind (years, quarters, months, several years together) as an index, in order of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wens.facts.expressions import SEVERAL_YEARS, Kind

# How many periods of a grain make one of a kind; days are counted in calendar months, as their slices are.
NEEDED: dict[Kind, dict[str, int]] = {
    "year": {"day": 12, "month": 12, "quarter": 4, "year": 1},
    "quarter": {"quarter": 1},
    "month": {"day": 1, "month": 1},
    "years": {},
}


def needed(kind: Kind, grain: str) -> int | None:
    """Return how many periods of `grain` make one of `kind`, or None when they never do."""
    if kind == "years":
        return 1 if grain.startswith(SEVERAL_YEARS) else None
    return NEEDED[kind].get(grain)


def key_of(start: date, kind: Kind, grain: str) -> tuple[int, int]:
    """Return (year, part) of the period of `kind` in which a day lies; for several years the part is how many."""
    if kind == "years":
        return start.year, int(grain.removeprefix(SEVERAL_YEARS))
    return start.year, {"year": 0, "quarter": (start.month + 2) // 3, "month": start.month}[kind]


def label_of(year: int, part: int, kind: Kind) -> str:
    """Return how CONTRACT writes a period: 2023, 2023-Q1, 2023-01; several years together: 2011-2020."""
    last = year + part - 1
    return {"year": f"{year}", "quarter": f"{year}-Q{part}", "month": f"{year}-{part:02d}", "years": f"{year}-{last}"}[
        kind
    ]


@dataclass(frozen=True)
class Periods:
    """Periods of one kind in order of time."""

    kind: Kind
    keys: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, slices: Iterable[tuple[date, str]], kind: Kind) -> "Periods":
        """Return the periods in which slices (first day, grain) lie that can make a period of `kind`."""
        fitting = {key_of(start, kind, grain) for start, grain in slices if needed(kind, grain) is not None}
        return cls(kind, tuple(sorted(fitting)))

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def index(self) -> dict[tuple[int, int], int]:
        """Row number per (year, part)."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The periods as they are written."""
        return tuple(label_of(*key, self.kind) for key in self.keys)

    @cached_property
    def spans(self) -> NDArray[np.int64]:
        """How many years each period lasts for a rate: what is shorter than a year counts as one."""
        return np.array([part if self.kind == "years" else 1 for _, part in self.keys], np.int64)

    @cached_property
    def years(self) -> NDArray[np.int64]:
        """The year of each period; of several years the middle one."""
        return np.array([year for year, _ in self.keys], np.int64) + self.spans // 2

    @cached_property
    def before(self) -> NDArray[np.int64]:
        """For each period the row of the same period a year earlier (or just as many years), or -1: seasons differ."""
        back = zip(self.keys, self.spans.tolist(), strict=True)
        return np.array([self.index.get((year - span, part), -1) for (year, part), span in back], np.int64)
