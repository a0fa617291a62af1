"""Chooses, in whatever was delivered, the table that a layout knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from wens.intake.cells import Finding, Refused
from wens.intake.reading.dbf import read_dbf
from wens.intake.reading.delimited import Start, read_delimited, starts
from wens.intake.reading.geopackage import is_geopackage, read_geopackage
from wens.intake.reading.objects import is_json, read_objects
from wens.intake.reading.packed import Part, unpack
from wens.intake.reading.sheet import Sheet, as_column
from wens.intake.reading.text import to_utf8
from wens.intake.reading.workbook import grids, headers, is_workbook, read_grid

Accepts = Callable[[list[str]], bool]
"""A layout's answer to: is this list of column names my header?"""

_NO_TABLES = (".shp", ".shx", ".prj", ".cpg", ".qpj", ".xml", ".md", ".pdf", ".sbn", ".sbx", ".qix")


@dataclass
class Tables:
    """What a delivery holds: the tables that a layout recognises, and the others (as far as they can be read)."""

    known: list[Sheet] = field(default_factory=list)
    others: list[Sheet] = field(default_factory=list)
    refusals: list[Finding] = field(default_factory=list)


def read(data: bytes, name: str, *, accepts: Accepts, known: Sequence[str], source: str) -> Sheet:
    """Return the first table in a delivery whose header `accepts` recognises; raises as `read_all`."""
    return read_all(unpack(data, name), name, accepts=accepts, known=known, source=source).known[0]


def read_all(
    parts: Sequence[Part], name: str, *, accepts: Accepts, known: Sequence[str], source: str, others: bool = True
) -> Tables:
    """Return the tables in an unpacked delivery; without `others` only the header of text files that are not known.

    Tries every file in an archive, every sheet of a workbook, every separator, and the first sixty rows (there may be
    titles above the header). Raises Refused: with the reason when nothing can be read, else with the columns that were
    seen and the layouts that are `known`.
    """
    found = Tables()
    for part in parts:
        if part.suffix in _NO_TABLES and len(parts) > 1:
            continue
        try:
            for sheet in _sheets(part, parts, accepts, others):
                (found.known if accepts(sheet.header) else found.others).append(sheet)
        except Refused as refusal:
            found.refusals += [replace(finding, file=finding.file or part.name) for finding in refusal.findings]
    if found.refusals and (len(parts) == 1 or not found.known):
        raise Refused(*found.refusals)
    if not found.known:
        raise Refused(_unknown(name, [sheet.header for sheet in found.others], known, source))
    return found


def _sheets(part: Part, parts: Sequence[Part], accepts: Accepts, others: bool) -> Iterator[Sheet]:
    if is_workbook(part.data):
        yield from _in_workbook(part, accepts)
    elif is_geopackage(part.data):
        yield from read_geopackage(part.data, part.name)
    elif part.suffix == ".dbf":
        yield read_dbf(part.data, part.name, _encoding_of(part, parts))
    else:
        yield _in_text(to_utf8(part.data, part.name), part.name, accepts, others)


def _in_text(text: bytes, name: str, accepts: Accepts, others: bool) -> Sheet:
    if not text.strip():
        raise Refused(Finding("unreadable", "The file is empty.", "Export it again.", name, severity="error"))
    if text.lstrip()[:1] == b"<":
        problem = "The file is a web page or XML, not a table; perhaps a login or error page was saved."
        raise Refused(Finding("unreadable", problem, "Download the table itself.", name, severity="error"))
    if is_json(text):
        return read_objects(text, name)
    best: Start | None = None
    for start in starts(text):
        if accepts(start.header):
            return read_delimited(text, name, start)
        if best is None or (start.row == 1 and len(start.header) > len(best.header)):
            best = start
    if best is None:
        line = text[:80].decode("utf-8", "ignore").splitlines()[0].strip()
        return Sheet(name, [line], [])
    headless = Sheet(name, best.header, [as_column([]) for _ in best.header])
    try:
        return read_delimited(text, name, best) if others else headless
    except Refused:
        return headless


def _in_workbook(part: Part, accepts: Accepts) -> Iterator[Sheet]:
    for grid in grids(part.data, part.name):
        candidates = list(headers(grid))
        wanted = [(row, titles) for row, titles in candidates if accepts(titles)]
        for row, titles in (wanted or candidates)[:1]:
            yield read_grid(grid, row, titles)


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
