"""Writes tables the many ways in which suppliers write them; used by the tests of the parsers."""

import csv
import io
import json
import re
from collections.abc import Sequence

import pyarrow as pa
import xlsxwriter

from wens.intake.cells import Parsed

Row = Sequence[str]
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


def as_csv(
    header: Row,
    rows: Sequence[Row],
    *,
    separator: str = ",",
    encoding: str = "utf-8",
    quoting: int = csv.QUOTE_MINIMAL,
    end: str = "\r\n",
    above: str = "",
    below: str = "",
) -> bytes:
    """Return the table as delimited text; above and below are whole lines."""
    out = io.StringIO()
    out.write(above)
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerow(header)
    writer.writerows(rows)
    out.write(below)
    return out.getvalue().encode(encoding)


def as_excel(header: Row, rows: Sequence[Row], *, titles: Sequence[str] = (), other_sheet: bool = False) -> bytes:
    """Return the table as an Excel workbook in which numbers are numbers, as a person would save it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    if other_sheet:
        book.add_worksheet("Toelichting").write(0, 0, "Deze tabel gaat over misdrijven.")
    sheet = book.add_worksheet("Gegevens")
    for line, title in enumerate(titles):
        sheet.write_string(line, 0, title)
    for line, row in enumerate([header, *rows], start=len(titles)):
        for column, text in enumerate(row):
            if line > len(titles) and NUMBER.fullmatch(text.strip()):
                sheet.write_number(line, column, float(text))
            elif text:
                sheet.write_string(line, column, text)
    book.close()
    return out.getvalue()


def as_odata(header: Row, rows: Sequence[Row]) -> bytes:
    """Return the table as the JSON of an OData service: numbers as numbers, nothing as null."""
    records = [{k: (int(v) if v.isdecimal() else v or None) for k, v in zip(header, row, strict=True)} for row in rows]
    return json.dumps({"odata.metadata": "…", "value": records}).encode()


def facts(parsed: Parsed) -> list[tuple[object, ...]]:
    """Return what the cells say, without the rows in which they stood, in a fixed order."""
    names = ("measure", "area", "level", "start", "grain", "value", "missing", "provisional")
    table: pa.Table = parsed.cells.select(names)
    return sorted((tuple(record.values()) for record in table.to_pylist()), key=repr)


def errors(parsed: Parsed) -> list[str]:
    """Return the codes of the errors."""
    return [finding.code for finding in parsed.findings if finding.severity == "error"]


def findings(parsed: Parsed) -> list[tuple[str, int | None, str | None, str | None]]:
    """Return code, row, column and value of what cannot be right."""
    return [(f.code, f.row, f.column, f.value) for f in parsed.findings if f.severity == "finding"]
