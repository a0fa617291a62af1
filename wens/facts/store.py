"""Facts on disk: one immutable Parquet file per snapshot and gemeente.

    <root>/<gemeente>/<snapshot id>.parquet

A file appears whole or not at all (written beside its place, forced to the disk, renamed), and it is never changed
afterwards. Which facts are *in force* is not decided here but by the slices in the register: a file without an active
slice is history, a file without a snapshot is the left-over of an import that was killed.
"""

import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

if TYPE_CHECKING:  # the engine is only loaded by those who count: commands that do not count start twice as fast
    from ibis import BaseBackend
    from ibis.expr.types import Table

SCHEMA = pa.schema(
    [
        ("snapshot", pa.int64()),
        ("measure", pa.string()),
        ("area", pa.string()),
        ("level", pa.string()),
        ("division", pa.int16()),
        ("start", pa.date32()),
        ("grain", pa.string()),
        ("value", pa.float64()),
        ("missing", pa.string()),
        ("provisional", pa.bool_()),
        ("crosswalked", pa.bool_()),
        ("row", pa.int64()),
    ]
)
"""One fact: a value of a measure, in an area of a division year, over a period that begins at `start`."""

SLICE_SCHEMA = pa.schema(
    [
        ("snapshot", pa.int64()),
        ("measure", pa.string()),
        ("grain", pa.string()),
        ("start", pa.date32()),
        ("level", pa.string()),
        ("division", pa.int16()),
    ]
)
"""One slice in force: these facts of this snapshot count, until a newer release takes the slice over."""

_GEMEENTE = re.compile(r"GM\d{4}")


def root() -> Path:
    """Folder of all facts of this installation."""
    return Path(settings.WENS.home) / "facts"


def path_of(gemeente: str, snapshot: int) -> Path:
    """Where the facts of a snapshot stand. Raises ValueError for a code that could name another folder."""
    if not _GEMEENTE.fullmatch(gemeente):
        raise ValueError(f"{gemeente!r} is not the code of a gemeente (GM and four digits).")
    return root() / gemeente / f"{int(snapshot)}.parquet"


def write_facts(gemeente: str, snapshot: int, table: pa.Table) -> Path:
    """Write the facts of a snapshot, whole or not at all; returns the path.

    `table` has the columns of SCHEMA (order free; `snapshot` is filled in when absent). Raises FileExistsError when the
    snapshot has facts already: facts are never rewritten.
    """
    return write_once(path_of(gemeente, snapshot), snapshot, table, SCHEMA)


def write_once(path: Path, snapshot: int, table: pa.Table, schema: pa.Schema) -> Path:
    """Write a table of one snapshot as `schema`, whole or not at all. Raises FileExistsError when it is there."""
    if path.exists():
        raise FileExistsError(f"The facts of snapshot {snapshot} exist already: {path}.")
    if "snapshot" not in table.column_names:
        table = table.append_column("snapshot", pa.repeat(pa.scalar(snapshot, pa.int64()), table.num_rows))
    table = table.select(schema.names).cast(schema)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".tmp")
    with unfinished.open("wb") as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    _force_folder(path.parent)
    return path


def sweep(gemeente: str, known: Collection[int]) -> list[Path]:
    """Remove what a killed import left: unfinished files, and facts of a snapshot that was never recorded.

    The caller holds the lock on imports of this gemeente; `known` are the ids of all its snapshots.
    """
    return sweep_folder(path_of(gemeente, 0).parent, known)


def sweep_folder(folder: Path, known: Collection[int]) -> list[Path]:
    """Remove every file of a folder that is not of one of these snapshots; returns what was removed."""
    keep = {f"{snapshot}.parquet" for snapshot in known}
    left = [path for path in folder.glob("*") if path.name not in keep] if folder.is_dir() else []
    for path in left:
        path.unlink()
    return left


def facts_table(con: "BaseBackend", gemeente: str, slices: pa.Table) -> "Table":
    """The facts in force of a gemeente, as an expression of SCHEMA on the engine of `con` (DuckDB or Spark).

    `slices` has SLICE_SCHEMA (`wens.intake.queries.slices_in_force`). Facts of day grain belong to the slice of their
    calendar month. Raises FileNotFoundError, with the path, when a slice in force has lost its facts.
    """
    import ibis

    if slices.num_rows == 0:
        return ibis.memtable(SCHEMA.empty_table())
    paths = [path_of(gemeente, snapshot) for snapshot in slices.column("snapshot").unique().to_pylist()]
    return in_force(read_paths(con, paths), slices).select(*SCHEMA.names)


def in_force(facts: "Table", slices: pa.Table) -> "Table":
    """Return the rows of `facts` that a slice puts in force; they need the columns of SLICE_SCHEMA but `division`."""
    import ibis

    counting = ibis.memtable(slices.select(SLICE_SCHEMA.names[:5]).rename_columns(dict(_RENAMED)))
    month = facts.start.truncate("M").cast("date")
    keyed = facts.mutate(slice_start=ibis.ifelse(facts.grain == "day", month, facts.start))
    return keyed.semi_join(counting, [keyed[name] == counting[other] for name, other in _MATCH]).drop("slice_start")


def read_paths(con: "BaseBackend", paths: list[Path]) -> "Table":
    """Return the facts of these files together. Raises FileNotFoundError, with the path, when one of them is gone.

    DuckDB takes all files at once, which is quicker; ibis hands Spark one path at a time.
    """
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"Facts that were delivered are gone: {path}. Restore them from a backup.")
    if con.name == "duckdb":
        return con.read_parquet([str(path) for path in paths])
    import ibis

    read = [con.read_parquet(str(path)) for path in paths]
    return ibis.union(*read) if len(read) > 1 else read[0]


_RENAMED = [(name, f"slice_{name}") for name in SLICE_SCHEMA.names[:5]]
_MATCH = [("slice_start" if name == "start" else name, other) for name, other in _RENAMED]


def _force_folder(folder: Path) -> None:
    """A rename survives a power cut only when the folder itself reached the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
