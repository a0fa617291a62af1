"""What an edition changes against the active one: cells that are new, changed or gone, and the biggest changes."""

from collections.abc import Iterator
from typing import Any, TypedDict

import pyarrow as pa
import pyarrow.compute as pc

KEY = ["indicator", "period", "area_code"]
SAID = ["count", "value", "flags"]
BIGGEST = 10


class Changed(TypedDict):
    """One cell before and after; None is no number."""

    indicator: str
    period: str
    area_code: str
    before: float | None
    after: float | None


class Differences(TypedDict):
    """How many cells say something that they did not say, say something else, or no longer say anything."""

    new: int
    changed: int
    gone: int
    same: int
    biggest: list[Changed]


def differences(before: pa.Table | None, after: pa.Table) -> Differences:
    """Compare two editions of one tier (`wens.figures.rows.SCHEMA`); without an active edition everything is new."""
    old = _plain(before) if before is not None else _plain(after).slice(0, 0)
    joined = _plain(after).join(old, KEY, join_type="full outer", left_suffix="", right_suffix="_before")
    is_there, was_there = _valid(joined["flags"]), _valid(joined["flags_before"])
    same = [_same(joined[name], joined[f"{name}_before"]) for name in SAID]
    unchanged = pc.and_(pc.and_(same[0], same[1]), same[2])
    changed = joined.filter(pc.and_(pc.and_(is_there, was_there), pc.invert(unchanged)))
    return {
        "new": _number(pc.and_(is_there, pc.invert(was_there))),
        "changed": changed.num_rows,
        "gone": _number(pc.and_(was_there, pc.invert(is_there))),
        "same": _number(pc.and_(pc.and_(is_there, was_there), unchanged)),
        "biggest": list(_biggest(changed)),
    }


def _plain(table: pa.Table) -> pa.Table:
    kept = table.select([*KEY, *SAID])
    return kept.cast(
        pa.schema([(name, pa.float64() if name in ("count", "value") else pa.string()) for name in kept.column_names])
    )


def _same(left: pa.ChunkedArray, right: pa.ChunkedArray) -> pa.ChunkedArray:
    both_empty = pc.and_(pc.is_null(left), pc.is_null(right))
    return pc.or_(both_empty, pc.fill_null(pc.equal(left, right), False))


def _biggest(changed: pa.Table) -> Iterator[Changed]:
    """By how much the number moved, counts where there are any; a cell that lost or got its number goes first."""
    rows: list[dict[str, Any]] = changed.to_pylist()
    told = [
        (row, name)
        for row in rows
        for name in [
            next((one for one in ("count", "value") if row[one] is not None or row[f"{one}_before"] is not None), None)
        ]
        if name is not None
    ]
    told.sort(key=lambda pair: (-_moved(*pair), *(pair[0][name] for name in KEY)))
    for row, name in told[:BIGGEST]:
        yield Changed(
            indicator=row["indicator"], period=row["period"], area_code=row["area_code"],
            before=row[f"{name}_before"], after=row[name],
        )  # fmt: skip


def _moved(row: dict[str, Any], name: str) -> float:
    before, after = row[f"{name}_before"], row[name]
    return float("inf") if before is None or after is None else abs(after - before)


def _valid(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.is_valid(column)


def _number(mask: pa.ChunkedArray) -> int:
    return int(pc.sum(mask).as_py() or 0)
