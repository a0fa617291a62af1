"""Where on the map: buurten that with their neighbours are higher or lower than chance lays them out.

Made from the rows of a tier, so from what that tier may show. Not the rates themselves are laid out anew but their
standardised distance from the whole, z = (rate - b) / sqrt(a + b / n): the rate of a small buurt varies more, and with
raw rates small neighbours of each other look like a pattern (in null worlds on the map of Enschede with 300 cases, raw
rates gave a false pattern in 13 % of the years, these in 5 %). Smoothed rates would do the same job, but pull small
buurten to the middle, where they can no longer be part of one. Buurten in which less than one case was to be expected
take no part: they are zero or far too high, and nothing in between.

Power, on 64 buurten of which nine that touch each other have another risk: of a doubling something is found in 9 of 10
years with 400 cases and always with 1,500 (a third and half of the nine buurten), of half as much again in 4 of 10 and
9 of 10; on average 0.3 buurten beside the nine are marked too: their neighbours are high (tests/figures).

Neighbours are areas with a common border; all of them weigh the same. One family of false findings is one level and
period, over its areas and all indicators, as with the verdicts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wens.figures.rows import FigureRow
from wens.figures.spread import Pattern
from wens.stats.autocorrelation import local_moran
from wens.stats.rates import false_discovery
from wens.stats.smoothing import marshall

FALSE_SHARE = 0.05
LEAST_AREAS, LEAST_CASES, LEAST_EXPECTED = 10, 20, 1.0
PERMUTATIONS, MOST_PERMUTATIONS = 999, 999_999
SEED = 1

KINDS = {(True, True): "high_among_high", (False, False): "low_among_low",
         (True, False): "high_among_low", (False, True): "low_among_high"}  # fmt: skip


@dataclass(frozen=True)
class _Laid:
    """One indicator: its areas, how far each is from the whole and its neighbours on average, and p."""

    rows: list[FigureRow]
    own: NDArray[np.float64]
    around: NDArray[np.float64]
    p: NDArray[np.float64]


def local_patterns(rows: Sequence[FigureRow], neighbours: Mapping[str, Sequence[str]]) -> list[Pattern]:
    """Return the robust patterns: two-sided local Moran of standardised rates, at most 5 % of them false.

    rows: of one level and period, all indicators (`queries.table`); those without a verdict (police effort, surveys,
    converted or hidden counts) take no part. neighbours: the codes that each code shares a border with
    (`areas.queries.neighbours`). An indicator with fewer than ten such areas or twenty cases says nothing. The order of
    the rows changes nothing. Returned in order of indicator and code.

    Source: Assunção and Reis, Statistics in Medicine 18 (1999) 2147 (standardised rates); Anselin 1995 (local Moran);
    `wens.stats.autocorrelation.local_moran` says how p is made. Limits: p of neighbours hang together, so that a
    pattern is a group of buurten to look at, never a verdict about one of them.
    """
    usable = [row for row in rows if row.verdict and row.count is not None and row.denominator]
    usable.sort(key=lambda row: (row.indicator, row.area_code))
    families = [list(group) for _, group in groupby(usable, key=lambda row: row.indicator)]
    most = min(MOST_PERMUTATIONS, max(PERMUTATIONS, 2 * int(len(usable) / FALSE_SHARE) - 1))
    laid = [one for family in families if (one := _laid_out(family, neighbours, most)) is not None]
    if not laid:
        return []
    q = np.split(false_discovery(np.concatenate([one.p for one in laid])), np.cumsum([one.p.size for one in laid])[:-1])
    return [found for one, adjusted in zip(laid, q, strict=True) for found in _robust(one, adjusted)]


def _robust(one: _Laid, adjusted: NDArray[np.float64]) -> list[Pattern]:
    found = np.flatnonzero(adjusted <= FALSE_SHARE)
    return [
        Pattern(
            indicator=one.rows[at].indicator,
            period=one.rows[at].period,
            area_code=one.rows[at].area_code,
            kind=KINDS[bool(one.own[at] > 0), bool(one.around[at] > 0)],
            p=float(one.p[at]),
            q=float(adjusted[at]),
        )
        for at in found
    ]


def _laid_out(rows: list[FigureRow], neighbours: Mapping[str, Sequence[str]], most: int) -> _Laid | None:
    count = np.array([row.count for row in rows], float)
    exposure = np.array([row.denominator for row in rows], float)
    expects = exposure * count.sum() / exposure.sum() >= LEAST_EXPECTED
    rows = [row for row, kept in zip(rows, expects, strict=True) if kept]
    count, exposure = count[expects], exposure[expects]
    if len(rows) < LEAST_AREAS or count.sum() < LEAST_CASES:
        return None
    whole = marshall(count, exposure)
    own = (count / exposure - whole.mean) / np.sqrt(whole.variance + whole.mean / exposure)
    weights = _weights([row.area_code for row in rows], neighbours)
    p = local_moran(own, weights, seed=SEED, permutations=PERMUTATIONS, at_most=most).p
    return _Laid(rows, own, np.asarray(weights @ own), p)


def _weights(codes: list[str], neighbours: Mapping[str, Sequence[str]]) -> sparse.csr_array:
    """Row-standardised weights between these areas; a neighbour that takes no part counts for nothing."""
    at = {code: number for number, code in enumerate(codes)}
    pairs = [(at[code], at[other]) for code in codes for other in neighbours.get(code, ()) if other in at]
    first, second = np.array(pairs, np.int64).reshape(-1, 2).T
    links = sparse.csr_array((np.ones(len(pairs)), (first, second)), shape=(len(codes), len(codes)))
    links.setdiag(0)
    links.eliminate_zeros()
    return sparse.csr_array(sparse.diags_array(1 / np.maximum(links.sum(axis=1), 1)) @ links)
