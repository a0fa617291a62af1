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
    """Return the cases of day-grain facts per measure, place and ISO week, in no particular order.

    Columns: measure, level, division, area, until, parts, week (the Monday), cases (int64). What the source gave as one
    row in a larger area (a postcode) stands in the facts as parts of a case in several areas; here it is whole again:
    `parts` areas from `area` to `until` in order of code, which are the same when it is one. A row that lies for a part
    in another gemeente counts by its share here, rounded per place and week.
    """
    rows = _rows(facts, measures)
    keys = ("measure", "level", "division", "area", "until", "parts", "week")
    return rows.group_by(*keys).aggregate(cases=_cases(rows))


def weekly_by_delivery(facts: "Table", measures: Collection[str]) -> "Table":
    """Return the cases per delivery (snapshot) and ISO week of the whole gemeente, to see how late reports come."""
    rows = _rows(facts, measures)
    return rows.group_by("snapshot", "week").aggregate(cases=_cases(rows))


def last_days(facts: "Table") -> "Table":
    """Return per delivery and measure the last day of which it holds a case."""
    days = facts.filter(facts.grain == "day")
    return days.group_by("snapshot", "measure").aggregate(last=days.start.max())


def delivered(con: "BaseBackend", gemeente: str, snapshots: Collection[int]) -> "Table":
    """Return all facts of these deliveries, in force or not: what was known on the day that each of them came.

    Raises FileNotFoundError, with the path, when a delivery has lost its facts.
    """
    return read_paths(con, [path_of(gemeente, snapshot) for snapshot in sorted(snapshots)])


def _rows(facts: "Table", measures: Collection[str]) -> "Table":
    """One row per row of the source: which areas it was spread over, and how many cases it holds, in millionths."""
    days = facts.filter((facts.grain == "day") & facts.measure.isin(sorted(measures)))
    days = days.mutate(
        week=days.start.truncate("W").cast("date"), millionths=(days.value * VALUE_SCALE + 0.5).floor().cast("int64")
    )
    keys = ("snapshot", "row", "measure", "level", "division", "week")
    return days.group_by(*keys).aggregate(
        area=days.area.min(), until=days.area.max(), parts=days.area.nunique(), whole=days.millionths.sum().fill_null(0)
    )


def _cases(rows: "Table") -> ibis.expr.types.IntegerScalar:
    return ((rows.whole.sum() + VALUE_SCALE // 2) / VALUE_SCALE).floor().cast("int64")
