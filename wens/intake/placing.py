"""From the cells of a delivery to the facts of one gemeente: every cell gets areas of one loaded division, or a reason.

Pure: arrays in, arrays out; what the gemeente knows about codes comes in as a :class:`Places`. Work is done once per
distinct code and spread over the cells. A code that is split over several areas is shared out by weight, so that the
total stays what it was; percentages and scores are averaged instead.

Worked example: a count of 10 in old buurt A, of which 0.7 went to B and 0.3 to C, and 5 in old buurt D that went to C
as a whole, gives B 7 and C 8, both marked `crosswalked`; 7 + 8 = 10 + 5.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wens.intake.cells import NATION, UNKNOWN_AREA

PLACED, NATIONAL, ELSEWHERE, LEFT_OUT, UNKNOWN, NOT_DATED = range(6)
"""What became of a cell. The smallest number of its cells is what became of a row."""

UNPLACED = "unplaced"
"""Area of an incident of this gemeente without a usable place: it counts for the gemeente, in no buurt."""

Indexes = npt.NDArray[np.int64]
Pair = tuple[str, str]
Kinds = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Target:
    """An area that gets `weight` of what a code counts; `changed` when it is not simply the same area."""

    code: str
    level: str
    weight: float = 1.0
    changed: bool = False


@dataclass(frozen=True)
class Places:
    """What a gemeente knows: the areas behind each (level, code) of a delivery, and the codes that it should know.

    targets: (level, code) -> areas of `division`. points: the buurt of every cell that is a point, null when it lies
    outside. left_out: (level, code) of this gemeente that are not loaded and can be done without. squares: the square
    of 100 metres of every cell that is a point (`wens.facts.squares`), None when the points are too coarse for that.
    """

    division: int
    targets: Mapping[Pair, tuple[Target, ...]]
    points: pa.Array | None = None
    left_out: Collection[Pair] = ()
    squares: pa.Array | None = None


@dataclass(frozen=True)
class Pairs:
    """The distinct (level, code) of a delivery, and for each cell which of them it has; no area is the empty code."""

    names: list[Pair]
    of_cell: Indexes

    def take(self, cells: Indexes) -> "Pairs":
        """Return the same for a selection of the cells."""
        return Pairs(self.names, self.of_cell[cells])

    def first_cell(self, wanted: Collection[Pair]) -> dict[Pair, int]:
        """Return the first cell of each of these pairs that occurs."""
        at = {number: pair for number, pair in enumerate(self.names) if pair in wanted}
        return {pair: int(np.argmax(self.of_cell == number)) for number, pair in at.items()}


@dataclass(frozen=True)
class Placed:
    """Facts of one gemeente (`wens.facts.store.SCHEMA` without snapshot) and what became of every cell."""

    facts: pa.Table
    fate: Kinds
    crosswalked: int = 0  # cells, not the facts that they were shared out over


def place_cells(
    cells: pa.Table, places: Places, *, averaged: Collection[str] = (), pairs: Pairs | None = None
) -> Placed:
    """Return the facts of one gemeente.

    averaged: measures whose values are no counts (percentages, scores). pairs: of these cells, where known already.
    """
    if places.points is not None or pairs is None:
        cells = _with_points(cells, places)
        pairs = distinct_pairs(cells)
    fate = _fates(pairs.names, places)[pairs.of_cell]
    fate[~_mask(pc.is_valid(cells.column("start")))] = NOT_DATED
    kept = np.flatnonzero((fate == PLACED) | (fate == NATIONAL))
    through = [any(target.changed for target in _targets(pair, places)) for pair in pairs.names]
    facts = _facts(cells, pairs, kept, places, averaged)
    return Placed(facts, fate, int(np.array(through, bool)[pairs.of_cell[kept]].sum()))


def unplaced_incidents(cells: pa.Table, fate: Kinds, division: int) -> pa.Table:
    """Return the incidents without a usable place as facts of the gemeente as a whole (area `unplaced`)."""
    lost = cells.filter(pa.array((fate == UNKNOWN) & _mask(pc.equal(cells.column("grain"), "day"))))
    return pa.table(
        {
            **{name: lost.column(name) for name in ("measure", "start", "grain", "row")},
            **{name: lost.column(name) for name in ("value", "missing", "provisional")},
            "area": pa.repeat(UNPLACED, lost.num_rows),
            "level": pa.repeat("buurt", lost.num_rows),
            "division": pa.repeat(pa.scalar(division, pa.int16()), lost.num_rows),
            "crosswalked": pa.repeat(False, lost.num_rows),
        }
    )


def fate_of_rows(cells: pa.Table, fate: Kinds) -> dict[int, int]:
    """Return how many rows of the file met each fate; a row with cells of several fates has the best of them."""
    if cells.num_rows == 0:
        return {}
    rows = np.asarray(cells.column("row").to_numpy(), dtype=np.int64)
    order = np.argsort(rows, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(rows[order]) != 0])
    best = np.minimum.reduceat(fate[order], starts)
    values, counts = np.unique(best, return_counts=True)
    return dict(zip(values.tolist(), counts.tolist(), strict=True))


def _with_points(cells: pa.Table, places: Places) -> pa.Table:
    """Give cells that are points their buurt as area; outside the gemeente they keep no area."""
    if places.points is None:
        return cells
    is_point = pc.equal(cells.column("level"), "point")
    area = pc.if_else(is_point, places.points, cells.column("area"))
    located = pc.and_(pc.is_valid(cells.column("x")), pc.is_valid(cells.column("y")))
    # A point without coordinates is an unknown place; one outside the gemeente belongs to somebody else.
    area = pc.if_else(pc.and_(is_point, pc.invert(located)), UNKNOWN_AREA, area)
    level = pc.if_else(is_point, "buurt", cells.column("level"))
    names = cells.column_names
    return cells.set_column(names.index("area"), "area", area).set_column(names.index("level"), "level", level)


def distinct_pairs(cells: pa.Table) -> Pairs:
    """Return the distinct (level, code) of the cells (columns `level`, `area`)."""
    level = pc.fill_null(cells.column("level"), "").combine_chunks().dictionary_encode()
    area = pc.fill_null(cells.column("area"), "").combine_chunks().dictionary_encode()
    levels, areas = level.dictionary.to_pylist(), area.dictionary.to_pylist()
    joint = np.asarray(area.indices.to_numpy(), np.int64) * max(len(levels), 1) + np.asarray(level.indices.to_numpy())
    distinct = np.flatnonzero(np.bincount(joint))  # few codes, many cells: counting beats sorting
    number = np.zeros(distinct[-1] + 1 if len(distinct) else 0, np.int64)
    number[distinct] = np.arange(len(distinct))
    names = [(levels[key % len(levels)], areas[key // len(levels)]) for key in distinct.tolist()]
    return Pairs(names, number[joint])


def _fates(pairs: list[Pair], places: Places) -> Kinds:
    def fate(pair: Pair) -> int:
        if pair[1] == NATION:
            return NATIONAL
        if pair in places.targets:
            return PLACED
        if pair in places.left_out:
            return LEFT_OUT
        return UNKNOWN if pair[1] == UNKNOWN_AREA else ELSEWHERE

    return np.fromiter(map(fate, pairs), np.int8, len(pairs))


def _facts(cells: pa.Table, pairs: Pairs, kept: Indexes, places: Places, averaged: Collection[str]) -> pa.Table:
    shared = [_targets(pair, places) for pair in pairs.names]
    length = np.fromiter(map(len, shared), np.int64, len(shared))
    first = np.cumsum(length) - length
    flat = [target for targets in shared for target in targets]
    pair = pairs.of_cell[kept]
    times = length[pair]
    cell = np.repeat(kept, times)
    target = np.repeat(first[pair], times) + _ramp(times)
    taken = cells.take(pa.array(cell))
    weight = np.fromiter((t.weight for t in flat), float, len(flat))[target]
    facts = pa.table(
        {
            "measure": taken.column("measure"),
            "area": _spread([t.code for t in flat], target),
            "level": _spread([t.level for t in flat], target),
            "division": pa.repeat(pa.scalar(places.division, pa.int16()), len(target)),
            "start": taken.column("start"),
            "grain": taken.column("grain"),
            "value": taken.column("value"),
            "missing": taken.column("missing"),
            "provisional": taken.column("provisional"),
            "crosswalked": pa.array(np.fromiter((t.changed for t in flat), bool, len(flat))[target]),
            "row": taken.column("row"),
        }
    )
    if not any(t.changed for t in flat):
        return facts
    return _share_out(facts, weight, averaged)


def _targets(pair: Pair, places: Places) -> tuple[Target, ...]:
    return (Target(NATION, "land"),) if pair[1] == NATION else places.targets.get(pair, ())


def _share_out(facts: pa.Table, weight: npt.NDArray[np.float64], averaged: Collection[str]) -> pa.Table:
    """Weigh what is crosswalked, and add up what came together in one area (incidents stay one by one)."""
    is_average = pc.is_in(facts.column("measure"), pa.array(sorted(averaged), pa.string()))
    weighed = pc.multiply(facts.column("value"), pc.if_else(is_average, 1.0, pa.array(weight)))
    facts = facts.set_column(facts.column_names.index("value"), "value", weighed)
    changed = _mask(facts.column("crosswalked"))
    together = changed & ~_mask(pc.equal(facts.column("grain"), "day"))
    touched = pc.is_in(facts.column("area"), pc.unique(facts.column("area").filter(pa.array(together))))
    together = _mask(touched) & ~_mask(pc.equal(facts.column("grain"), "day"))
    if not together.any():
        return facts
    joined = _add_up(facts.filter(pa.array(together)), weight[together], averaged)
    return pa.concat_tables([facts.filter(pa.array(~together)), joined.select(facts.column_names).cast(facts.schema)])


def _add_up(facts: pa.Table, weight: npt.NDArray[np.float64], averaged: Collection[str]) -> pa.Table:
    is_average = pc.is_in(facts.column("measure"), pa.array(sorted(averaged), pa.string()))
    weighted = pc.multiply(facts.column("value"), pc.if_else(is_average, pa.array(weight), 1.0))
    facts = facts.append_column("weighted", weighted).append_column("weight", pa.array(weight))
    facts = facts.append_column("absent", pc.is_null(facts.column("value")))
    keys = ["measure", "area", "level", "division", "start", "grain"]
    summed = facts.group_by(keys).aggregate(
        [
            ("weighted", "sum"),
            ("weight", "sum"),
            ("absent", "any"),
            ("missing", "max"),
            ("provisional", "any"),
            ("crosswalked", "any"),
            ("row", "min"),
        ]
    )
    is_average = pc.is_in(summed.column("measure"), pa.array(sorted(averaged), pa.string()))
    value = pc.if_else(
        is_average, pc.divide(summed.column("weighted_sum"), summed.column("weight_sum")), summed.column("weighted_sum")
    )
    # One part that is missing makes the whole unknown: a sum of what happens to be there is no figure.
    value = pc.if_else(summed.column("absent_any"), pa.scalar(None, pa.float64()), value)
    renamed = {f"{name}_any": name for name in ("provisional", "crosswalked")}
    renamed |= {"row_min": "row", "missing_max": "missing"}
    summed = summed.append_column("value", value)
    return summed.rename_columns([renamed.get(name, name) for name in summed.column_names])


def _spread(texts: list[str], target: Indexes) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(target, pa.int64()), pa.array(texts, pa.string())).cast(pa.string())


def _ramp(lengths: Indexes) -> Indexes:
    ends = np.cumsum(lengths)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)


def _mask(flags: Any) -> npt.NDArray[np.bool_]:
    return np.asarray(pc.fill_null(flags, False).to_numpy(zero_copy_only=False), dtype=bool)
