"""The words of disclosure control: a table of linked counts, the rules, what is hidden, what an attacker knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
CLOSE = 1e-6


class Role(IntEnum):
    """What may happen to a cell."""

    open = 0  # shown as it is: its source publishes it already
    subject = 1  # shown when the rules allow it, rounded
    closed = 2  # never shown (a floor), and protected when it is small
    rest = 3  # a remainder that nobody publishes and nobody has to protect


@dataclass(frozen=True)
class Rules:
    """The rules of one table (METHODS, "Disclosure rules").

    threshold: counts under it are hidden. base: what is shown is rounded to it (1: exact). protection: how far from the
    truth, up and down, a hidden count must stay possible; not below zero, nor, for a small count, past the threshold.
    """

    threshold: int = 10
    base: int = 5
    protection: int = 5


@dataclass(frozen=True)
class Table:
    """Linked counts, n cells. All arrays are (n,).

    names: one for each cell, all different; they fix the order of work, so that the order of the cells does not matter.
    count: the true counts, 0 or more. relations: (m, n) sparse; that relations @ count is what it is, is known to
    everybody (a whole is 1, its parts -1: usually zero). role: `Role`. cost: what hiding the cell takes from a reader,
    above 0. few: to be hidden whatever the count (a group of few people). low, high: what everybody knows of the cell
    beforehand, by earlier publications for instance.
    """

    names: Sequence[str]
    count: Floats
    relations: sparse.csr_array
    role: NDArray[np.uint8]
    cost: Floats
    few: Flags
    low: Floats
    high: Floats

    def __post_init__(self) -> None:
        size = len(self.names)
        arrays = (self.count, self.role, self.cost, self.few, self.low, self.high)
        if any(array.shape != (size,) for array in arrays) or self.relations.shape[1] != size:
            raise ValueError(f"every array and every relation of this table must have {size} cells, as 'names' has")
        if len(set(self.names)) < size:
            raise ValueError("two cells have the same name: names fix the order of work and must differ")
        if not (self.count >= 0).all():
            raise ValueError("counts must be 0 or more and known; give an unknown part as a remainder (Role.rest)")
        if not ((self.low <= self.count) & (self.count <= self.high)).all():
            raise ValueError("what is known beforehand of a cell must hold for it: low <= count <= high")

    @classmethod
    def of(
        cls,
        count: Sequence[float],
        relations: sparse.csr_array,
        *,
        role: Sequence[int] | None = None,
        cost: Sequence[float] | None = None,
        names: Sequence[str] | None = None,
    ) -> "Table":
        """Make a table in which nothing is known beforehand; every cell is subject to the rules unless `role` says so.

        The default cost is that of losing a large number: 1 + the logarithm of 1 + count.
        """
        size, counts = len(count), np.asarray(count, float)
        return cls(
            names=names if names is not None else [f"{at:09d}" for at in range(size)],
            count=counts,
            relations=relations,
            role=np.full(size, Role.subject, np.uint8) if role is None else np.asarray(role, np.uint8),
            cost=1 + np.log1p(counts) if cost is None else np.asarray(cost, float),
            few=np.zeros(size, np.bool_),
            low=np.zeros(size),
            high=np.full(size, np.inf),
        )

    def primary(self, rules: Rules) -> Flags:
        """Return which cells are too small (or their group is), and have to be protected."""
        own = (self.role == Role.subject) | (self.role == Role.closed)
        return np.asarray(own & ((self.count < rules.threshold) | self.few))

    def taken(self, order: NDArray[np.int64], rows: NDArray[np.int64] | None = None) -> "Table":
        """Return the cells `order` (and the relations `rows`), in that order."""
        relations = self.relations if rows is None else self.relations[rows]
        return Table(
            [self.names[at] for at in order], self.count[order], sparse.csr_array(relations[:, order]),
            self.role[order], self.cost[order], self.few[order], self.low[order], self.high[order],
        )  # fmt: skip


@dataclass(frozen=True)
class Interval:
    """Bounds, (n,): NaN where none was asked for."""

    low: Floats
    high: Floats


@dataclass(frozen=True)
class Pattern:
    """What `protect` decided. All arrays are (n,) in the order of the table.

    hidden: the cell is not shown. secondary: hidden only because another one could be worked out with it. shown: what
    to publish (rounded), NaN when hidden. required: the interval that stays possible for each primary cell (NaN for
    the other ones). exposed: primary cells of which more than the rules allow was known beforehand; `required` holds
    what could still be had for them.
    """

    hidden: Flags
    secondary: Flags
    shown: Floats
    required: Interval
    exposed: Flags


@dataclass(frozen=True)
class Published:
    """What an attacker has: (n,) bounds of every cell, (m, n) relations with their (m,) results, which to attack.

    whole: the counts are whole numbers, and the attacker knows that.
    """

    low: Floats
    high: Floats
    relations: sparse.csr_array
    result: Floats
    protected: Flags
    whole: bool = True

    @classmethod
    def of(cls, table: Table, rules: Rules, pattern: Pattern) -> "Published":
        """Return what everybody knows once `pattern` is published."""
        known = bounds(table, rules, hidden=pattern.hidden)
        return cls(
            known.low, known.high, table.relations, table.relations @ table.count, table.primary(rules), whole(table)
        )


def whole(table: Table) -> bool:
    """Return whether all counts are whole numbers."""
    return bool((table.count == np.round(table.count)).all())


def rounded(count: Floats, base: int) -> Floats:
    """Return counts as they are shown. Halves go to the even multiple."""
    return np.asarray(np.round(count / base) * base)


def bounds(table: Table, rules: Rules, *, hidden: Flags) -> Interval:
    """Return what everybody can say of each cell by itself: shown and rounded, or known beforehand.

    What is shown is not under the threshold. What is hidden says nothing: nobody is told whether a number is hidden
    for its own size or for another, because that alone would often give the small one away.
    """
    low, high = np.zeros(len(table.names)), np.full(len(table.names), np.inf)
    shown = (table.role == Role.subject) & ~hidden
    window = window_of(table.count, rules.base, whole=whole(table))
    least = np.where(table.count < rules.threshold, 0, rules.threshold)
    low[shown] = np.maximum(window.low, least)[shown]
    high[shown] = window.high[shown]
    exact = table.role == Role.open
    low[exact] = high[exact] = table.count[exact]
    return Interval(np.maximum(low, table.low), np.minimum(high, table.high))


def window_of(count: Floats, base: int, *, whole: bool) -> Interval:
    """Return which counts are rounded to the same number as `count`: 40 by fives is 38 to 42."""
    middle, half = rounded(count, base), base / 2
    if whole:
        half = (base - 1) / 2 if base % 2 else base / 2
    return Interval(middle - half, middle + half)
