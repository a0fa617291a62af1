"""The cells of one gemeente and a group of linked indicators, numbered, with all that ties them together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wens.facts.expressions import Kind
from wens.figures.build.panel import Panel
from wens.figures.build.protect.tree import Sum
from wens.stats.disclosure import Role, Table

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NO_CELL = -1
CLOSE = 1e-6


@dataclass(frozen=True)
class Layer:
    """A panel about people with what the rules say of it by itself; arrays are (periods, areas), of all areas."""

    panel: Panel
    closed: NDArray[np.bool_]
    few: NDArray[np.bool_]
    cost: Floats
    low: Floats  # what everybody knows beforehand: earlier releases, open totals
    high: Floats


Layers = Mapping[tuple[Kind, str], Layer]


@dataclass
class Cells:
    """Cells under construction. `at[kind, key]` holds the number of each cell: (periods, areas of `columns`)."""

    layers: Layers
    columns: Ints
    at: dict[tuple[Kind, str], Ints] = field(default_factory=dict)
    relations: list[list[tuple[int, float]]] = field(default_factory=list)
    rests: list[tuple[str, float]] = field(default_factory=list)
    size: int = 0

    def __post_init__(self) -> None:
        for key, layer in self.layers.items():
            known = ~np.isnan(layer.panel.count[:, self.columns])
            numbers = np.full(known.shape, NO_CELL)
            numbers[known] = self.size + np.arange(known.sum())
            self.at[key] = numbers
            self.size += int(known.sum())

    def tie(self, whole: int, parts: Iterable[int]) -> None:
        """Say that everybody knows by how much a whole differs from its parts (usually nothing)."""
        self.relations.append([(whole, 1.0), *((part, -1.0) for part in parts)])

    def tie_with_rest(self, name: str, whole: int, parts: Iterable[int], rest: float) -> None:
        """Say that parts and an unknown `rest`, 0 or more, make up the whole (NO_CELL: a number everybody knows)."""
        own = [(whole, 1.0)] if whole != NO_CELL else []
        self.relations.append([*own, *((part, -1.0) for part in parts), (self.size + len(self.rests), -1.0)])
        self.rests.append((name, max(rest, 0.0)))

    def table(self, codes: tuple[str, ...]) -> Table:
        """Return the table that `wens.stats.disclosure.protect` takes."""
        names: list[str] = []
        arrays: dict[str, list[Floats]] = {name: [] for name in ("count", "role", "cost", "few", "low", "high")}
        for (kind, key), layer in self.layers.items():
            rows, places = np.nonzero(self.at[kind, key] != NO_CELL)
            own = self.columns[places]
            labels = layer.panel.periods.labels
            names += [f"{key}|{labels[row]}|{codes[area]}" for row, area in zip(rows, own, strict=True)]
            for name, array in (
                ("count", layer.panel.count), ("role", np.where(layer.closed, Role.closed, Role.subject)),
                ("cost", layer.cost), ("few", layer.few), ("low", layer.low), ("high", layer.high),
            ):  # fmt: skip
                arrays[name].append(array[rows, own].astype(float))
        rest = np.array([value for _, value in self.rests])
        filled = {"count": rest, "role": np.full(len(rest), Role.rest), "cost": np.ones(len(rest))}
        filled |= {"few": np.zeros(len(rest)), "low": np.zeros(len(rest)), "high": np.full(len(rest), np.inf)}
        whole = {name: np.concatenate([*parts, filled[name]]) for name, parts in arrays.items()}
        return Table(
            [*names, *(f"rest|{name}" for name, _ in self.rests)], whole["count"], self._matrix(),
            whole["role"].astype(np.uint8), whole["cost"], whole["few"].astype(bool), whole["low"], whole["high"],
        )  # fmt: skip

    def _matrix(self) -> sparse.csr_array:
        rows = np.repeat(np.arange(len(self.relations)), [len(one) for one in self.relations])
        flat = [entry for one in self.relations for entry in one]
        cells, values = (
            (np.array(part) for part in zip(*flat, strict=True)) if flat else (np.empty(0, int), np.empty(0))
        )
        return sparse.csr_array((values, (rows, cells)), shape=(len(self.relations), self.size + len(self.rests)))


def tie_areas(cells: Cells, members: Mapping[int, list[Ints]]) -> None:
    """Tie areas to what they consist of. members: per area the sets of areas that make it up, the smallest parts first.

    When the smallest parts are all known, they say everything. When some are not, their sum is an unknown rest, and
    sets of larger parts are tied as well.
    """
    place = {int(area): number for number, area in enumerate(cells.columns)}
    for (kind, key), numbers in cells.at.items():
        count = cells.layers[kind, key].panel.count
        for row in range(numbers.shape[0]):
            for area, sets in members.items():
                whole = numbers[row, place[area]]
                if whole == NO_CELL:
                    continue
                for parts in sets:
                    own = numbers[row, [place[int(part)] for part in parts]]
                    known = own[own != NO_CELL]
                    rest = count[row, area] - count[row, parts[own != NO_CELL]].sum()
                    if len(known) == len(own):
                        cells.tie(int(whole), known.tolist())
                        break
                    if len(known) and rest > -CLOSE:
                        cells.tie_with_rest(f"{kind}|{key}|{row}|{area}|{len(parts)}", int(whole), known.tolist(), rest)


def tie_periods(cells: Cells) -> None:
    """Tie each period to the shorter ones that make it up: several years, a year, a quarter."""
    for (kind, key), numbers in cells.at.items():
        periods = cells.layers[kind, key].panel.periods
        for row, (year, part) in enumerate(periods.keys):
            for shorter, wanted in _shorter(kind, year, part):
                below = cells.layers.get((shorter, key))
                if below is None or any(one not in below.panel.periods.index for one in wanted):
                    continue
                rows = [below.panel.periods.index[one] for one in wanted]
                own = cells.at[shorter, key][rows]
                for place in np.flatnonzero((numbers[row] != NO_CELL) & (own != NO_CELL).all(axis=0)):
                    cells.tie(int(numbers[row, place]), own[:, place].tolist())


def _shorter(kind: Kind, year: int, part: int) -> list[tuple[Kind, list[tuple[int, int]]]]:
    if kind == "years":
        return [("year", [(one, 0) for one in range(year, year + part)])]
    if kind == "year":
        return [("quarter", [(year, one) for one in range(1, 5)]), ("month", [(year, one) for one in range(1, 13)])]
    if kind == "quarter":
        return [("month", [(year, one) for one in range(3 * part - 2, 3 * part + 1)])]
    return []


def tie_sums(cells: Cells, found: Iterable[Sum], open_panels: Mapping[tuple[Kind, str], Panel]) -> None:
    """Tie indicators to those that they contain; open ones are numbers that everybody knows.

    open_panels: what is shown as it is, NaN where it is not. A sum that the numbers do not bear out is no sum.
    """
    kinds = {kind for kind, _ in cells.layers}
    for one in found:
        for kind in sorted(kinds):
            own = [key for key in one.parts if (kind, key) in cells.layers]
            if own and ((kind, one.whole) in cells.layers or (kind, one.whole) in open_panels):
                _tie_sum(cells, one, kind, own, open_panels)


def _tie_sum(cells: Cells, one: Sum, kind: Kind, own: list[str], open_panels: Mapping[tuple[Kind, str], Panel]) -> None:
    personal = (kind, one.whole) in cells.layers
    whole = cells.layers[kind, one.whole].panel if personal else open_panels[kind, one.whole]
    for row, period in enumerate(whole.periods.keys):
        shown = [_row(open_panels[kind, key], period, cells.columns) for key in one.parts if (kind, key) in open_panels]
        parts = {key: _row(cells.layers[kind, key].panel, period, cells.columns) for key in own}
        everything = [*shown, *parts.values()]
        rest = whole.count[row, cells.columns] - np.nansum(everything, axis=0)
        complete = ~np.isnan(everything).any(axis=0) & np.full(
            len(rest), one.complete and len(everything) == len(one.parts)
        )
        for place in np.flatnonzero((rest > -CLOSE) & ~np.isnan(list(parts.values())).all(axis=0)):
            numbers = [
                int(cells.at[kind, key][cells.layers[kind, key].panel.periods.index[period], place])
                for key, values in parts.items()
                if not np.isnan(values[place])
            ]
            above = int(cells.at[kind, one.whole][row, place]) if personal else NO_CELL
            if complete[place] and personal:
                cells.tie(above, numbers)
            elif complete[place]:
                cells.relations.append([(number, 1.0) for number in numbers])
            else:
                name = f"{kind}|{one.whole}|{'+'.join(one.parts)}|{row}|{place}"
                cells.tie_with_rest(name, above, numbers, float(rest[place]))


def _row(panel: Panel, period: tuple[int, int], columns: Ints) -> Floats:
    row = panel.periods.index.get(period)
    return np.full(len(columns), np.nan) if row is None else panel.count[row, columns]
