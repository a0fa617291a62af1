"""Reading a plain table (CSV or Excel) as text columns, for lists of codes and crosswalks."""

import csv
import datetime as dt
import io
from collections.abc import Iterator

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from wens.areas.findings import refuse

SEPARATORS = ";,\t|"
EXCEL_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_table(data: bytes, *, file: str) -> pa.Table:
    """Return all cells as text, blanks as null; the header is row 1 of the file.

    Raises AreasError: damaged Excel, no header, a name twice in the header, a row that is longer than the header.
    """
    rows = _excel_rows(data, file) if data.startswith(EXCEL_STARTS) else _text_rows(data, file)
    header = next(rows, None)
    if not header or not any(header):
        raise refuse("no_header", "The first row holds no column names.", "Put the names in row 1.", file=file, row=1)
    header = [name for name in header if name]
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise refuse("twice", f"Column names stand twice: {', '.join(twice)}.", "Rename one.", file=file, row=1)
    columns: list[list[str | None]] = [[] for _ in header]
    for number, row in enumerate(rows, start=2):
        if any(row[len(header) :]):
            raise refuse(
                "long_row", f"The row has more cells than the header ({len(row)}, {len(header)}).",
                "Quote values that hold the separator.", file=file, row=number,
            )  # fmt: skip
        for position, column in enumerate(columns):
            column.append((row[position] or None) if position < len(row) else None)
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(header, columns, strict=True)})


def _decoded(data: bytes, file: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise refuse("unknown_format", "The file is no table and no map.", "Deliver CSV, Excel or a map.", file=file)
    return text


def _text_rows(data: bytes, file: str) -> Iterator[list[str]]:
    text = _decoded(data, file)
    first = text.splitlines()[0] if text.splitlines() else ""
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        problem = f"The row cannot be read: {error}."
        raise refuse("unreadable", problem, "Check the quotes.", file=file, row=reader.line_num) from error


def _excel_rows(data: bytes, file: str) -> Iterator[list[str]]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    except (CalamineError, IndexError) as error:
        raise refuse("unreadable", f"The Excel file cannot be read: {error}.", "Save it again.", file=file) from error
    return ([_as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False))


def _as_text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell).strip()
