"""The areas of one generation as indexes: what lies in what, so that sums over areas are sums over arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]

LEVEL_ORDER = ("land", "gemeente", "stadsdeel", "local_wijk", "wijk", "buurt")
NONE = -1


@dataclass(frozen=True)
class Parts:
    """Which areas are the sum of which other ones: for `wholes[i]` the columns `members[offsets[i]:offsets[i + 1]]`."""

    wholes: Ints
    members: Ints
    offsets: Ints

    def total(self, ufunc: np.ufunc, array: NDArray[Any]) -> NDArray[Any]:
        """Reduce the members of each whole: (periods, areas) -> (periods, wholes)."""
        if not len(self.wholes):
            return array[:, :0]
        return np.asarray(ufunc.reduceat(array[:, self.members], self.offsets, axis=1))


@dataclass(frozen=True)
class Geography:
    """Areas in order of level and code; the column number of an area is its place in `codes`."""

    generation: int
    codes: tuple[str, ...]
    names: tuple[str, ...]
    levels: tuple[str, ...]
    buurten_of: Mapping[int, Ints]
    parent: Mapping[str, str]
    visited_buurten: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, areas: pa.Table, hierarchy: pa.Table, *, generation: int, visited: frozenset[str] = frozenset()
    ) -> "Geography":
        """Make it from `areas` (code, name, level, parent) and `hierarchy` (buurt, area, level) of one generation.

        `visited`: buurten where many more people come than live.
        """
        rank = {level: number for number, level in enumerate(LEVEL_ORDER)}
        rows = [row for row in areas.to_pylist() if row["level"] in rank]
        rows.sort(key=lambda row: (rank[row["level"]], row["code"]))
        index = {row["code"]: number for number, row in enumerate(rows)}
        return cls(
            generation=generation,
            codes=tuple(row["code"] for row in rows),
            names=tuple(row["name"] for row in rows),
            levels=tuple(row["level"] for row in rows),
            buurten_of=_members(hierarchy, index),
            parent={row["code"]: row["parent"] or "" for row in rows},
            visited_buurten=visited,
        )

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def index(self) -> dict[str, int]:
        """Column number per code."""
        return {code: number for number, code in enumerate(self.codes)}

    @cached_property
    def level_slice(self) -> dict[str, slice]:
        """The columns of each level, which lie side by side."""
        return {
            level: slice(self.levels.index(level), self.levels.index(level) + self.levels.count(level))
            for level in LEVEL_ORDER
            if level in self.levels
        }

    def columns(self, level: str) -> slice:
        """The columns of one level; empty when the level is not loaded."""
        return self.level_slice.get(level, slice(0, 0))

    @cached_property
    def of_buurten(self) -> Parts:
        """Every area above the buurt as a sum of its buurten."""
        buurt = self.columns("buurt")
        wholes = [whole for whole in sorted(self.buurten_of) if not buurt.start <= whole < buurt.stop]
        return _parts(wholes, [self.buurten_of[whole] for whole in wholes])

    @cached_property
    def of_wijken(self) -> Parts:
        """Every area above the wijk that is a union of whole wijken, as a sum of them."""
        return _parts(*_unions_of_wijken(self))

    @cached_property
    def visited(self) -> NDArray[np.bool_]:
        """For each area whether most of its buurten are places where many more people come than live."""
        buurt = np.array([code in self.visited_buurten for code in self.codes], np.bool_)
        found = buurt.copy()
        for whole, members in self.buurten_of.items():
            found[whole] = buurt[members].mean() > 0.5
        return found

    @cached_property
    def gemeente_of(self) -> Ints:
        """For each area the column of its gemeente (itself for a gemeente), or NONE."""
        above = self._only_above("gemeente")
        gemeenten = self.columns("gemeente")
        for number, code in enumerate(self.codes):
            parent = self.index.get(self.parent[code], NONE)
            if above[number] == NONE and gemeenten.start <= parent < gemeenten.stop:
                above[number] = parent
        if gemeenten.stop - gemeenten.start == 1:
            above[gemeenten.start :][above[gemeenten.start :] == NONE] = gemeenten.start
        return above

    @cached_property
    def stadsdeel_of(self) -> Ints:
        """For each area the column of the one stadsdeel that holds all of it, or NONE."""
        return self._only_above("stadsdeel")

    @property
    def land(self) -> int:
        """The column of the country, or NONE."""
        return self.index.get("NL", NONE)

    def _only_above(self, level: str) -> Ints:
        found = np.full(len(self), NONE, np.int64)
        above = self.columns(level)
        of_buurt = np.full(len(self), NONE, np.int64)
        for whole in range(above.start, above.stop):
            of_buurt[self.buurten_of.get(whole, np.empty(0, np.int64))] = whole
        for whole, members in self.buurten_of.items():
            holders = of_buurt[members]
            if len(members) and (holders == holders[0]).all():
                found[whole] = holders[0]
        buurt = self.columns("buurt")
        found[buurt] = of_buurt[buurt]
        found[above] = np.arange(above.start, above.stop)
        return found


def _members(hierarchy: pa.Table, index: Mapping[str, int]) -> dict[int, Ints]:
    wholes = np.array([index.get(code, NONE) for code in hierarchy.column("area").to_pylist()], np.int64)
    members = np.array([index.get(code, NONE) for code in hierarchy.column("buurt").to_pylist()], np.int64)
    kept = (wholes != NONE) & (members != NONE)
    order = np.lexsort((members[kept], wholes[kept]))
    wholes, members = wholes[kept][order], members[kept][order]
    unique, starts = np.unique(wholes, return_index=True)
    if not len(unique):
        return {}
    return {int(whole): part for whole, part in zip(unique, np.split(members, starts[1:]), strict=True)}


def _parts(wholes: Sequence[int], members: Sequence[Ints]) -> Parts:
    sizes = np.array([len(part) for part in members], np.int64)
    offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64) if len(sizes) else np.empty(0, np.int64)
    flat = np.concatenate(members) if len(members) else np.empty(0, np.int64)
    return Parts(np.array(wholes, np.int64), flat, offsets)


def _unions_of_wijken(geography: Geography) -> tuple[list[int], list[Ints]]:
    wijken = geography.columns("wijk")
    of_buurt = geography._only_above("wijk")
    size = {whole: len(geography.buurten_of.get(whole, ())) for whole in range(wijken.start, wijken.stop)}
    wholes, members = [], []
    for whole in range(geography.columns("gemeente").start, wijken.start):
        buurten = geography.buurten_of.get(whole)
        found = np.unique(of_buurt[buurten]) if buurten is not None else _children(geography, whole, wijken)
        covered = sum(size.get(int(wijk), 0) for wijk in found)
        if len(found) and (buurten is None or (NONE not in found and covered == len(buurten))):
            wholes.append(whole)
            members.append(found)
    return wholes, members


def _children(geography: Geography, whole: int, wijken: slice) -> Ints:
    """Without buurten the parent codes say which wijken an area consists of."""
    code = geography.codes[whole]
    found = [wijk for wijk in range(wijken.start, wijken.stop) if geography.parent[geography.codes[wijk]] == code]
    return np.array(found, np.int64)
