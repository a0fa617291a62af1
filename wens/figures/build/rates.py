"""What stands beside a raw figure: its interval, the estimate that borrows strength, and whom it is compared with."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wens.figures.build import series as s
from wens.figures.build.geography import NONE, Geography
from wens.figures.build.panel import Panel
from wens.figures.build.series import Floats
from wens.stats.rates import poisson_interval
from wens.stats.smoothing import gamma_poisson_grouped

# With fewer areas there is nothing to borrow strength from.
LEAST_AREAS = 3


@dataclass(frozen=True)
class Interval:
    """Bounds of the raw figure, in its unit; (periods, areas)."""

    low: Floats
    high: Floats


@dataclass(frozen=True)
class Smoothed:
    """Empirical Bayes estimate with its interval, in the unit of the figure; (periods, areas)."""

    value: Floats
    low: Floats
    high: Floats


def interval(panel: Panel) -> Interval:
    """Return the exact (Garwood) 95% interval of rates and counts; percents and scores come without one."""
    if panel.indicator.kind not in ("rate", "count"):
        nothing = np.full(panel.count.shape, np.nan)
        return Interval(nothing, nothing)
    per = float(panel.indicator.per or 1)
    _, low, high = poisson_interval(panel.count, panel.usable)
    return Interval(low * per, high * per)


def smoothed(panel: Panel, geography: Geography) -> Smoothed:
    """Return gamma-Poisson estimates per level and period, each towards the rate of all areas of that level.

    Years only: a month in a buurt holds too little to borrow with. The areas are put in order of their numbers before
    they are summed, so that no digit depends on how areas are called.
    """
    shape = panel.count.shape
    value, low, high = (np.full(shape, np.nan) for _ in range(3))
    if panel.indicator.kind != "rate" or panel.periods.kind != "year":
        return Smoothed(value, low, high)
    usable = np.where(np.isnan(panel.count), np.nan, panel.usable)
    group = _groups(shape, geography)
    at = np.flatnonzero(~np.isnan(usable.ravel()) & (group >= 0))
    if len(at):
        count, people, group = panel.count.ravel()[at], usable.ravel()[at], group[at]
        order = np.lexsort((count, people, group))
        at, count, people, group = at[order], count[order], people[order], group[order]
        _, where, sizes = np.unique(group, return_inverse=True, return_counts=True)
        overall = (np.bincount(where, count) / np.bincount(where, people))[where]
        found = gamma_poisson_grouped(count, overall * people, group)
        scale = overall * float(panel.indicator.per or 1)
        enough = (sizes[where] >= LEAST_AREAS) & (overall > 0)
        for whole, part in ((value, found.relative_risk), (low, found.low), (high, found.high)):
            whole.ravel()[at] = np.where(enough, part * scale, np.nan)
    return Smoothed(value, low, high)


def _groups(shape: tuple[int, ...], geography: Geography) -> NDArray[np.int64]:
    """A number per period and level below the gemeente, -1 above it; flat, as a raveled (periods, areas)."""
    of_area = np.full(len(geography), -1, np.int64)
    for number, level in enumerate(("stadsdeel", "local_wijk", "wijk", "buurt")):
        of_area[geography.columns(level)] = number
    groups = np.arange(shape[0])[:, None] * 4 + of_area[None, :]
    return np.where(of_area[None, :] < 0, -1, groups).ravel()


def comparable(panel: Panel) -> NDArray[np.bool_]:
    """Return where a figure may be put beside others: a whole period, and not a place of visitors."""
    partial = panel.marks & s.PARTIAL > 0
    return ~np.isnan(panel.value) & ~partial & ~panel.visited


def beside(panel: Panel, above: NDArray[np.int64]) -> Floats:
    """Return the value of the area `above` each area (NONE: no such area), where both are comparable.

    Bare counts never are: of a larger area there are more, whatever happens there.
    """
    if panel.indicator.kind == "count":
        return np.full(panel.value.shape, np.nan)
    value = np.where(panel.marks & s.PARTIAL > 0, np.nan, panel.value)
    found = np.full(value.shape, np.nan)
    has = above != NONE
    found[:, has] = value[:, above[has]]
    return np.where(comparable(panel), found, np.nan)
