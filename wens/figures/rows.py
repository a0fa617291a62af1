"""The shape of a figure: one row per area, indicator and period of one tier. Owned here, read everywhere above."""

from typing import Literal, NamedTuple

import pyarrow as pa

Tier = Literal["partners", "public"]
TIERS: tuple[Tier, ...] = ("partners", "public")

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
    "pooled",
    "rounded",
)
TRENDS = ("", "up", "down", "none", "too_few")
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
    count: float | None  # type: ignore[assignment]  # the contract names the column like a method of tuple
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    unit: str
    comparison: float | None
    flags: str
    snapshot: str  # numbers of the snapshots it was counted from, joined by ";"
    smoothed: float | None
    smoothed_low: float | None
    smoothed_high: float | None
    stadsdeel_value: float | None
    land_value: float | None
    previous_value: float | None
    previous_count: float | None
    change_p: float | None
    change: str
    verdict: str
    verdict_p: float | None
    denominator_period: str
    source: str
    verdict_q: float | None  # p after control of the false findings; "higher" and "lower" are 0.05 or less
    expected: float | None  # the count if this area were like the rest of its gemeente
    peer_value: float | None  # the rate of the peers together
    peers: str  # codes of similar areas of the same level, joined by "+", the most similar first
    trend: str  # "", "up", "down", "none", "too_few": over the years from `trend_from`
    trend_p: float | None
    trend_yearly: float | None  # factor per year, with its interval
    trend_low: float | None
    trend_high: float | None
    trend_from: str
    reason: str  # why there is no number, or no comparison: a key of `sentences.REASONS`
    edition: int | None = None  # not in the file of an edition: the file is the edition

    def has(self, flag: str) -> bool:
        """Whether this row carries a flag."""
        return flag in self.flags.split(";")


STORED = tuple(name for name in FigureRow._fields if name != "edition")
_TEXT = frozenset(name for name, kind in FigureRow.__annotations__.items() if kind is str)

CODED = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        pa.field(
            name,
            pa.int32() if name == "generation" else CODED if name in _TEXT else pa.float64(),
            nullable=name not in _TEXT and name != "generation",
        )
        for name in STORED
    ]
)
SORTED_BY = ("indicator", "period", "level", "area_code")
