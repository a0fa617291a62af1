"""Tables as CSV and Excel."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

Cell = str | int | float | None
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write rows as CSV (UTF-8, comma, CRLF as RFC 4180 says). None is an empty cell; whole floats lose their .0.

    A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection).
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(header)
    writer.writerows([_harmless(_short(cell)) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8")


def xlsx_bytes(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str, notes: Sequence[tuple[str, str]]
) -> bytes:
    """Write rows as an Excel workbook: a table with a fixed header and filters, and a second sheet with notes.

    ``notes``: (label, text) pairs such as source, licence and edition. Text is never taken as a formula or a link.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        page, last = book.add_worksheet(sheet[:31]), 0
        page.write_row(0, 0, header, bold)
        for last, row in enumerate(rows, start=1):
            page.write_row(last, 0, [_short(cell) for cell in row])
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, last, len(header) - 1)
        page.set_column(0, len(header) - 1, 18)
        about = book.add_worksheet("Toelichting")
        about.set_column(0, 0, 24, bold)
        about.set_column(1, 1, 100, wrap)
        for index, (label, words) in enumerate(notes):
            about.write_string(index, 0, label)
            about.write_string(index, 1, words)
    return buffer.getvalue()


def records(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[Mapping[str, Cell]]:
    """Return the rows as dicts, for JSON: the same names as the CSV, None where a cell is empty."""
    return [dict(zip(header, (_short(cell) for cell in row), strict=True)) for row in rows]


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _short(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
