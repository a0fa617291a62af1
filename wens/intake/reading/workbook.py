"""Spreadsheets (xlsx, xls, xlsb, ods): every cell becomes the text that a person would have typed."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import python_calamine

from wens.intake.cells import Finding, Refused
from wens.intake.reading.sheet import Sheet, as_column, clean

_HEAD_ROWS = 60
_OLE = b"\xd0\xcf\x11\xe0"

Cell = str | float | int | bool | dt.date | dt.time | dt.timedelta | None


@dataclass(frozen=True)
class Grid:
    """One sheet of a workbook: its name and its rows from the first row of the sheet on."""

    name: str
    rows: Sequence[Sequence[Cell]]


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a spreadsheet (zip container or the older OLE container)."""
    return data[:4] == _OLE or (data[:4] == b"PK\x03\x04")


def grids(data: bytes, name: str) -> list[Grid]:
    """Return the sheets of a workbook. Raises Refused when it cannot be opened."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            Grid(f"{name}[{s}]", book.get_sheet_by_name(s).to_python(skip_empty_area=False)) for s in book.sheet_names
        ]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the Rust reader raises its own kinds, a panic among them
        problem = f"The spreadsheet cannot be opened ({str(error)[:120]})."
        finding = Finding("unreadable", problem, "Open it, save it again as .xlsx or CSV.", name, severity="error")
        raise Refused(finding) from None


def headers(grid: Grid) -> Iterator[tuple[int, list[str]]]:
    """Yield the first rows of a sheet as possible headers, with their row number."""
    for row, cells in enumerate(grid.rows[:_HEAD_ROWS], start=1):
        titles = [clean(as_text(cell)) for cell in cells]
        if sum(map(bool, titles)) > 1:
            yield row, titles


def read_grid(grid: Grid, row: int, header: list[str]) -> Sheet:
    """Return the table below a header; rows without any content are passed over, lines naming the source too."""
    filled = [(i, cells) for i, cells in enumerate(grid.rows[row:], start=row + 1) if _has_content(cells)]
    while filled and _names_the_source(filled[-1][1]):
        filled.pop()
    width = len(header)
    columns = [as_column([as_text(cells[c]) if c < len(cells) else "" for _, cells in filled]) for c in range(width)]
    dated = frozenset(c for c in range(width) if any(c < len(r) and isinstance(r[c], dt.date) for _, r in filled))
    numbers = np.array([i for i, _ in filled], np.int64)
    return Sheet(grid.name, header, columns, row + 1, numbers, date_columns=dated)


def as_text(cell: Cell) -> str:
    """Return a cell as text: whole numbers without `.0` (spreadsheets store them as fractions), dates as ISO 8601."""
    match cell:
        case None:
            return ""
        case bool():
            return "1" if cell else "0"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case dt.datetime():
            return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
        case dt.date() | dt.time():
            return cell.isoformat()
        case _:
            return str(cell)


def _has_content(cells: Sequence[Cell]) -> bool:
    return any(cell is not None and cell != "" and not (isinstance(cell, str) and not clean(cell)) for cell in cells)


def _names_the_source(cells: Sequence[Cell]) -> bool:
    filled = [as_text(cell) for cell in cells if cell not in (None, "")]
    return len(filled) == 1 and filled[0].lower().lstrip().startswith(
        ("bron", "source", "©", "copyright", "toelichting")
    )
