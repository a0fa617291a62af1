"""From facts to slices: which measures, periods and levels a delivery covers, and whether it covers less than before.

Pure: Arrow tables in and out. Facts of day grain are sliced per calendar month, because suppliers deliver and revise
whole months; a delivery that spans March to May says something about April too, even when nothing happened in April.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

KEY = ("measure", "grain", "start", "level")
SLICES = pa.schema(
    [
        ("measure", pa.string()),
        ("grain", pa.string()),
        ("start", pa.date32()),
        ("level", pa.string()),
        ("division", pa.int16()),
        ("cells", pa.int64()),
    ]
)


@dataclass(frozen=True)
class Shrink:
    """A slice that would lose cells."""

    measure: str
    period: str
    level: str
    before: int
    after: int

    def __str__(self) -> str:
        return f"{self.measure}, {self.period}, {self.level}: {self.before} cells now, {self.after} in this file"


def slices_of(facts: pa.Table, *, covered_days: pa.ChunkedArray | None = None) -> pa.Table:
    """Return the slices of `facts` (columns of `wens.facts.store.SCHEMA`) as SLICES; `cells` counts values, not gaps.

    `covered_days`: the dates of all incidents in the whole delivery, also those of other gemeenten. Each measure of day
    grain then gets a slice for every month between the first and the last of them, with zero cells where it has none;
    years without any incident at all in the delivery are left out, for a delivery may skip years.
    """
    keyed = facts.set_column(facts.column_names.index("start"), "start", _slice_start(facts))
    counted = keyed.group_by([*KEY, "division"]).aggregate([("value", "count")]).rename_columns([*SLICES.names])
    if covered_days is None:
        return counted.cast(SLICES)
    return pa.concat_tables([counted.cast(SLICES), _empty_months(counted, covered_days)])


def shrinking(before: pa.Table, after: pa.Table, areas: dict[tuple[str, int], int]) -> list[Shrink]:
    """Return where `after` replaces a slice of `before` (both SLICES) by fewer cells.

    `areas` gives the number of areas per (level, division): a release in a newer division with fewer areas is complete
    with fewer cells. Incidents move between kinds and months when a supplier revises them; their number is compared
    over all months and kinds that are replaced, per level.
    """
    both = before.join(after, list(KEY), join_type="inner", left_suffix="", right_suffix="_new")
    rows = both.sort_by([(name, "ascending") for name in KEY]).to_pylist()
    days = [row for row in rows if row["grain"] == "day"]
    losses = [
        Shrink(row["measure"], _period(row), row["level"], row["cells"], row["cells_new"])
        for row in rows
        if row["grain"] != "day" and row["cells_new"] < min(row["cells"], _most(areas, row))
    ]
    return losses + _fewer_incidents(days)


def _fewer_incidents(days: list[dict[str, Any]]) -> list[Shrink]:
    losses = []
    for level in sorted({row["level"] for row in days}):
        mine = [row for row in days if row["level"] == level]
        before, after = (sum(row[name] for row in mine) for name in ("cells", "cells_new"))
        if after < before:
            first, last = min(row["start"] for row in mine), max(row["start"] for row in mine)
            losses.append(Shrink("incidents", f"{first:%Y-%m} to {last:%Y-%m}", level, before, after))
    return losses


def _most(areas: dict[tuple[str, int], int], row: dict[str, Any]) -> int:
    if row["division"] == row["division_new"]:
        return int(row["cells"])
    return areas.get((row["level"], row["division_new"]), int(row["cells"]))


def _period(row: dict[str, Any]) -> str:
    start = row["start"]
    match row["grain"]:
        case "year":
            return f"{start:%Y}"
        case "quarter":
            return f"{start:%Y}-Q{(start.month + 2) // 3}"
        case _:
            return f"{start:%Y-%m}"


def _slice_start(facts: pa.Table) -> pa.ChunkedArray:
    months = pc.cast(pc.floor_temporal(facts.column("start"), unit="month"), pa.date32())
    return pc.if_else(pc.equal(facts.column("grain"), "day"), months, facts.column("start"))


def _empty_months(counted: pa.Table, covered_days: pa.ChunkedArray) -> pa.Table:
    held = counted.filter(pc.equal(counted.column("grain"), "day"))
    days = pc.drop_null(covered_days)
    if held.num_rows == 0 or len(days) == 0:
        return SLICES.empty_table()
    present = np.unique(np.asarray(days.to_numpy(), dtype="datetime64[M]"))
    span = np.arange(present[0], present[-1] + 1)
    years = np.unique(present.astype("datetime64[Y]"))
    span = span[np.isin(span.astype("datetime64[Y]"), years)].astype("datetime64[D]")
    rows = []
    for kind in held.group_by(["measure", "level", "division"]).aggregate([]).to_pylist():
        mine = held.filter(pc.and_(pc.equal(held["measure"], kind["measure"]), pc.equal(held["level"], kind["level"])))
        starts = np.setdiff1d(span, np.asarray(mine.column("start").to_numpy(), dtype="datetime64[D]"))
        rows += [{**kind, "grain": "day", "start": start.astype(object), "cells": 0} for start in starts]
    return pa.Table.from_pylist(rows, schema=SLICES)
