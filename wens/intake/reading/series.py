"""Puts axes and values together as cells, and checks what only the whole file shows: a cell that stands there twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wens.intake.cells import Finding, build
from wens.intake.reading.axes import Areas, Codes, Periods
from wens.intake.reading.numbers import MISSING_NAMES, Numbers
from wens.intake.reading.sheet import Mask, Sheet

T = TypeVar("T")
_SMALL = 20_000_000


@dataclass(frozen=True)
class Series:
    """One column of values along the two axes; measures: code per record into `keys` (None: left out)."""

    sheet: Sheet
    areas: Areas
    periods: Periods
    numbers: Numbers
    column: int
    measures: Codes
    keys: list[str | None]

    def cells(self) -> tuple[pa.Table, list[Finding]]:
        """Return the cells and the findings about cells that stand in the file twice."""
        used = self.used()
        repeated, conflicting, findings = self.doubles()
        numbers = self.numbers.without(conflicting) if conflicting.any() else self.numbers
        keep: Mask | slice = slice(None) if used.all() and not repeated.any() else used & ~repeated
        missing = numbers.missing[keep]
        measure = pa.DictionaryArray.from_arrays(pa.array(self.measures[keep]), pa.array(self.keys, pa.string()))
        return build(
            row=self.sheet.numbers[keep],
            measure=measure.cast(pa.string()),
            area=self.areas.area(keep),
            level=self.areas.level(keep),
            start=self.periods.start(keep),
            grain=self.periods.grain(keep),
            value=pa.array(numbers.values[keep], mask=missing > 0),
            missing=missing_names(missing),
            provisional=(numbers.provisional | self.periods.provisional())[keep],
        ), findings

    def used(self) -> Mask:
        """Return the records that become cells: those of a known kind, in a region that we use."""
        known = np.array([key is not None for key in self.keys], bool)
        used: Mask = ~self.areas.other & known[self.measures]
        return used

    def certain(self) -> Mask:
        """Return the records that become cells of a known place and period."""
        return self.used() & ~self.areas.unknown & ~self.periods.not_dated

    def doubles(self) -> tuple[Mask, Mask, list[Finding]]:
        """Return the records that repeat a cell, the first ones of cells with several values, and the findings."""
        none = np.zeros(len(self.sheet), bool)
        counts = self.certain()
        key = self._key()
        if not _any_twice(key[counts]):
            return none, none, []
        at = np.flatnonzero(counts)
        order = at[np.lexsort((at, key[at]))]
        again = np.r_[False, key[order][1:] == key[order][:-1]]
        first = order[np.maximum.accumulate(np.where(again, 0, np.arange(len(order))))]
        repeats, originals = order[again], first[again]
        values = np.where(self.numbers.missing > 0, np.inf, self.numbers.values)
        differ = values[repeats] != values[originals]
        repeated, conflicting, other = none.copy(), none.copy(), none.copy()
        repeated[repeats], conflicting[originals[differ]], other[repeats[differ]] = True, True, True
        return repeated, conflicting, self._tell(repeats, differ, other)

    def _tell(self, repeats: npt.NDArray[np.int64], differ: Mask, other: Mask) -> list[Finding]:
        problem = "The same area, period and kind stand in the file before, with another value."
        remedy = "Remove the row that is not right."
        findings = self.sheet.report(other, self.column, "duplicate", problem, remedy)
        equal = int((~differ).sum())
        if equal:
            told = f"{equal} records repeat an earlier record with the same value; they count once."
            row = int(self.sheet.numbers[int(repeats[~differ].min())])
            findings.append(Finding("repeated", told, "", self.sheet.name, row, severity="notice"))
        return findings

    def _key(self) -> npt.NDArray[np.int64]:
        keys = same(self.keys)
        return self.place_and_period() * (len(keys) + 1) + keys[self.measures]

    def place_and_period(self) -> npt.NDArray[np.int64]:
        """Return a number per record that is the same for the same area and period, however they were written."""
        areas = same(list(self.areas.places))
        periods = same([(p.start, p.grain) if p else None for p in self.periods.periods])
        return areas[self.areas.codes] * (len(periods) + 1) + periods[self.periods.codes]


def missing_names(missing: npt.NDArray[np.uint8]) -> pa.Array:
    """Return the names of codes of missingness (0 present, 1 unknown, 2 not applicable)."""
    if not missing.any():
        return pa.nulls(len(missing), pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(missing.astype(np.int8)), pa.array(MISSING_NAMES)).cast(pa.string())


def single(sheet: Sheet, key: str) -> tuple[Codes, list[str | None]]:
    """Return measure codes and keys for a column that holds one measure."""
    return np.zeros(len(sheet), np.int32), [key]


def same(values: list[T]) -> npt.NDArray[np.int64]:
    """Return one number per distinct value: texts that were written differently may mean the same."""
    numbers: dict[T, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int64)


def _any_twice(key: npt.NDArray[np.int64]) -> bool:
    if not len(key):
        return False
    if key.max() < _SMALL:
        return bool((np.bincount(key) > 1).any())
    ordered = np.sort(key)
    return bool((ordered[1:] == ordered[:-1]).any())
