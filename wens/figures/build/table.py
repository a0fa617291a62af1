"""The last step: arrays of one indicator to rows of `wens.figures.rows.SCHEMA`, in their fixed order."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wens.figures.build import series as s
from wens.figures.build.alike import Alike
from wens.figures.build.geography import Geography
from wens.figures.build.panel import NO_VINTAGE, Panel, Reason
from wens.figures.build.rates import Interval, Smoothed, beside
from wens.figures.build.series import Floats, Origins
from wens.figures.build.trends import NO_YEAR
from wens.figures.build.verdicts import NAMES, TREND_NAMES, Tests
from wens.figures.rows import SCHEMA

_FLAG_OF_MARK = {
    s.UNPLACED: "not_placeable",
    s.PROVISIONAL: "provisional",
    s.ESTIMATED: "estimated",
    s.CROSSWALKED: "crosswalked",
    s.ROUNDED: "rounded",
}
_FLAG_OF_REASON = {
    Reason.not_delivered: "not_available",
    Reason.unknown: "not_available",
    Reason.level: "not_available",
    Reason.no_denominator: "not_available",
    Reason.few_residents: "too_few",
    Reason.floor: "suppressed",
    Reason.few_cases: "suppressed",
}
_POOLED, _BREAK = 1 << 14, 1 << 15
_REASON_SHIFT = 16


@dataclass(frozen=True)
class Rows:
    """Everything that one indicator needs to become rows."""

    panel: Panel
    geography: Geography
    interval: Interval
    smoothed: Smoothed
    tests: Tests
    origins: Origins
    alike: Alike

    @cached_property
    def _peers(self) -> tuple[Floats, NDArray[np.int64]]:
        return self.alike.value(self.panel)

    def table(self) -> pa.Table:
        """Return one row per period and area, in order of period, level and code; the country gives no row."""
        picked = self._cells()
        columns: dict[str, Any] = {**self._labels(picked), **self._numbers(picked), **self._texts(picked)}
        return pa.table([columns[field.name] for field in SCHEMA], schema=SCHEMA)

    def _cells(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        first = self.geography.columns("land").stop
        periods = self.panel.present
        areas = np.arange(first, len(self.geography))
        return np.repeat(periods, len(areas)), np.tile(areas, len(periods))

    def _numbers(self, at: tuple[NDArray[np.int64], NDArray[np.int64]]) -> dict[str, pa.Array]:
        panel, geography = self.panel, self.geography
        land = np.full(len(geography), geography.land)
        counts = panel.indicator.kind in ("rate", "count")
        nothing = np.full(panel.count.shape, np.nan)
        arrays = {
            "count": panel.count if counts else nothing,
            "denominator": np.where(panel.reason == Reason.level, np.nan, panel.denominator),
            "value": panel.value,
            "low": self.interval.low,
            "high": self.interval.high,
            "comparison": beside(panel, geography.gemeente_of),
            "smoothed": self.smoothed.value,
            "smoothed_low": self.smoothed.low,
            "smoothed_high": self.smoothed.high,
            "stadsdeel_value": beside(panel, geography.stadsdeel_of),
            "land_value": beside(panel, land),
            "previous_value": self.tests.previous_value,
            "previous_count": self.tests.previous_count if counts else nothing,
            "change_p": self.tests.before.p,
            "verdict_p": self.tests.rest.p,
            "verdict_q": nothing if self.tests.rest.adjusted is None else self.tests.rest.adjusted,
            "expected": nothing if self.tests.rest.expected is None else self.tests.rest.expected,
            "peer_value": self._peers[0],
            "trend_p": self.tests.line.p,
            "trend_yearly": self.tests.line.yearly,
            "trend_low": self.tests.line.low,
            "trend_high": self.tests.line.high,
        }
        return {name: pa.array(array[at], pa.float64(), from_pandas=True) for name, array in arrays.items()}

    def _labels(self, at: tuple[NDArray[np.int64], NDArray[np.int64]]) -> dict[str, pa.Array]:
        periods, areas = at
        one = self.panel.indicator
        vintage = ["" if year == NO_VINTAGE else str(year) for year in self.panel.vintage]
        return {
            "area_code": _coded(areas, self.geography.codes),
            "area_name": _coded(areas, self.geography.names),
            "level": _coded(areas, self.geography.levels),
            "generation": pa.array(np.full(len(areas), self.geography.generation, np.int32)),
            "indicator": _same(one.key, len(areas)),
            "period": _coded(periods, self.panel.periods.labels),
            "unit": _same(one.unit.nl, len(areas)),
            "denominator_period": _coded(periods, vintage),
            "source": _same(one.source, len(areas)),
        }

    def _texts(self, at: tuple[NDArray[np.int64], NDArray[np.int64]]) -> dict[str, pa.Array]:
        panel, origin = self.panel, self.panel.origin
        known = int(origin.max(initial=0)) + 1
        counted = np.where(np.isnan(panel.count), 0, origin)
        return {
            "flags": _flags(panel, at),
            "snapshot": _coded(counted[at], [self.origins.text(number) for number in range(known)]),
            "verdict": _coded(self.tests.rest.verdict[at], NAMES),
            "change": _coded(self.tests.before.verdict[at], NAMES),
            "peers": self.alike.names(self._peers[1], at, self.geography),
            "trend": _coded(self.tests.trend.verdict[at], TREND_NAMES),
            "trend_from": _coded(self.tests.line.since[at] - NO_YEAR, ["", *panel.periods.labels]),
            "reason": _coded(self._shown_reason()[at], [one.name if one else "" for one in Reason]),
        }

    def _shown_reason(self) -> NDArray[np.uint8]:
        """That a count is only of a part of the period goes first; then why there is no number, or no comparison."""
        panel = self.panel
        free = panel.reason == Reason.none
        shown = np.where(free & panel.visited, Reason.many_visitors, panel.reason)
        partial = ~np.isnan(panel.count) & (panel.marks & s.PARTIAL > 0)
        return np.where(partial, Reason.part_of_year, shown).astype(np.uint8)


def _flags(panel: Panel, at: tuple[NDArray[np.int64], NDArray[np.int64]]) -> pa.Array:
    breaks = {int(one.period[:4]) for one in panel.indicator.series_breaks}
    spans = zip(panel.periods.keys, panel.periods.spans.tolist(), strict=True)
    broken = np.array([any(year <= one < year + span for one in breaks) for (year, _), span in spans], np.bool_)[at[0]]
    marks = np.where(np.isnan(panel.count[at]), 0, panel.marks[at]).astype(np.int64)
    numbers = marks | np.where(broken, _BREAK, 0) | np.where(panel.pooled[at[0]], _POOLED, 0)
    numbers |= panel.reason[at].astype(np.int64) << _REASON_SHIFT
    unique, inverse = np.unique(numbers, return_inverse=True)
    return _coded(inverse, [_flag_text(int(number)) for number in unique])


def _flag_text(number: int) -> str:
    reason = _FLAG_OF_REASON.get(Reason(number >> _REASON_SHIFT))
    marks = [flag for mark, flag in _FLAG_OF_MARK.items() if number & mark]
    own = [flag for mark, flag in ((_BREAK, "series_break"), (_POOLED, "pooled")) if number & mark]
    return ";".join([*([reason] if reason else []), *own, *marks])


def _coded(numbers: NDArray[Any], names: Sequence[str]) -> pa.Array:
    """Texts by number. Two areas may share a name: a dictionary with doubles is written in no fixed way."""
    once = {name: number for number, name in enumerate(dict.fromkeys(names))}
    number_of = np.array([once[name] for name in names], np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(number_of[numbers]), pa.array(list(once), pa.string()))


def _same(text: str, length: int) -> pa.Array:
    return _coded(np.zeros(length, np.int32), [text])
