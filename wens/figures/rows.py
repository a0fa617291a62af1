"""The shape of a figure: one row per area, indicator and period of one tier. Owned here, read everywhere above."""

from typing import NamedTuple

import pyarrow as pa

# Missing is never zero: an empty value always carries a flag that says why (CONTRACT).
FLAGS = (
    "suppressed",
    "not_available",
    "not_placeable",
    "series_break",
    "provisional",
    "estimated",
    "crosswalked",
    "too_few",
)
VERDICTS = ("", "higher", "lower", "chance", "too_few")

# The columns of `wens figures --format csv`, in this order; CONTRACT fixes them.
CSV_COLUMNS = (
    "area_code",
    "area_name",
    "level",
    "generation",
    "indicator",
    "period",
    "count",
    "denominator",
    "value",
    "low",
    "high",
    "unit",
    "comparison",
    "flags",
    "edition",
    "snapshot",
)


class FigureRow(NamedTuple):
    """One figure. `None` is not available; `flags` says why. Rates and comparisons share `unit`."""

    area_code: str
    area_name: str
    level: str
    generation: int
    indicator: str
    period: str
    count: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    unit: str
    comparison: float | None
    flags: str
    snapshot: str  # numbers of the snapshots it was counted from, joined by "+"
    smoothed: float | None
    smoothed_low: float | None
    smoothed_high: float | None
    stadsdeel_value: float | None
    land_value: float | None
    previous_value: float | None
    previous_count: float | None
    change_p: float | None
    verdict: str
    verdict_p: float | None
    denominator_period: str
    source: str
    reason: str  # why there is no number, or no comparison: a key of `sentences.REASONS`

    def has(self, flag: str) -> bool:
        """Whether this row carries a flag."""
        return flag in self.flags.split(";")


_TEXT = {"area_code", "area_name", "level", "indicator", "period", "unit", "flags", "snapshot"} | {
    "verdict",
    "denominator_period",
    "source",
    "reason",
}

SCHEMA = pa.schema(
    [
        pa.field(
            name,
            pa.int32() if name == "generation" else pa.string() if name in _TEXT else pa.float64(),
            nullable=name not in _TEXT,
        )
        for name in FigureRow._fields
    ]
)
SORTED_BY = ("indicator", "period", "level", "area_code")
