"""Counting days into weeks, for signals: the same portable expressions on every engine, integers only."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import ibis

from wens.facts.expressions import VALUE_SCALE
from wens.facts.store import path_of, read_paths

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import Table


def weekly(facts: "Table", measures: Collection[str]) -> "Table":
    """Return the cases of day-grain facts per measure, area and ISO week, in no particular order.

    Columns: measure, level, division, area, week (the Monday), cases (int64). A day whose value is missing counts
    nothing; a cell of several cases counts each.
    """
    days = _days(facts, measures)
    return days.group_by("measure", "level", "division", "area", "week").aggregate(cases=_cases(days))


def weekly_by_delivery(facts: "Table", measures: Collection[str]) -> "Table":
    """Return the cases per delivery (snapshot) and ISO week of the whole gemeente, to see how late reports come."""
    days = _days(facts, measures)
    return days.group_by("snapshot", "week").aggregate(cases=_cases(days))


def last_days(facts: "Table") -> "Table":
    """Return per delivery and measure the last day of which it holds a case."""
    days = facts.filter(facts.grain == "day")
    return days.group_by("snapshot", "measure").aggregate(last=days.start.max())


def delivered(con: "BaseBackend", gemeente: str, snapshots: Collection[int]) -> "Table":
    """Return all facts of these deliveries, in force or not: what was known on the day that each of them came.

    Raises FileNotFoundError, with the path, when a delivery has lost its facts.
    """
    return read_paths(con, [path_of(gemeente, snapshot) for snapshot in sorted(snapshots)])


def _days(facts: "Table", measures: Collection[str]) -> "Table":
    days = facts.filter((facts.grain == "day") & facts.measure.isin(sorted(measures)))
    return days.mutate(week=days.start.truncate("W").cast("date"), whole=(days.value * VALUE_SCALE + 0.5).floor())


def _cases(days: "Table") -> ibis.expr.types.IntegerScalar:
    return (days.whole.cast("int64").sum().fill_null(0) / VALUE_SCALE).floor().cast("int64")
