"""Up, down or neither over the years: a log-linear quasi-Poisson line per area, from the last series break on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wens.figures.build import breaks
from wens.figures.build.dispersion import Groups, finest_known
from wens.figures.build.panel import Panel
from wens.figures.build.series import Floats
from wens.stats.funnel import LEAST_AREAS
from wens.stats.trend import fit

LEAST_YEARS, MOST_YEARS = 5, 10
LEAST_CASES_TOGETHER = 20
NO_YEAR = -1


@dataclass(frozen=True)
class Trends:
    """The line through the years up to each period; (periods, areas). `since`: row of the first year, or NO_YEAR."""

    yearly: Floats
    low: Floats
    high: Floats
    p: Floats
    few: NDArray[np.bool_]
    since: NDArray[np.int16]


def trends(panel: Panel, groups: Groups, fit_for: NDArray[np.bool_], ends: NDArray[np.int64]) -> Trends:
    """Return the trends of a panel of years that end in the rows `ends`.

    fit_for: (periods, areas), the figures that may be used. At most ten years, none before a series break, five or more
    of them known and the last one among them. Fewer than twenty cases together are too few to say anything.
    """
    shape = panel.count.shape
    yearly, low, high, p = (np.full(shape, np.nan) for _ in range(4))
    made = Trends(yearly, low, high, p, np.zeros(shape, np.bool_), np.full(shape, NO_YEAR, np.int16))
    if panel.periods.kind != "year":
        return made
    for end in ends:
        _up_to(int(end), panel, groups, fit_for, made)
    return made


def _up_to(end: int, panel: Panel, groups: Groups, fit_for: NDArray[np.bool_], made: Trends) -> None:
    rows = _window(end, panel)
    known = fit_for[rows]
    enough = (known.sum(axis=0) >= LEAST_YEARS) & known[-1]
    if not enough.any():
        return
    count = np.where(known, np.round(panel.count[rows]), np.nan)[:, enough].T
    people = np.where(known, panel.usable[rows], np.nan)[:, enough].T
    found = fit(count, people, panel.periods.years[rows].astype(float))
    few = np.nansum(count, axis=1) < LEAST_CASES_TOGETHER
    common = _common(groups, end, enough, found.pearson, found.periods - 2, usable=~few)
    together, alone = found.trend(dispersion=common), found.trend()
    shared = ~np.isnan(common)
    at = np.flatnonzero(enough)
    made.few[end, at] = few
    made.since[end, at] = rows[known.argmax(axis=0)[enough]]
    for whole, name in ((made.yearly, "yearly"), (made.low, "low"), (made.high, "high"), (made.p, "p")):
        whole[end, at] = np.where(few, np.nan, np.where(shared, getattr(together, name), getattr(alone, name)))


def _window(end: int, panel: Panel) -> NDArray[np.int64]:
    """The rows of the years up to `end` that can stand on one line with it."""
    start, stop = breaks.bounds(panel.periods)
    years = panel.periods.years
    fitting = (years <= years[end]) & (years > years[end] - MOST_YEARS)
    fitting &= ~breaks.bridged(panel.indicator, start, np.broadcast_to(stop[end], start.shape))
    fitting[end] = True
    return np.flatnonzero(fitting)


def _common(
    groups: Groups,
    end: int,
    enough: NDArray[np.bool_],
    pearson: Floats,
    freedom: NDArray[np.int64],
    *,
    usable: NDArray[np.bool_],
) -> Floats:
    """The dispersion of a level: Pearson's statistics over their degrees of freedom; of ten areas or more."""
    group = groups.number[end, enough]
    usable = usable & ~np.isnan(pearson) & (group >= 0)
    order = np.lexsort((pearson, group))
    order = order[usable[order]]
    cells = int(np.prod(groups.shape))
    total = np.bincount(group[order], pearson[order], cells)
    degrees = np.bincount(group[order], freedom[order], cells)
    areas = np.bincount(group[order], minlength=cells)
    with np.errstate(divide="ignore", invalid="ignore"):
        table = np.where(areas >= LEAST_AREAS, np.maximum(total / degrees, 1.0), np.nan)
    return np.asarray(finest_known(groups, table, np.nan)[end, enough])
