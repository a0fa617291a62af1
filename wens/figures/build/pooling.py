"""Three whole years together, where one year says nothing.

Pooled is every indicator that counts incidents, at every level: in which areas one year is too little differs from
indicator to indicator, and a reader who finds three years for one buurt looks for them in the next. Two periods that
join: the three newest whole years, and the three before those to compare with. Each year keeps its own denominator (its
own vintage), and these are added up; so the rate is the average per year. None bridges a series break.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wens.figures.build import breaks
from wens.figures.build import series as s
from wens.figures.build.panel import NO_VINTAGE, Panel, Reason
from wens.figures.build.periods import Periods
from wens.figures.build.series import Origins

SPAN = 3
_WINDOWS = 2

# What is counted on one day of the year (people on benefit) is no sum of incidents.
_STOCKS = frozenset({"registratie", "enquete", "model"})

Panels = Mapping[str, Panel]


def with_pooled(years: Panels, several: Panels, origins: Origins) -> dict[str, Panel]:
    """Return the panels over several years, delivered (`several`) and made by adding up those of `years`.

    All come back with the same periods, so that they can be judged together. What was delivered goes first.
    """
    windows = {key: _windows(panel) for key, panel in years.items()}
    keys = {key for found in windows.values() for key in found}
    keys |= {key for panel in several.values() for key in panel.periods.keys}
    if not keys:
        return dict(several)
    periods = Periods("years", tuple(sorted(keys)))
    made = {key: _empty(years.get(key) or several[key], periods) for key in {*several, *windows}}
    for key, panel in several.items():
        _enter(made[key], panel)
    for key, found in windows.items():
        for window in found:
            _add_up(made[key], years[key], window, origins)
    for key in made:
        made[key] = replace(made[key], present=np.flatnonzero(~np.isnan(made[key].count).all(axis=1)))
    return {key: panel for key, panel in sorted(made.items()) if len(panel.present)}


def _windows(panel: Panel) -> list[tuple[int, int]]:
    """The keys (first year, span) of the newest whole years and of those before them; none when the newest are not."""
    one = panel.indicator
    if one.kind not in ("rate", "count") or one.report_type in _STOCKS:
        return []
    partial = (panel.marks & s.PARTIAL > 0) & ~np.isnan(panel.count)
    whole = {int(panel.periods.years[row]) for row in panel.present if not partial[row].any()}
    last = max(whole, default=0)
    found = [(last - SPAN * (back + 1) + 1, SPAN) for back in range(_WINDOWS)]
    first = np.array([year * 12 for year, _ in found], np.int64)
    bridged = breaks.bridged(one, first, first + 12 * SPAN)
    fitting = [
        not broken and all(year + at in whole for at in range(span))
        for (year, span), broken in zip(found, bridged, strict=True)
    ]
    return found[: fitting.index(False)] if False in fitting else found


def _empty(like: Panel, periods: Periods) -> Panel:
    shape = len(periods), like.count.shape[1]
    return Panel(
        indicator=like.indicator,
        periods=periods,
        count=np.full(shape, np.nan),
        denominator=np.full(shape, np.nan),
        marks=np.zeros(shape, np.uint16),
        reason=np.full(shape, Reason.not_delivered, np.uint8),
        vintage=np.full(len(periods), NO_VINTAGE),
        origin=np.zeros(shape, np.int32),
        visited=np.zeros(shape, np.bool_),
        converted=np.zeros(shape, np.bool_),
        present=np.empty(0, np.int64),
        pooled=np.zeros(len(periods), np.bool_),
    )


_ROWS = ("count", "denominator", "marks", "reason", "vintage", "origin", "visited", "converted")


def _enter(made: Panel, delivered: Panel) -> None:
    rows = [made.periods.index[key] for key in delivered.periods.keys]
    for name in _ROWS:
        getattr(made, name)[rows] = getattr(delivered, name)


def _add_up(made: Panel, years: Panel, window: tuple[int, int], origins: Origins) -> None:
    at = made.periods.index[window]
    if not np.isnan(made.count[at]).all():
        return
    rows = np.array([years.periods.index[window[0] + number, 0] for number in range(window[1])])
    made.count[at] = years.count[rows].sum(axis=0)
    made.denominator[at] = years.denominator[rows].sum(axis=0)
    made.marks[at] = np.bitwise_or.reduce(years.marks[rows], axis=0)
    made.reason[at] = _first_reason(years.reason[rows[::-1]])
    made.vintage[at] = years.vintage[rows[window[1] // 2]]
    made.origin[at] = _origins(years, rows, origins)
    made.visited[at] = years.visited[rows].any(axis=0)
    made.converted[at] = years.converted[rows].any(axis=0)
    made.pooled[at] = True


def _first_reason(reasons: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Why there is nothing, or no rate: the reason of the newest year that has one."""
    found = reasons[0]
    for older in reasons[1:]:
        found = np.where(found == Reason.none, older, found)
    return np.asarray(found, np.uint8)


def _origins(years: Panel, rows: NDArray[np.int64], origins: Origins) -> NDArray[np.int32]:
    found = years.origin[rows[0]]
    for row in rows[1:]:
        found = origins.union(found, years.origin[row])
    return np.asarray(found, np.int32)
