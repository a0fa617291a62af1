"""From the rows of the engine to one series per measure: what is complete, what is zero, what is not known."""

import calendar
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wens.facts.expressions import NOWHERE, UNRESOLVED
from wens.figures.build import series as s
from wens.figures.build.geography import Geography
from wens.figures.build.periods import Periods, key_of, needed
from wens.figures.build.series import Origins, Series

# A gap at the edge of a delivery that chance explains in fewer than one case in a hundred means: it stopped there.
EDGE_P = 0.01

_COARSER_WINS = ("day", "month", "quarter", "year")
_NATIVE = ("land", "gemeente", "wijk", "buurt")


def _rank(grain: str) -> int:
    return _COARSER_WINS.index(grain) if grain in _COARSER_WINS else len(_COARSER_WINS)


@dataclass(frozen=True)
class Block:
    """The rows of one measure, grain and level of the source."""

    grain: str
    source_level: str
    rows: NDArray[np.int64]


@dataclass(frozen=True)
class Reading:
    """Facts counted for one kind of period, and the slices in force that say what they cover.

    counted: columns of `wens.facts.expressions.counted`. slices: `SLICE_SCHEMA`. crosswalk:
    `wens.facts.crosswalk.SCHEMA`.
    edges: columns of `wens.facts.expressions.edges`. absent_is_zero: measures of which an absent area means zero.
    """

    counted: pa.Table
    slices: pa.Table
    crosswalk: pa.Table
    edges: pa.Table
    geography: Geography
    periods: Periods
    origins: Origins
    absent_is_zero: frozenset[str] = field(default_factory=frozenset)

    def series(self, measure: str) -> Series:
        """Return a measure over all periods and areas as delivered, the coarsest grain that is complete first."""
        if measure not in self._made:
            found = Series.empty(len(self.periods), len(self.geography))
            for block in self._blocks(measure):
                found = s.overlay(found, self._read(measure, block))
            self._made[measure] = found
        return self._made[measure]

    def _blocks(self, measure: str) -> Iterator[Block]:
        """Weakest first: days before years, converted areas before the areas themselves."""
        known = self._covered.get(measure, {})
        fitting = [at for at in known if needed(self.periods.kind, at[0]) is not None]
        for grain, level in sorted(fitting, key=lambda at: (at[1] in _NATIVE, _rank(at[0]), at[1])):
            yield Block(grain, level, self._rows.get((measure, grain, level), np.empty(0, np.int64)))

    def _read(self, measure: str, block: Block) -> Series:
        enough = needed(self.periods.kind, block.grain) or 1
        covered, origin, cut_off = self._coverage(measure, block)
        amount, starts, bad, marks = self._scattered(block)
        if block.grain == "day" or measure in self.absent_is_zero:
            reaches = covered > 0 if block.grain == "day" else covered == enough
            known = reaches[:, None] & self._held(block)[None, :] & ~bad
        else:
            known = (starts == enough) & ~bad
        if block.grain == "day":
            marks[(covered < enough) | cut_off] |= s.PARTIAL | s.PROVISIONAL
        marks[bad & ~known] |= s.UNKNOWN
        self._count_unplaced(block, amount, known, marks)
        if block.source_level not in _NATIVE:
            marks[:, self._held(block)] |= s.CROSSWALKED
        return Series(np.where(known, amount, 0), known, marks, np.broadcast_to(origin[:, None], known.shape).copy())

    def _scattered(self, block: Block) -> tuple[Any, ...]:
        """Amounts, known starts, unusable cells and marks of a block, as (periods, areas)."""
        shape = len(self.periods), len(self.geography)
        amount, starts = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        bad, marks = np.zeros(shape, np.bool_), np.zeros(shape, np.uint16)
        rows = block.rows
        at, column = self._at[rows], self._column[rows]
        placed = column >= 0
        rows, at, column = rows[placed], at[placed], column[placed]
        np.add.at(amount, (at, column), self._numbers["amount"][rows])
        np.add.at(starts, (at, column), self._numbers["starts"][rows])
        unusable = (self._numbers["missing"][rows] > 0) | self._parts_missing(block, rows)
        bad[at[unusable], column[unusable]] = True
        for name, mark in (("provisional", s.PROVISIONAL), ("crosswalked", s.CROSSWALKED)):
            on = self._numbers[name][rows] > 0
            np.bitwise_or.at(marks, (at[on], column[on]), np.uint16(mark))
        return amount, starts, bad, marks

    def _count_unplaced(
        self, block: Block, amount: NDArray[np.int64], known: NDArray[np.bool_], marks: NDArray[np.uint16]
    ) -> None:
        """Incidents of this gemeente without a usable place count for the gemeente, in no buurt; it is marked."""
        rows = block.rows[self._column[block.rows] < 0]
        lost = np.zeros(len(self.periods), np.int64)
        np.add.at(lost, self._at[rows], self._numbers["amount"][rows])
        gemeenten, buurten = self.geography.columns("gemeente"), self.geography.columns("buurt")
        if gemeenten.stop - gemeenten.start != 1 or not lost.any():
            return
        whole = (lost > 0) & known[:, buurten].all(axis=1) & (buurten.stop > buurten.start)
        amount[whole, gemeenten.start] = amount[whole, buurten].sum(axis=1) + lost[whole]
        known[whole, gemeenten.start] = True
        marks[whole, gemeenten.start] |= s.UNPLACED | np.bitwise_or.reduce(marks[whole, buurten], axis=1)

    def _parts_missing(self, block: Block, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """A converted cell needs all the areas that it is made of; days know no missing ones, they are zero."""
        if block.grain == "day":
            return np.zeros(len(rows), np.bool_)
        expected = self._expected_parts
        areas, divisions = self._areas, self._numbers["source_division"]
        moved = self._numbers["crosswalked"][rows] > 0
        missing = np.zeros(len(rows), np.bool_)
        for place in np.flatnonzero(moved):
            row = rows[place]
            need = expected.get((block.source_level, int(divisions[row]), areas[row]))
            missing[place] = need is not None and self._numbers["parts"][row] < need
        return missing

    def _coverage(self, measure: str, block: Block) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Per period: how many periods of the grain are in force, from which snapshots, and whether one was cut off."""
        covered = np.zeros(len(self.periods), np.int64)
        snapshots: dict[int, set[int]] = defaultdict(set)
        cut_off = np.zeros(len(self.periods), np.bool_)
        for start, snapshot in self._covered[measure][block.grain, block.source_level]:
            at = self.periods.index.get(key_of(start, self.periods.kind, block.grain))
            if at is None:
                continue
            covered[at] += 1
            snapshots[at].add(snapshot)
            cut_off[at] |= block.grain == "day" and (snapshot, start.replace(day=1)) in self._cut_months
        origin = np.array([self.origins.number(snapshots[at]) for at in range(len(self.periods))], np.int32)
        return covered, origin, cut_off

    def _held(self, block: Block) -> NDArray[np.bool_]:
        """The areas about which a complete delivery of this level speaks."""
        held = np.zeros(len(self.geography), np.bool_)
        if block.source_level in _NATIVE:
            held[self.geography.columns(block.source_level)] = block.source_level != "land"
            return held
        of_level = [key for key in self._expected_parts if key[0] == block.source_level]
        held[[self.geography.index[code] for _, _, code in of_level if code in self.geography.index]] = True
        return held

    @cached_property
    def _made(self) -> dict[str, Series]:
        return {}

    @cached_property
    def _covered(self) -> dict[str, dict[tuple[str, str], list[tuple[date, int]]]]:
        found: dict[str, dict[tuple[str, str], list[tuple[date, int]]]] = {}
        columns = (self.slices.column(name).to_pylist() for name in ("measure", "grain", "level", "start", "snapshot"))
        for measure, grain, level, start, snapshot in zip(*columns, strict=True):
            found.setdefault(measure, {}).setdefault((grain, level), []).append((start, snapshot))
        return found

    @cached_property
    def _rows(self) -> dict[tuple[str, str, str], NDArray[np.int64]]:
        """Row numbers of `counted` per measure, grain and level of the source."""
        encoded = [self.counted.column(name).combine_chunks().dictionary_encode() for name in _BLOCK]
        sizes = [max(1, len(one.dictionary)) for one in encoded]
        numbers = np.ravel_multi_index([one.indices.to_numpy() for one in encoded], sizes)
        order = np.argsort(numbers, kind="stable")
        unique, starts = np.unique(numbers[order], return_index=True)
        names = [one.dictionary.to_pylist() for one in encoded]
        keys = [
            tuple(name[int(at)] for name, at in zip(names, np.unravel_index(one, sizes), strict=True)) for one in unique
        ]
        return dict(zip(keys, np.split(order, starts[1:]), strict=True)) if len(keys) else {}

    @cached_property
    def _numbers(self) -> dict[str, NDArray[Any]]:
        names = ("amount", "starts", "missing", "parts", "provisional", "crosswalked", "source_division")
        return {name: self.counted.column(name).to_numpy() for name in names}

    @cached_property
    def _column(self) -> NDArray[np.int64]:
        encoded = self.counted.column("area").combine_chunks().dictionary_encode()
        index = self.geography.index
        columns = [
            -1 if code in NOWHERE or code == UNRESOLVED else index.get(code, -1)
            for code in encoded.dictionary.to_pylist()
        ]
        return np.asarray(np.array([*columns, -1], np.int64)[encoded.indices.to_numpy()], np.int64)

    @cached_property
    def _areas(self) -> pa.Array:
        return self.counted.column("area").to_pylist()

    @cached_property
    def _at(self) -> NDArray[np.int64]:
        year, part = self.counted.column("year").to_numpy(), self.counted.column("part").to_numpy()
        codes = year.astype(np.int64) * 100 + part
        unique, inverse = np.unique(codes, return_inverse=True)
        rows = np.array([self.periods.index[int(code) // 100, int(code) % 100] for code in unique], np.int64)
        return rows[inverse] if len(rows) else np.empty(0, np.int64)

    @cached_property
    def _expected_parts(self) -> dict[tuple[str, int, str], int]:
        names = ("from_level", "from_division", "to_code")
        expected: dict[tuple[str, int, str], int] = defaultdict(int)
        for key in zip(*(self.crosswalk.column(name).to_pylist() for name in names), strict=True):
            expected[key] += 1
        return dict(expected)

    @cached_property
    def _cut_months(self) -> set[tuple[int, date]]:
        """Months in which a delivery of days began or ended, as far as chance does not explain the gap."""
        cut = set()
        for row in self.edges.to_pylist():
            first, last = row["first"], row["last"]
            a_day = row["facts"] / ((last - first).days + 1)
            if math.exp(-a_day * (first.day - 1)) < EDGE_P:
                cut.add((row["snapshot"], first.replace(day=1)))
            if math.exp(-a_day * (calendar.monthrange(last.year, last.month)[1] - last.day)) < EDGE_P:
                cut.add((row["snapshot"], last.replace(day=1)))
        return cut


_BLOCK = ("measure", "grain", "source_level")
