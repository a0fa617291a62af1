"""Higher, lower, or chance: exact tests, the share of false findings held over all areas and indicators together.

The families of Benjamini and Hochberg: one per kind of question (against the rest, against a year before, over the
years), period and level, over the areas of the level and all indicators. A page shows one level and one period at a
time; a family over all levels would count every crime five times. Within a family areas do not overlap; indicators do
(all crimes hold the burglaries), which makes tests positively dependent, for which the method holds (Benjamini and
Yekutieli 2001). That each area is compared with the rest of its gemeente makes them slightly negatively dependent, by
1 / (areas - 1); the null worlds of tests/figures/building/test_null_world.py show that the share holds all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wens.figures.build import breaks
from wens.figures.build import series as s
from wens.figures.build.dispersion import TYPICAL_BETWEEN, TYPICAL_CHANGE, Groups, extra
from wens.figures.build.geography import NONE, Geography
from wens.figures.build.panel import Panel
from wens.figures.build.rates import comparable
from wens.figures.build.series import Floats
from wens.figures.build.trends import Trends, trends
from wens.stats.funnel import two_sided
from wens.stats.rates import e_test, false_discovery

FALSE_SHARE = 0.05

# Under five cases where fewer than five are expected no outcome says much: "too few data" rather than "chance".
LEAST_CASES = 5

NOTHING, HIGHER, LOWER, CHANCE, TOO_FEW = range(5)
NAMES = ("", "higher", "lower", "chance", "too_few")
TREND_NAMES = ("", "up", "down", "none", "too_few")


@dataclass(frozen=True)
class Test:
    """One family of questions. Two-sided p (NaN: not tested), too few cases to test, the rate is higher; and judged."""

    p: Floats
    few: NDArray[np.bool_]
    up: NDArray[np.bool_]
    verdict: NDArray[np.uint8]  # place in NAMES; `judge` turns CHANCE into HIGHER and LOWER
    expected: Floats | None = None  # the count if it were like the rest
    adjusted: Floats | None = None  # `judge` fills it: p after control of the false findings


@dataclass(frozen=True)
class Tests:
    """Each area against the rest of its gemeente, against a year before, and over the years; (periods, areas)."""

    rest: Test
    before: Test
    trend: Test
    line: Trends
    previous_value: Floats
    previous_count: Floats


def tests(panel: Panel, geography: Geography, *, newest_only: bool = False) -> Tests:
    """Return the tests of one indicator; call `judge` with those of all indicators afterwards.

    Figures of police effort, mixtures, models and counts converted from other areas are never tested. `newest_only`
    leaves earlier periods untested (the national edition).
    """
    fit_for = comparable(panel) & ~_in_parts(panel, geography) & panel.indicator.tested
    asked = np.zeros(len(panel.periods), np.bool_)
    asked[panel.present[-1:] if newest_only else panel.present] = True
    groups = Groups.of(geography, len(panel.periods))
    tested = fit_for & asked[:, None]
    line = trends(panel, groups, fit_for, np.flatnonzero(asked & tested.any(axis=1)))
    before, value, count = _against_before(panel, geography, groups, tested)
    return Tests(_against_rest(panel, geography, groups, tested), before, _of_line(line), line, value, count)


def judge(made: Sequence[Tests], levels: NDArray[np.int64]) -> None:
    """Decide: one family of tests per period (row) and level, over its areas and all indicators (BH, 5%).

    `levels`: a number per area. All `made` belong to the same periods.
    """
    for family in ([one.rest for one in made], [one.before for one in made], [one.trend for one in made]):
        for row in range(family[0].p.shape[0] if family else 0):
            for level in np.unique(levels):
                _decide(family, row, np.flatnonzero(levels == level))


def _decide(family: list[Test], row: int, cells: NDArray[np.int64]) -> None:
    p = np.stack([one.p[row, cells] for one in family])
    if np.isnan(p).all():
        return
    adjusted = false_discovery(p, level=FALSE_SHARE)
    for one, found in zip(family, adjusted, strict=True):
        hit = found <= FALSE_SHARE
        if one.adjusted is not None:
            one.adjusted[row, cells] = found
        one.verdict[row, cells[hit]] = np.where(one.up[row, cells[hit]], HIGHER, LOWER)


def _against_rest(panel: Panel, geography: Geography, groups: Groups, tested: NDArray[np.bool_]) -> Test:
    """The funnel: the rest of the gemeente is what it is compared with, areas ordinarily differ by `extra`."""
    gemeente = geography.gemeente_of
    inside = (gemeente != NONE) & (gemeente != np.arange(len(geography)))
    whole = np.where(inside, gemeente, 0)
    count, people = np.round(panel.count), panel.usable
    rest_count, rest_people = count[:, whole] - count, people[:, whole] - people
    usable = tested & tested[:, whole] & inside[None, :] & (rest_people > 0) & (rest_count >= 0)
    varies = extra(groups, count, people, rest_count, rest_people, usable, typical=TYPICAL_BETWEEN)
    squares = groups.sums(people**2, usable)  # the areas of the rest vary too; together less than one by itself
    with np.errstate(divide="ignore", invalid="ignore"):
        lumps = np.clip((squares - people**2) / rest_people**2, 0.0, 1.0)
        expected = np.where(usable, rest_count * people / rest_people, np.nan)
    made = _test(count, people, rest_count, rest_people, usable, varies * (1 + lumps))
    return replace(made, expected=expected, adjusted=np.full(count.shape, np.nan))


def _against_before(
    panel: Panel, geography: Geography, groups: Groups, tested: NDArray[np.bool_]
) -> tuple[Test, Floats, Floats]:
    """The E-test; where areas ordinarily change by more than chance the larger p of that and of the funnel's test."""
    row, has = _before(panel)
    partial = panel.marks & s.PARTIAL > 0
    beside = has[:, None] & ~partial & ~partial[row]
    value, count = (np.where(beside, array[row], np.nan) for array in (panel.value, panel.count))
    now, then, people, people_then = np.round(panel.count), np.round(panel.count[row]), panel.usable, panel.usable[row]
    usable = tested & beside & ~np.isnan(value) & ~_in_parts(panel, geography)[row]
    common = _common_change(groups, now, people, then, people_then, usable)
    varies = extra(groups, now, people * common, then, people_then, usable, typical=TYPICAL_CHANGE)
    varies = varies * _independent_parts(geography, people)
    made = _test(now, people, then, people_then, usable, varies)
    at = ~np.isnan(made.p)
    made.p[at] = np.maximum(made.p[at] * (varies[at] > 0), e_test(now[at], people[at], then[at], people_then[at]))
    return made, value, count


