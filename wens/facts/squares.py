"""Facts of which the point was known, by square of 100 metres: for the covenant tier and for nothing else.

    <home>/squares/<gemeente>/<snapshot id>.parquet

They stand beside the facts, not in them: what builds editions, pages, files and the API reads `wens.facts.store` and
can never meet a square. A point itself is not kept. Immutable as the facts, in force by the same slices; removed with
the bytes of their delivery (docs/adr/0020).

A square is named as Statistics Netherlands (CBS) does: E and N, then the hundreds of metres in RD New (EPSG:28992) of
its south-western corner. The old market of Enschede, 257 900 east and 471 700 north, lies in E2579N4717.
"""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from django.conf import settings

from wens.facts import store

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import Table

SIDE_M = 100
SCHEMA = pa.schema(
    [
        *(store.SCHEMA.field(name) for name in ("snapshot", "measure", "area", "level", "division", "start", "grain")),
        ("value", pa.float64()),
        ("row", pa.int64()),
        ("square", pa.string()),
    ]
)
"""One fact of which the point was known; `area` and `level` as among the facts, `square` where it lies."""

_CODE = re.compile(r"E(\d{4})N(\d{4})")


def codes_of(x: npt.ArrayLike, y: npt.ArrayLike) -> npt.NDArray[np.object_]:
    """Return the square of each point (metres in RD New); None where a coordinate is no number.

    >>> codes_of([257_900.0, 99.0, float("nan")], [471_799.9, 300_000.0, 1.0]).tolist()
    ['E2579N4717', 'E0000N3000', None]
    """
    east, north = np.asarray(x, np.float64), np.asarray(y, np.float64)
    known = np.isfinite(east) & np.isfinite(north)
    found = np.full(east.shape, None, dtype=object)
    pairs = zip((east[known] // SIDE_M).astype(int), (north[known] // SIDE_M).astype(int), strict=True)
    found[known] = [f"E{e:04d}N{n:04d}" for e, n in pairs]
    return found


def is_code(text: str) -> bool:
    """Tell whether a text names a square."""
    return _CODE.fullmatch(text) is not None


def corner_of(code: str) -> tuple[float, float]:
    """Return the south-western corner of a square, metres in RD New. Raises ValueError for what names none.

    >>> corner_of("E2579N4717")
    (257900.0, 471700.0)
    """
    found = _CODE.fullmatch(code)
    if found is None:
        raise ValueError(f"{code!r} is not the name of a square (E2579N4717)")
    return float(found[1]) * SIDE_M, float(found[2]) * SIDE_M


def centres(codes: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the middle of each square, (squares, 2) metres in RD New."""
    corners = np.array([corner_of(code) for code in codes], np.float64).reshape(-1, 2)
    return np.asarray(corners + SIDE_M / 2)


def path_of(gemeente: str, snapshot: int) -> Path:
    """Where the squares of a snapshot stand, when it has any. Raises ValueError as `store.path_of`."""
    return Path(settings.WENS.home) / "squares" / store.path_of(gemeente, snapshot).relative_to(store.root())


def write(gemeente: str, snapshot: int, table: pa.Table) -> None:
    """Write the squares of a snapshot, whole or not at all; nothing when no fact has a point."""
    if table.num_rows:
        store.write_once(path_of(gemeente, snapshot), snapshot, table, SCHEMA)


def sweep(gemeente: str, known: Collection[int]) -> list[Path]:
    """Remove the squares of all but these snapshots; returns what was removed. As `store.sweep`."""
    return store.sweep_folder(path_of(gemeente, 0).parent, known)


def squares_table(con: "BaseBackend", gemeente: str, slices: pa.Table) -> "Table":
    """Return the facts in force that have a square, as an expression of SCHEMA on the engine of `con`."""
    import ibis

    snapshots = slices.column("snapshot").unique().to_pylist()
    paths = [path for one in snapshots if (path := path_of(gemeente, one)).exists()]
    if not paths:
        return ibis.memtable(SCHEMA.empty_table())
    return store.in_force(store.read_paths(con, paths), slices).select(*SCHEMA.names)


def weekly(found: "Table", measures: Collection[str]) -> "Table":
    """Return the cases of day-grain rows per measure, square and ISO week (its Monday), in no particular order."""
    days = found.filter((found.grain == "day") & found.measure.isin(sorted(measures)))
    weeks = days.mutate(week=days.start.truncate("W").cast("date"))
    return weeks.group_by("measure", "square", "week").aggregate(cases=weeks.value.sum().round().cast("int64"))


def events(found: "Table", measures: Collection[str], since: dt.date) -> "Table":
    """Return what happened from a day on: measure, square, start, grain and cases, in no particular order."""
    there = found.filter(found.measure.isin(sorted(measures)) & (found.start >= since))
    return there.group_by("measure", "square", "start", "grain").aggregate(
        cases=there.value.sum().round().cast("int64")
    )


def kinds(found: "Table") -> "Table":
    """Return per measure and grain the first day of the last period of which there is a row."""
    return found.group_by("measure", "grain").aggregate(last=found.start.max())


def rows_of(con: "BaseBackend", counted: "Table") -> list[dict[str, Any]]:
    """Return what the engine counted, in an order of its own."""
    return list(con.to_pyarrow(counted).to_pylist())
