"""Higher, lower, or chance: exact tests, the share of false findings held over all areas and indicators together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wens.figures.build import series as s
from wens.figures.build.geography import NONE, Geography
from wens.figures.build.panel import Panel
from wens.figures.build.rates import comparable
from wens.figures.build.series import Floats
from wens.stats.rates import e_test, false_discovery

FALSE_SHARE = 0.05

# Under five cases where fewer than five are expected no outcome says much: "too few data" rather than "chance".
LEAST_CASES = 5

NOTHING, HIGHER, LOWER, CHANCE, TOO_FEW = range(5)
NAMES = ("", "higher", "lower", "chance", "too_few")


@dataclass(frozen=True)
class Test:
    """One family of questions. Two-sided p (NaN: not tested), too few cases to test, the rate is higher; and judged."""

    p: Floats
    few: NDArray[np.bool_]
    up: NDArray[np.bool_]
    verdict: NDArray[np.uint8]  # place in NAMES; `judge` turns CHANCE into HIGHER and LOWER


@dataclass(frozen=True)
class Tests:
    """Each area against the rest of its gemeente, and against a year before; (periods, areas)."""

    rest: Test
    before: Test
    previous_value: Floats
    previous_count: Floats


def tests(panel: Panel, geography: Geography, *, newest_only: bool = False) -> Tests:
    """Return the tests of one indicator; call `judge` with those of all indicators afterwards.

    Figures of police effort, mixtures, models and counts converted from other areas are never tested. `newest_only`
    leaves earlier periods untested (the national edition).
    """
    tested = np.zeros(panel.count.shape, np.bool_)
    periods = panel.present[-1:] if newest_only else panel.present
    tested[periods] = panel.indicator.tested
    tested &= comparable(panel) & ~_in_parts(panel, geography)
    return Tests(_against_rest(panel, geography, tested), *_against_before(panel, geography, tested))


def judge(made: Sequence[Tests], levels: NDArray[np.int64]) -> None:
    """Decide: one family of tests per period (row) and level, over its areas and all indicators (BH, 5%).

    `levels`: a number per area. All `made` belong to the same periods.
    """
    for family in ([one.rest for one in made], [one.before for one in made]):
        for row in range(family[0].p.shape[0] if family else 0):
            for level in np.unique(levels):
                _decide(family, row, np.flatnonzero(levels == level))


def _decide(family: list[Test], row: int, cells: NDArray[np.int64]) -> None:
    p = np.stack([one.p[row, cells] for one in family])
    if np.isnan(p).all():
        return
    found = false_discovery(p, level=FALSE_SHARE) <= FALSE_SHARE
    for one, hit in zip(family, found, strict=True):
        one.verdict[row, cells[hit]] = np.where(one.up[row, cells[hit]], HIGHER, LOWER)


def _against_rest(panel: Panel, geography: Geography, tested: NDArray[np.bool_]) -> Test:
    gemeente = geography.gemeente_of
    inside = (gemeente != NONE) & (gemeente != np.arange(len(geography)))
    whole = np.where(inside, gemeente, 0)
    count, people = np.round(panel.count), panel.usable
    rest_count, rest_people = count[:, whole] - count, people[:, whole] - people
    usable = tested & tested[:, whole] & inside[None, :] & (rest_people > 0) & (rest_count >= 0)
    return _test(count, people, rest_count, rest_people, usable)


def _against_before(panel: Panel, geography: Geography, tested: NDArray[np.bool_]) -> tuple[Test, Floats, Floats]:
    before = panel.periods.before
    has = (before >= 0) & ~_broken(panel)
    row = np.where(has, before, 0)
    partial = panel.marks & s.PARTIAL > 0
    beside = has[:, None] & ~partial & ~partial[row]
    value, count = (np.where(beside, array[row], np.nan) for array in (panel.value, panel.count))
    people = panel.usable
    usable = tested & beside & ~np.isnan(value) & ~_in_parts(panel, geography)[row]
    made = _test(np.round(panel.count), people, np.round(panel.count[row]), people[row], usable)
    return made, value, count


def _test(count: Floats, people: Floats, other_count: Floats, other_people: Floats, usable: NDArray[np.bool_]) -> Test:
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = (count + other_count) * people / (people + other_people)
        up = count / people > other_count / other_people
    few = usable & (count < LEAST_CASES) & (expected < LEAST_CASES)
    at = usable & ~few
    p = np.full(count.shape, np.nan)
    p[at] = e_test(count[at], people[at], other_count[at], other_people[at])
    return Test(p, few, up, np.select([few, at], [TOO_FEW, CHANCE], NOTHING).astype(np.uint8))


def _broken(panel: Panel) -> NDArray[np.bool_]:
    """Periods that are counted in another way than the year before them."""
    breaks = {int(one.period[:4]) for one in panel.indicator.series_breaks}
    return np.isin(panel.periods.years, list(breaks))


def _in_parts(panel: Panel, geography: Geography) -> NDArray[np.bool_]:
    """Counts that are sums of parts of cases; a whole gemeente puts the parts together again."""
    parts = panel.converted.copy()
    parts[:, geography.columns("gemeente")] = False
    return parts
