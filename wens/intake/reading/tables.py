"""Chooses, in whatever was delivered, the table that a layout knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wens.intake.cells import Finding, Refused
from wens.intake.reading.dbf import read_dbf
from wens.intake.reading.delimited import read_delimited, starts
from wens.intake.reading.objects import is_json, read_objects
from wens.intake.reading.packed import Part, unpack
from wens.intake.reading.sheet import Sheet
from wens.intake.reading.text import to_utf8
from wens.intake.reading.workbook import grids, headers, is_workbook, read_grid

Accepts = Callable[[list[str]], bool]
"""A layout's answer to: is this list of column names my header?"""

_NO_TABLES = (".shp", ".shx", ".prj", ".cpg", ".qpj", ".xml", ".md", ".pdf", ".sbn", ".sbx", ".qix")


@dataclass
class _Seen:
    headers: list[list[str]] = field(default_factory=list)
    refusals: list[Finding] = field(default_factory=list)


def read(data: bytes, name: str, *, accepts: Accepts, known: Sequence[str], source: str) -> Sheet:
    """Return the table in a delivery whose header `accepts` recognises.

    Tries every file in an archive, every sheet of a workbook, every separator, and the first sixty rows (there may be
    titles above the header). Raises Refused: with the reason when nothing can be read, else with the columns that were
    seen and the layouts that are `known`.
    """
    return read_parts(unpack(data, name), name, accepts=accepts, known=known, source=source)


def read_parts(parts: Sequence[Part], name: str, *, accepts: Accepts, known: Sequence[str], source: str) -> Sheet:
    """As `read`, for a delivery that is unpacked already."""
    seen = _Seen()
    for part in parts:
        if part.suffix in _NO_TABLES and len(parts) > 1:
            continue
        try:
            sheet = _table(part, parts, accepts, seen)
        except Refused as refusal:
            if len(parts) == 1:
                raise
            seen.refusals += refusal.findings
            continue
        if sheet is not None:
            return sheet
    raise Refused(*(seen.refusals or [_unknown(name, seen.headers, known, source)]))


def _table(part: Part, parts: Sequence[Part], accepts: Accepts, seen: _Seen) -> Sheet | None:
    if is_workbook(part.data):
        return _from_workbook(part, accepts, seen)
    if part.suffix == ".dbf":
        return _accepted(read_dbf(part.data, part.name, _encoding_of(part, parts)), accepts, seen)
    text = to_utf8(part.data, part.name)
    if text.lstrip()[:1] == b"<":
        problem = "The file is a web page or XML, not a table; perhaps a login or error page was saved."
        raise Refused(Finding("unreadable", problem, "Download the table itself.", part.name, severity="error"))
    if is_json(text):
        return _accepted(read_objects(text, part.name), accepts, seen)
    return _from_text(text, part.name, accepts, seen)


def _from_text(text: bytes, name: str, accepts: Accepts, seen: _Seen) -> Sheet | None:
    if not text.strip():
        raise Refused(Finding("unreadable", "The file is empty.", "Export it again.", name, severity="error"))
    widest: list[str] = []
    for start in starts(text):
        if accepts(start.header):
            return read_delimited(text, name, start)
        if start.row == 1 and len(start.header) > len(widest):
            widest = start.header
    seen.headers.append(widest or [text[:80].decode("utf-8", "ignore").split("\n")[0].strip()])
    return None


def _from_workbook(part: Part, accepts: Accepts, seen: _Seen) -> Sheet | None:
    for grid in grids(part.data, part.name):
        candidates = list(headers(grid))
        for row, titles in candidates:
            if accepts(titles):
                return read_grid(grid, row, titles)
        seen.headers += [titles for _, titles in candidates[:1]]
    return None


def _accepted(sheet: Sheet, accepts: Accepts, seen: _Seen) -> Sheet | None:
    if accepts(sheet.header):
        return sheet
    seen.headers.append(sheet.header)
    return None


def _encoding_of(part: Part, parts: Sequence[Part]) -> str:
    stem = part.name.lower().removesuffix(".dbf")
    for other in parts:
        if other.name.lower() == f"{stem}.cpg":
            told = other.data.decode("ascii", "ignore").strip().lower()
            return {"utf-8": "utf-8", "utf8": "utf-8"}.get(told, "cp1252")
    return "cp1252"


def _unknown(name: str, headers_seen: list[list[str]], known: Sequence[str], source: str) -> Finding:
    columns = "; ".join(", ".join(titles[:12]) + (" …" if len(titles) > 12 else "") for titles in headers_seen[:3])
    return Finding(
        "unknown_layout",
        f"No known layout of {source} in this file. Its columns are: {columns or 'none'}.",
        f"Known layouts: {'; '.join(known)}.",
        name,
        severity="error",
    )
