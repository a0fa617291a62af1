"""The attacker: everything that was ever public, as linear bounds on secrets; written without the code under test.

Unknowns are the true numbers per indicator, buurt and month (or year, where no part of a year was ever public), and
what else is in a total. Everything said is a sum of unknowns between two bounds.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog
from scipy.stats import chi2

from tests.attack import city
from tests.attack.collector import Said

THRESHOLD, HALF = 10, 2
Cell = tuple[str, str, str]


@dataclass
class Knowledge:
    """Bounds on cells (indicator, area, period), and what is an answer of the latest release."""

    low: dict[Cell, float]
    high: dict[Cell, float]

    def narrow(self, cell: Cell, low: float, high: float) -> None:
        self.low[cell] = max(self.low.get(cell, 0.0), low)
        self.high[cell] = min(self.high.get(cell, np.inf), high)


def learn(said: Iterable[Said], made: city.Counts, known: Knowledge | None = None) -> Knowledge:
    """Turn statements into bounds. `known`: what earlier releases said, of which all that still holds is used.

    Whoever also believed what was revised since (`made` is what is true now) would be wrong, and learn less.
    """
    now = Knowledge({}, {})
    for one in said:
        _learn(one, now)
    for cell in known.low if known else ():
        low, high = known.low[cell], known.high[cell]  # type: ignore[union-attr]
        if low <= truth(made, cell) <= high:
            now.narrow(cell, low, high)
    return now


def _learn(one: Said, now: Knowledge) -> None:
    cell = one.indicator, one.area, one.period
    if one.what.startswith("previous"):
        cell = one.indicator, one.area, _year_before(one.period)
    count = _as_count(one)
    if count is None:
        return
    if one.indicator in city.TOTAL or abs(count / 5 - round(count / 5)) > 1e-6 or count < THRESHOLD:
        now.narrow(cell, count, count)  # not rounded: the number itself
    else:
        now.narrow(cell, max(count - HALF, THRESHOLD), count + HALF)


def _as_count(one: Said) -> float | None:
    """Work a count back from whatever was said: a rate from its denominator, a bound from Garwood's formula."""
    value = one.value
    if one.what in ("count", "previous_count"):
        return value
    if not one.denominator:
        return None
    per = float(re.search(r"_per_(\d+)_", one.indicator)[1])  # type: ignore[index]
    times = value * one.denominator / per
    if one.what in ("value", "previous_value"):
        return float(np.round(times, 6))
    counts = np.arange(0, 3000)
    ends = chi2.ppf(0.025, 2 * counts) / 2 if one.what == "low" else chi2.ppf(0.975, 2 * counts + 2) / 2
    found = np.flatnonzero(np.isclose(ends, times, rtol=1e-6))
    return float(found[0]) if len(found) else None


def _year_before(period: str) -> str:
    """The period before: a year earlier, and for years together as many years as they are."""
    years = re.findall(r"\d{4}", period)
    return re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1 - int(years[-1]) + int(years[0])), period)


class Attack:
    """All bounds as linear programmes, one for all unknowns that hang together."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.in_parts = {key for key, _, period in knowledge.low if re.fullmatch(r"\d{4}-(Q\d|\d{2})", period)}
        self._of: dict[tuple[str, str, str], int] = {}
        for key in (*city.PERSONAL, *city.TOTAL):  # a number of people is no less than nothing: every unknown exists
            for year in city.YEARS:
                self.sum_of((key, "GM0001", str(year)))
        rows = [self.sum_of(cell) for cell in knowledge.low]
        entries = np.concatenate([np.ones(len(row)) for row in rows])
        at = np.repeat(np.arange(len(rows)), [len(row) for row in rows]), np.concatenate(rows)
        self.sums = sparse.csr_array((entries, at), shape=(len(rows), len(self._of)))
        self.low, self.high = np.array(list(knowledge.low.values())), np.array(list(knowledge.high.values()))
        graph = sparse.coo_matrix((self.sums.T @ self.sums).astype(bool))
        self.part = sparse.csgraph.connected_components(graph, directed=False)[1]

    def sum_of(self, cell: Cell) -> list[int]:
        """The unknowns that a cell is the sum of; a total is its parts and something else."""
        indicator, area, period = cell
        keys = [key for key in city.PERSONAL if not key.startswith("housing")] if indicator in city.TOTAL else []
        return [
            self._of.setdefault((key, buurt, part), len(self._of))
            for key in [*keys, indicator]
            for buurt in city.AREAS[area]
            for part in self._parts(key, period)
        ]

    def _parts(self, key: str, period: str) -> list[str]:
        years = re.findall(r"\d{4}", period)
        if re.fullmatch(r"\d{4}-\d{2}", period):
            return [period]
        if "Q" in period:
            first = 3 * int(period[-1]) - 2
            return [f"{period[:4]}-{month:02d}" for month in range(first, first + 3)]
        spanned = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]
        if key not in self.in_parts:
            return spanned
        return [f"{year}-{month:02d}" for year in spanned for month in range(1, 13)]

    def bounds(self, cell: Cell) -> tuple[float, float]:
        """The smallest and the largest that the number of a cell can be."""
        own = np.flatnonzero(np.isin(self.part, self.part[self.sum_of(cell)]))
        goal = np.isin(own, self.sum_of(cell)).astype(float)
        rows = np.flatnonzero(np.diff(self.sums.indptr) > 0)
        rows = rows[np.isin(self.part[self.sums.indices[self.sums.indptr[rows]]], self.part[own])]
        sums, low, high = self.sums[rows][:, own], self.low[rows], self.high[rows]
        sides = sparse.vstack([sums[np.isfinite(high)], -sums], format="csr")
        limits = np.concatenate([high[np.isfinite(high)], -low])
        ends = []
        for sign in (1, -1):
            found = linprog(sign * goal, A_ub=sides, b_ub=limits, method="highs")
            if found.status == 2:
                raise ValueError("What was published contradicts itself.")
            ends.append(sign * found.fun if found.status == 0 else sign * -np.inf)
        return ends[0], ends[1]


def truth(made: city.Counts, cell: Cell) -> int:
    """The true number of a cell of whole years."""
    indicator, area, period = cell
    years = [int(year) for year in re.findall(r"\d{4}", period)]
    at = [number for number, year in enumerate(city.YEARS) if years[0] <= year <= years[-1]]
    own = [city.BUURTEN.index(buurt) for buurt in city.AREAS[area]]
    return int(made[{**city.PERSONAL, **city.TOTAL}[indicator]][np.ix_(at, own)].sum())


def secrets(made: city.Counts) -> dict[Cell, int]:
    """Every number about people that is too small to publish, with its true count."""
    found = {}
    for key, measure in city.PERSONAL.items():
        for area, buurten in city.AREAS.items():
            own = [city.BUURTEN.index(buurt) for buurt in buurten]
            for at, year in enumerate(city.YEARS):
                count = int(made[measure][at, own].sum())
                if count < THRESHOLD:
                    found[key, area, str(year)] = count
    return found
