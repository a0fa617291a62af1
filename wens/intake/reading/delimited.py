"""Delimited text: finds separator and header, reads columns with Arrow; rows that do not fit are located."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pacsv

from wens.intake.cells import Finding, Refused
from wens.intake.reading.sheet import MANY, Sheet, as_column, clean, is_blank

SEPARATORS = (";", ",", "\t", "|")
_HEAD_BYTES = 256 * 1024
_HEAD_RECORDS = 60
_TAIL_BYTES = 4096
_SOURCE_LINE = re.compile(r"^\W*(bron|source|copyright|toelichting|noot|voetnoot)\b|^\W*(©|\(c\))", re.IGNORECASE)


@dataclass(frozen=True)
class Start:
    """Where the table begins: its header, the separator, the record number of the header, and where the data start."""

    header: list[str]
    separator: str
    row: int
    offset: int


def starts(text: bytes) -> Iterator[Start]:
    """Yield every way in which the first records can be read as a header, for the layouts to choose from."""
    for separator in SEPARATORS:
        yield from _records(text, separator)


def read_delimited(text: bytes, name: str, start: Start) -> Sheet:
    """Return the table below the header. Raises Refused with every row that does not fit the header."""
    end, notices = _end_of_table(text, start, name)
    body = text[start.offset : end]
    columns = _fast(body, start)
    rows = None
    if columns is None:
        columns, rows = _exact(body, name, start)
    at_sign = b"@" in body
    return _filled(
        Sheet(name, start.header, columns, start.row + 1, rows, notices, start.separator, has_at_sign=at_sign)
    )


def _filled(sheet: Sheet) -> Sheet:
    """Return the sheet without records in which every field is empty; they keep their place in the count of rows."""
    if not len(sheet):
        return sheet
    empty = np.flatnonzero(is_blank(sheet.columns[0]))
    for column in sheet.columns[1:]:
        if not len(empty):
            return sheet
        empty = empty[is_blank(column.take(pa.array(empty)))]
    if not len(empty):
        return sheet
    keep = np.ones(len(sheet), bool)
    keep[empty] = False
    columns = [column.filter(pa.array(keep)) for column in sheet.columns]
    return replace(sheet, columns=columns, rows=sheet.numbers[keep], _coded={})


def _records(text: bytes, separator: str) -> Iterator[Start]:
    whole = len(text) <= _HEAD_BYTES
    head = text[:_HEAD_BYTES].decode("utf-8", errors="ignore")
    lines = io.StringIO(head, newline="").readlines()
    ends = np.cumsum([len(line.encode()) for line in lines], dtype=np.int64)
    reader = csv.reader(lines if whole else lines[:-1], delimiter=separator)
    try:
        for row, record in enumerate(reader, start=1):
            if row > _HEAD_RECORDS:
                return
            if len(record) > 1:
                yield Start([clean(title) for title in record], separator, row, int(ends[reader.line_num - 1]))
    except csv.Error:
        return


def _fast(body: bytes, start: Start) -> list[pa.ChunkedArray] | None:
    """Return the columns as Arrow reads them, or None when a record does not fit (the exact reader then says which)."""
    names = [str(i) for i in range(len(start.header))]
    if not body:
        return [as_column([]) for _ in names]
    try:
        table = pacsv.read_csv(
            pa.BufferReader(body),
            read_options=pacsv.ReadOptions(column_names=names, block_size=4 * 1024**2),
            parse_options=pacsv.ParseOptions(
                delimiter=start.separator, newlines_in_values=b'"' in body, ignore_empty_lines=False
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    return list(table.columns)


def _exact(body: bytes, name: str, start: Start) -> tuple[list[pa.ChunkedArray], npt.NDArray[np.int64]]:
    """Return columns and row numbers, read record by record. Raises Refused with every record that does not fit."""
    width = len(start.header)
    records: list[list[str]] = []
    rows: list[int] = []
    misfits: list[Finding] = []
    reader = csv.reader(io.StringIO(body.decode("utf-8"), newline=""), delimiter=start.separator, strict=True)
    row = start.row
    try:
        for row, record in enumerate(reader, start=start.row + 1):
            if len(record) > width and not any(map(clean, record[width:])):
                record = record[:width]
            if len(record) == width:
                records.append(record)
                rows.append(row)
            elif any(map(clean, record)):
                misfits.append(_misfit(name, row, record, width, start.separator))
    except csv.Error as error:
        misfits.append(_unreadable(name, row + 1, error))
    if misfits:
        raise Refused(*_capped(misfits))
    return [as_column([record[i] for record in records]) for i in range(width)], np.array(rows, np.int64)


def _end_of_table(text: bytes, start: Start, name: str) -> tuple[int, list[Finding]]:
    """Return where the table ends: before empty lines and lines in which the publisher names itself ("Bron: CBS")."""
    notices: list[Finding] = []
    end = len(text)
    while True:
        tail = text[max(end - _TAIL_BYTES, start.offset) : end]
        bare = tail.rstrip(b"\r\n \x1a")
        if tail and not bare:
            end -= len(tail)
            continue
        end -= len(tail) - len(bare)
        begin = max(bare.rfind(b"\n"), bare.rfind(b"\r")) + 1
        last = bare[begin:].decode("utf-8", errors="ignore")
        fields = next(csv.reader([last], delimiter=start.separator), [])
        if not _SOURCE_LINE.match(fields[0] if fields else "") or any(map(clean, fields[2:])):
            return end, notices
        told = f"The line below the table is not data: {clean(last)[:80]}."
        notices.append(Finding("source_line", told, "", name, severity="notice"))
        end -= len(bare) - begin


def _misfit(name: str, row: int, record: list[str], width: int, separator: str) -> Finding:
    return Finding(
        "fields",
        f"The row has {len(record)} fields and the header {width}.",
        f"Put text that holds {separator!r} between quotes, or complete the row.",
        name,
        row,
        None,
        separator.join(record)[:80],
        "error",
    )


def _unreadable(name: str, row: int, error: csv.Error) -> Finding:
    problem = f"From this row on the file cannot be read ({error}); often a quote is opened and never closed."
    return Finding("quotes", problem, "Repair the quotes, or export again.", name, row, severity="error")


def _capped(misfits: list[Finding]) -> list[Finding]:
    if len(misfits) <= MANY:
        return misfits
    rest = f"{len(misfits) - MANY} more rows do not fit the header."
    return [*misfits[:MANY], Finding("fields", rest, misfits[0].remedy, misfits[0].file, severity="error")]
