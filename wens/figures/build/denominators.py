"""What a count is divided by: a named vintage, the nearest year known, shared out when only wijken are known."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wens.facts.expressions import SCALE
from wens.figures.build import series as s
from wens.figures.build.reading import Reading
from wens.figures.build.series import Series
from wens.figures.definitions import Denominator

NO_YEAR = -1


@dataclass(frozen=True)
class Pinned:
    """A denominator for each period of the figures, and the year that it is of (NO_YEAR: none is known)."""

    series: Series
    year: NDArray[np.int64]


class Denominators:
    """All denominators of one build; each is made once."""

    def __init__(self, definitions: Mapping[str, Denominator], yearly: Reading) -> None:
        self.definitions, self.yearly = definitions, yearly
        self._made: dict[tuple[str, bytes], Pinned] = {}

    def of(self, key: str, years: NDArray[np.int64]) -> Pinned:
        """Return denominator `key` for periods in `years`."""
        asked = key, years.tobytes()
        if asked not in self._made:
            self._made[asked] = pinned(self.definitions[key], self.yearly, years)
        return self._made[asked]


def pinned(denominator: Denominator, yearly: Reading, years: NDArray[np.int64]) -> Pinned:
    """Return `denominator` for periods in `years`, from the yearly facts of `yearly`.

    The vintage is the year that the definition pins, else the nearest one that is known for any area below the
    country; of two equally near years the earlier.
    """
    made = _made(denominator, yearly)
    own = slice(yearly.geography.columns("gemeente").start, len(yearly.geography))
    rows = np.flatnonzero(s.delivered_years(made, own))
    at = nearest(years, yearly.periods.years[rows], denominator.pinned)
    if not len(rows):
        return Pinned(Series.empty(len(years), len(yearly.geography)), np.full(len(years), NO_YEAR))
    found = made.rows(rows[np.maximum(at, 0)])
    vintage = np.where(at >= 0, yearly.periods.years[rows][np.maximum(at, 0)], NO_YEAR)
    known = found.known & (vintage != NO_YEAR)[:, None]
    return Pinned(Series(found.amount, known, found.marks, found.origin), vintage)


def nearest(years: NDArray[np.int64], available: NDArray[np.int64], only: int | None = None) -> NDArray[np.int64]:
    """Return for each year the place in `available` (ascending) of the nearest one; a tie is the earlier; -1 is none.

    >>> nearest(np.array([2020, 2022, 2030]), np.array([2019, 2021, 2023]))
    array([0, 1, 2])
    """
    if only is not None:
        where = np.flatnonzero(available == only)
        return np.full(len(years), where[0] if len(where) else -1, np.int64)
    if not len(available):
        return np.full(len(years), -1, np.int64)
    return np.asarray(np.abs(years[:, None] - available[None, :]).argmin(axis=1), np.int64)


def _made(denominator: Denominator, yearly: Reading) -> Series:
    delivered = yearly.series(f"denominator:{denominator.key}")
    if denominator.measure:
        own = s.overlay(delivered, yearly.series(denominator.measure))
    elif denominator.share:
        own = s.overlay(
            delivered, _share(yearly.series(denominator.share.percent), yearly.series(denominator.share.of))
        )
    for measure in denominator.apportion_by:
        own = apportioned(own, s.composed(yearly.series(measure), yearly.geography), yearly)
    return s.composed(own, yearly.geography)


def _share(percent: Series, of: Series) -> Series:
    """A percentage of another measure, cell by cell; `estimated`, because the percentage is rounded."""
    known = percent.known & of.known
    amount = np.round(np.where(known, percent.amount / SCALE / 100 * of.amount, 0)).astype(np.int64)
    marks = (percent.marks | of.marks | s.ESTIMATED).astype(np.uint16)
    return Series(amount, known, marks, np.maximum(percent.origin, of.origin))


def apportioned(own: Series, by: Series, yearly: Reading) -> Series:
    """Share out each wijk of which no buurt is known over its buurten by another measure of the nearest year.

    Flagged `estimated`. A wijk is left alone when one of its buurten lacks the other measure.
    """
    geography = yearly.geography
    rows = np.flatnonzero(s.delivered_years(by, geography.columns("buurt")))
    at = nearest(yearly.periods.years, yearly.periods.years[rows])
    if not len(rows):
        return own
    amount, known = own.amount.copy(), own.known.copy()
    marks, origin = own.marks.copy(), own.origin.copy()
    wijken = geography.columns("wijk")
    for wijk in range(wijken.start, wijken.stop):
        buurten = geography.buurten_of.get(wijk)
        if buurten is None:
            continue
        weights = by.amount[rows[at]][:, buurten].astype(float)
        total = weights.sum(axis=1)
        usable = own.known[:, wijk] & ~own.known[:, buurten].any(axis=1)
        usable &= by.known[rows[at]][:, buurten].all(axis=1) & (total > 0)
        share = np.divide(weights, total[:, None], out=np.zeros_like(weights), where=total[:, None] > 0)
        cells = np.ix_(usable, buurten)
        amount[cells] = np.round(own.amount[usable, wijk, None] * share[usable]).astype(np.int64)
        known[cells] = True
        marks[cells] = own.marks[usable, wijk, None] | s.ESTIMATED
        origin[cells] = own.origin[usable, wijk, None]
    return Series(amount, known, marks, origin)
