"""The canonical cells that every parser returns: one long Arrow table, whatever the supplier's layout was.

Rows are counted as a person sees them: the header is row 1 (in Excel the row of the sheet; in delimited text the
record, so that a line break inside a quoted field does not shift the count; in JSON and GeoJSON the n-th object is
row n + 1).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from wens.areas import findings
from wens.areas.findings import Severity

Column: TypeAlias = Any  # an Arrow array, a NumPy array or a list; or one value for all rows

UNKNOWN_AREA = "unknown"  # rows that the publisher itself could not place (GM0000, WK000000, BU00000000)
NATION = "NL"  # NL00 in the police and CBS tables, NL01 in those of RIVM
LEVELS = ("land", "gemeente", "stadsdeel", "local_wijk", "wijk", "buurt", "postcode4", "complex", "point")

CELLS = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("measure", pa.string(), nullable=False),
        pa.field("area", pa.string()),  # null for points; 'unknown' when not placeable
        pa.field("level", pa.string()),
        pa.field("x", pa.float64()),
        pa.field("y", pa.float64()),
        pa.field("start", pa.date32()),  # null: not datable
        pa.field("grain", pa.string()),  # year, quarter, month, day; 'years:N' for one total over N years
        pa.field("value", pa.float64()),  # null: missing, and `missing` says how
        pa.field("missing", pa.string()),  # null | 'unknown' | 'not_applicable'
        pa.field("provisional", pa.bool_(), nullable=False),
    ]
)


@dataclass(frozen=True)
class Finding(findings.Finding):
    """One thing that is worth telling about a delivery, with the place where it stands and what to do about it.

    error: the file cannot be used as it is. finding: a value that cannot be right; its cell is missing ('unknown')
    in the cells, and importing needs a person who accepts that. notice: counted and reported, nothing to decide.
    """

    severity: Severity = "finding"


class Refused(Exception):
    """Raised inside the parsers when a file cannot be read at all; `findings` holds at least one error."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = list(findings)


@dataclass(frozen=True)
class Parsed:
    """What a parser found in one file. Sum of placed and not placed rows is the file.

    rows: records in the file (without header, title and source lines). incidents: each cell is one event (value 1),
    so equal cells are separate events and never duplicates. division: generation year of the area codes when the
    file itself says so. crs: of x and y. personal_columns: columns that were left out because they are about persons.
    """

    cells: pa.Table
    findings: list[Finding] = field(default_factory=list)
    layout: str = ""
    rows: int = 0
    not_dated: int = 0
    not_placeable: int = 0
    division: int | None = None
    crs: str | None = None
    personal_columns: list[str] = field(default_factory=list)
    incidents: bool = False

    @property
    def usable(self) -> bool:
        """False when the file holds an error: then `cells` is empty."""
        return not any(finding.severity == "error" for finding in self.findings)


def build(
    *,
    row: Column,
    measure: Column,
    area: Column,
    level: Column,
    start: Column,
    grain: Column,
    value: Column,
    **others: Column,
) -> pa.Table:
    """Return a CELLS table from whole columns (Arrow arrays, NumPy arrays, lists) or single values for all rows.

    Left out: x, y, missing become null, provisional becomes False. Raises pyarrow's error when lengths differ.
    """
    given = dict(row=row, measure=measure, area=area, level=level, start=start, grain=grain, value=value, **others)
    length = max((len(v) for v in given.values() if _is_column(v)), default=1)
    defaults: dict[str, Column] = {"provisional": False}
    columns = [_column(given.get(f.name, defaults.get(f.name)), f.type, length) for f in CELLS]
    return pa.table(columns, schema=CELLS)


def empty() -> pa.Table:
    """Return a CELLS table without rows."""
    return CELLS.empty_table()


def _is_column(value: Column) -> bool:
    return isinstance(value, pa.Array | pa.ChunkedArray | np.ndarray) or (
        isinstance(value, Sequence) and not isinstance(value, str)
    )


def _column(value: Column, kind: pa.DataType, length: int) -> pa.Array | pa.ChunkedArray:
    if isinstance(value, pa.Array | pa.ChunkedArray):
        return value if value.type == kind else value.cast(kind)
    if _is_column(value):
        return pa.array(value, type=kind, from_pandas=False)
    if value is None:
        return pa.nulls(length, kind)
    return pa.repeat(pa.scalar(_scalar(value), kind), length)


def _scalar(value: Column) -> Column:
    return value.date() if isinstance(value, dt.datetime) else value