def _before(panel: Panel) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The row a year before each period, and whether there is one that is counted in the same way."""
    before = panel.periods.before
    row = np.where(before >= 0, before, 0)
    start, end = breaks.bounds(panel.periods)
    return row, (before >= 0) & ~breaks.bridged(panel.indicator, start[row], end)


def _common_change(
    groups: Groups, now: Floats, people: Floats, then: Floats, people_then: Floats, usable: NDArray[np.bool_]
) -> Floats:
    """The change that all areas of a group have in common: it is not extra variation between them."""
    sums = [groups.sums(array, usable) for array in (now, people, then, people_then)]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (sums[0] / sums[1]) / (sums[2] / sums[3])
    return np.where(np.isfinite(ratio) & (ratio > 0), ratio, 1.0)


def _independent_parts(geography: Geography, people: Floats) -> Floats:
    """A whole gemeente averages the bursts of its buurten out; what they have in common is the change asked about."""
    share = np.ones(people.shape)
    for gemeente in range(geography.columns("gemeente").start, geography.columns("gemeente").stop):
        parts = people[:, geography.buurten_of.get(gemeente, np.empty(0, np.int64))]
        with np.errstate(divide="ignore", invalid="ignore"):
            lumps = np.nansum(np.sort(parts, axis=1) ** 2, axis=1) / np.nansum(np.sort(parts, axis=1), axis=1) ** 2
        share[:, gemeente] = np.where(np.isfinite(lumps), lumps, 1.0)
    return share


def _test(
    count: Floats,
    people: Floats,
    other_count: Floats,
    other_people: Floats,
    usable: NDArray[np.bool_],
    varies: Floats,
) -> Test:
    with np.errstate(divide="ignore", invalid="ignore"):
        together = (count + other_count) * people / (people + other_people)
        up = count / people > other_count / other_people
    few = usable & (count < LEAST_CASES) & (together < LEAST_CASES)
    at = usable & ~few
    p = np.full(count.shape, np.nan)
    p[at] = two_sided(count[at], people[at], other_count[at], other_people[at], varies[at])
    return _judgeable(p, few, up)


def _of_line(line: Trends) -> Test:
    with np.errstate(invalid="ignore"):
        return _judgeable(line.p, line.few, line.yearly > 1)


def _judgeable(p: Floats, few: NDArray[np.bool_], up: NDArray[np.bool_]) -> Test:
    verdict = np.select([few, ~np.isnan(p)], [TOO_FEW, CHANCE], NOTHING).astype(np.uint8)
    return Test(p, few, up, verdict)


def _in_parts(panel: Panel, geography: Geography) -> NDArray[np.bool_]:
    """Counts that are sums of parts of cases; a whole gemeente puts the parts together again."""
    parts = panel.converted.copy()
    parts[:, geography.columns("gemeente")] = False
    return parts
