"""BRON: road accidents, in the archive as published, as one flat table with coordinates, or as totals per gemeente."""

from __future__ import annotations

from wens.intake.bron.accidents import flat_cells, joined
from wens.intake.bron.totals import total_cells
from wens.intake.cells import Parsed, Refused
from wens.intake.definitions import Source, source
from wens.intake.merging import merged
from wens.intake.opening import Opened, open_tables
from wens.intake.outcome import outcome
from wens.intake.reading import Accepts, Part, Sheet, unpack

ACCIDENT = ("VKL_NUMMER", "AP3_CODE", "JAAR_VKL", "FK_VELD5")
FLAT = ("AP3_CODE", "JAAR_VKL")
X, Y = ("lon", "longitude", "X_COORD", "x", "x_rd"), ("lat", "latitude", "Y_COORD", "y", "y_rd")
TOTALS = ("LET", "DOD", "UMS")


@outcome
def parse(data: bytes, *, name: str, period: str | None = None) -> Parsed:
    """Return the accidents of a delivery: bron:accidents and its outcomes, one cell per accident or total."""
    definition = source("bron")
    parts = unpack(data, name)
    found = _opened(parts, name, definition, lambda header: _has(header, *ACCIDENT))
    if found and len(parts) > 1:
        return merged(name, [joined(sheet, parts, personal) for sheet, personal in found])
    found = _opened(parts, name, definition, _is_flat)
    if found:
        return merged(
            name, [flat_cells(sheet, personal, x=_at(sheet, X), y=_at(sheet, Y)) for sheet, personal in found]
        )
    tables = open_tables(parts, name, definition, _is_total)
    return merged(name, [total_cells(sheet, personal, period) for sheet, personal in tables])


def _opened(parts: list[Part], name: str, definition: Source, accepts: Accepts) -> list[Opened]:
    try:
        return open_tables(parts, name, definition, accepts)
    except Refused as refusal:
        if any(finding.code != "unknown_layout" for finding in refusal.findings):
            raise
        return []


def _at(sheet: Sheet, names: tuple[str, ...]) -> int:
    return sheet.find(*names) or 0


def _has(header: list[str], *names: str) -> bool:
    probe = Sheet("", header, [])
    return all(probe.find(name) is not None for name in names)


def _is_flat(header: list[str]) -> bool:
    probe = Sheet("", header, [])
    return _has(header, *FLAT) and probe.find(*X) is not None and probe.find(*Y) is not None


def _is_total(header: list[str]) -> bool:
    probe = Sheet("", header, [])
    return _has(header, *TOTALS) and probe.find("GME_NAAM", "gemeentecode", "gm_code", "gemeente") is not None
