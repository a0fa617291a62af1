"""What happened per square of 100 metres in a wijk: counts per period, and whether one follows another close by.

For the covenant tier only: who asks has been found in `wens.signalling.queries.squares.opening`. Counted when asked,
because what is counted in advance has to be guarded in one place more.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wens.facts import squares
from wens.facts.engine import engine
from wens.figures.definitions import definitions
from wens.intake.queries import slices_in_force
from wens.signalling.gathering import BROUGHT
from wens.stats.near_repeat import knox_test

YEARS_BACK = 6
WEEKS = (4, 13, 52)
NEAR_WEEKS = 104
NEAR_M, NEAR_DAYS = 200, 14
FEWEST_EVENTS, FEWEST_PAIRS = 50, 5.0
"""Fewer events, or fewer pairs to be expected, and one pair more or less would be the whole answer."""
PERMUTATIONS, SEED = 999, 1
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Square:
    """One square with a case: its cases per period; None when too few addresses lie in it, or nobody knows."""

    code: str
    counts: tuple[int, ...] | None


@dataclass(frozen=True)
class Near:
    """Pairs of cases within 200 metres and 14 days, what to expect by chance, and the chance of as many."""

    events: int
    pairs: int = 0
    expected: float = 0.0
    p: float = 1.0

    @property
    def is_told(self) -> bool:
        """Tell whether there are enough cases to say anything."""
        return self.events >= FEWEST_EVENTS and self.expected >= FEWEST_PAIRS

    @property
    def ratio(self) -> float:
        """Return how many times as many pairs there are as expected."""
        return self.pairs / self.expected if self.expected else 0.0


@dataclass(frozen=True)
class Street:
    """Squares with a case, the busiest first. periods: the first and last day of each column; near: None for years."""

    periods: tuple[tuple[dt.date, dt.date], ...]
    squares: list[Square]
    near: Near | None

    @property
    def hidden(self) -> int:
        """Return how many squares have no number."""
        return sum(one.counts is None for one in self.squares)


@dataclass(frozen=True)
class Squared:
    """Which indicators have squares, and of which measures: the last day or year that is known of each."""

    measures: Mapping[str, tuple[str, ...]]
    last: Mapping[str, tuple[str, dt.date]]


def squared(gemeente: str) -> Squared:
    """Return the indicators of which points were delivered. Inside `acting`; raises the engine's own error."""
    slices = slices_in_force(gemeente)
    with engine() as con:
        rows = squares.rows_of(con, squares.kinds(squares.squares_table(con, gemeente, slices)))
    last: dict[str, tuple[str, dt.date]] = {}
    for row in sorted(rows, key=lambda row: row["grain"] == "day"):  # days, when there are days
        last[row["measure"]] = (row["grain"], row["last"])
    chosen = {}
    for key, one in definitions().indicators.items():
        group = next((tuple(of) for of in one.alternatives() if set(of) <= last.keys()), ())
        if group and one.report_type in BROUGHT and not (one.about_persons or one.sensitive):
            chosen[key] = group
    return Squared(chosen, last)


def happened(gemeente: str, measures: Sequence[str], since: dt.date) -> list[Row]:
    """Return what happened in the whole gemeente from a day on. Inside `acting`; raises the engine's own error."""
    slices = slices_in_force(gemeente)
    with engine() as con:
        return list(squares.rows_of(con, squares.events(squares.squares_table(con, gemeente, slices), measures, since)))


def street(
    rows: Sequence[Row], inside: Collection[str], addresses: Mapping[str, int], *, minimum: int, grain: str,
    last: dt.date,
) -> Street:  # fmt: skip
    """Return the squares of a wijk from what happened.

    inside: the squares that lie in the wijk. addresses: as far as known; a square with none has nobody to protect, one
    with fewer than `minimum` gets no number. last: the last day, or the first day of the last year.
    """
    mine = [row for row in rows if row["square"] in inside and row["grain"] == grain]
    if grain == "day":
        periods = tuple((last - dt.timedelta(weeks=weeks) + dt.timedelta(days=1), last) for weeks in WEEKS)
    else:
        periods = tuple((dt.date(last.year - back, 1, 1), dt.date(last.year - back, 12, 31)) for back in range(3))
    counts: dict[str, list[int]] = {}
    for row in mine:
        for at, (first, until) in enumerate(periods):
            if first <= row["start"] <= until:
                counts.setdefault(row["square"], [0] * len(periods))[at] += row["cases"]
    found = [Square(code, tuple(of) if _may(addresses.get(code), minimum) else None) for code, of in counts.items()]
    found.sort(key=lambda one: (one.counts is None, [-each for each in (one.counts or ())][::-1], one.code))
    return Street(periods, found, near_repeats(mine, last) if grain == "day" else None)


def near_repeats(rows: Sequence[Row], last: dt.date) -> Near:
    """Return pairs within 200 metres (between the middles of squares) and 14 days, of the two years up to `last`.

    Knox's test, times permuted over places (`wens.stats.near_repeat`): busy places and busy weeks are no near repeat.
    """
    since = last - dt.timedelta(weeks=NEAR_WEEKS)
    recent = sorted((row["square"], row["start"], row["cases"]) for row in rows if since < row["start"] <= last)
    each = [(code, start) for code, start, cases in recent for _ in range(cases)]
    if len(each) < FEWEST_EVENTS:
        return Near(len(each))
    middle = squares.centres([code for code, _ in each])
    days = np.array([(start - since).days for _, start in each], float)
    found = knox_test(
        middle[:, 0], middle[:, 1], days, distance_edges=[0, NEAR_M + 1], time_edges=[0, NEAR_DAYS + 1],
        permutations=PERMUTATIONS, seed=SEED,
    )  # fmt: skip
    return Near(len(each), int(found.observed[0, 0]), float(found.expected[0, 0]), float(found.p[0, 0]))


def _may(addresses: int | None, minimum: int) -> bool:
    return addresses is not None and (addresses == 0 or addresses >= minimum)
