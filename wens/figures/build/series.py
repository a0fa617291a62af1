"""One measure as arrays over periods and areas: what was delivered, and what can be summed from complete parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from wens.facts.expressions import SCALE
from wens.figures.build.geography import Geography, Parts

Floats = NDArray[np.float64]
Flags = NDArray[np.uint16]

# Intake has weighed what was delivered per postcode; a third and two thirds must show as a whole again.
DECIMALS = 3

CROSSWALKED, PROVISIONAL, PARTIAL, ESTIMATED, UNKNOWN, UNPLACED, ROUNDED = (1 << bit for bit in range(7))
"""Marks that a number carries from its facts on: bits of `Series.marks`."""


@dataclass(frozen=True)
class Series:
    """A measure over all periods and areas: amounts (int64, SCALE to the unit), which of them are known, and marks."""

    amount: NDArray[np.int64]
    known: NDArray[np.bool_]
    marks: Flags
    origin: NDArray[np.int32]  # number of the set of snapshots in `Origins`

    @classmethod
    def empty(cls, periods: int, areas: int) -> "Series":
        """Return a series in which nothing is known."""
        shape = (periods, areas)
        return cls(
            np.zeros(shape, np.int64), np.zeros(shape, np.bool_), np.zeros(shape, np.uint16), np.zeros(shape, np.int32)
        )

    def values(self) -> Floats:
        """Return the amounts in units, NaN where nothing is known; converted parts are rounded to thousandths."""
        return np.where(self.known, np.round(self.amount / SCALE, DECIMALS), np.nan)

    def rows(self, which: NDArray[np.int64]) -> "Series":
        """Return the series with other periods: `which` gives the row to take for each."""
        return Series(self.amount[which], self.known[which], self.marks[which], self.origin[which])


class Origins:
    """Numbers for sets of snapshots, so that an array can say where each of its cells came from."""

    def __init__(self) -> None:
        self._sets: list[frozenset[int]] = [frozenset()]
        self._numbers: dict[frozenset[int], int] = {frozenset(): 0}

    def number(self, snapshots: Iterable[int]) -> int:
        """Return the number of a set of snapshots; 0 is the empty one."""
        found = frozenset(snapshots)
        if found not in self._numbers:
            self._numbers[found] = len(self._sets)
            self._sets.append(found)
        return self._numbers[found]

    def union(self, left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return cell by cell the number of both sets together."""
        width = int(right.max(initial=0)) + 1
        pairs = left.astype(np.int64) * width + right
        table = np.zeros(int(pairs.max(initial=0)) + 1, np.int32)
        for pair in np.flatnonzero(np.bincount(pairs.ravel())):
            table[pair] = self.number(self._sets[pair // width] | self._sets[pair % width])
        return np.asarray(table[pairs], np.int32)

    def text(self, number: int) -> str:
        """Return the snapshots of a set as they stand in the column `snapshot`."""
        return ";".join(str(snapshot) for snapshot in sorted(self._sets[number]))


def overlay(under: Series, over: Series) -> Series:
    """Return `over` where it knows something, else `under`; that `over` is unknown by its own saying stays marked."""
    take = over.known
    return Series(
        np.where(take, over.amount, under.amount),
        under.known | take,
        np.where(take, over.marks, under.marks | (over.marks & UNKNOWN)),
        np.where(take, over.origin, under.origin),
    )


def summed(parts: Sequence[Series], origins: Origins) -> Series:
    """Return the sum of several measures; known only where all of them are."""
    return reduce(
        lambda a, b: Series(
            a.amount + b.amount, a.known & b.known, a.marks | b.marks, origins.union(a.origin, b.origin)
        ),
        parts,
    )


def composed(series: Series, geography: Geography) -> Series:
    """Fill each area that was not delivered from complete buurten, else from complete wijken, else leave it unknown."""
    return _filled(_filled(series, geography.of_buurten), geography.of_wijken)


def _filled(series: Series, parts: Parts) -> Series:
    if not len(parts.wholes):
        return series
    complete = parts.total(np.logical_and, series.known) & ~series.known[:, parts.wholes]
    amount, known = series.amount.copy(), series.known.copy()
    marks, origin = series.marks.copy(), series.origin.copy()
    for whole, of_parts in (
        (amount, parts.total(np.add, series.amount)),
        (marks, parts.total(np.bitwise_or, series.marks)),
        (origin, parts.total(np.maximum, series.origin)),
    ):
        whole[:, parts.wholes] = np.where(complete, of_parts, whole[:, parts.wholes])
    known[:, parts.wholes] |= complete
    secret = parts.total(np.bitwise_or, series.marks) & UNKNOWN
    marks[:, parts.wholes] |= np.where(known[:, parts.wholes], 0, secret).astype(np.uint16)
    return Series(amount, known, marks, origin)


def delivered_years(series: Series, columns: slice) -> NDArray[np.bool_]:
    """Return for each period whether anything at all is known in `columns`."""
    return np.asarray(series.known[:, columns].any(axis=1))


SeriesOf = Mapping[str, Series]
