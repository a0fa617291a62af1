"""BRON: road accidents, in the archive as published, as one flat table with coordinates, or as totals per gemeente."""

from __future__ import annotations

from collections.abc import Callable

from wens.intake.bron.accidents import flat_cells, joined
from wens.intake.bron.totals import total_cells
from wens.intake.cells import Parsed, Refused
from wens.intake.definitions import Source, source
from wens.intake.opening import open_table
from wens.intake.outcome import outcome
from wens.intake.reading import Part, Sheet, unpack

ACCIDENT = ("VKL_NUMMER", "AP3_CODE", "JAAR_VKL", "FK_VELD5")
FLAT = ("AP3_CODE", "JAAR_VKL")
X, Y = ("lon", "longitude", "X_COORD", "x", "x_rd"), ("lat", "latitude", "Y_COORD", "y", "y_rd")
TOTALS = ("LET", "DOD", "UMS")


@outcome
def parse(data: bytes, *, name: str, period: str | None = None) -> Parsed:
    """Return the accidents of a delivery: bron:accidents and its outcomes, one cell per accident or total."""
    definition = source("bron")
    parts = unpack(data, name)
    found = _part(parts, name, definition, lambda header: _has(header, *ACCIDENT))
    if found is not None and len(parts) > 1:
        sheet, personal = found
        return joined(sheet, parts, personal)
    found = _part(parts, name, definition, _is_flat)
    if found is not None:
        return flat_cells(*found, x=found[0].find(*X) or 0, y=found[0].find(*Y) or 0)
    sheet, personal = open_table(parts, name, definition, _is_total)
    return total_cells(sheet, personal, name, period)


def _part(
    parts: list[Part], name: str, definition: Source, accepts: Callable[[list[str]], bool]
) -> tuple[Sheet, list[str]] | None:
    try:
        return open_table(parts, name, definition, accepts)
    except Refused as refusal:
        if any(finding.code != "unknown_layout" for finding in refusal.findings):
            raise
        return None


def _has(header: list[str], *names: str) -> bool:
    probe = Sheet("", header, [])
    return all(probe.find(name) is not None for name in names)


def _is_flat(header: list[str]) -> bool:
    probe = Sheet("", header, [])
    return _has(header, *FLAT) and probe.find(*X) is not None and probe.find(*Y) is not None


def _is_total(header: list[str]) -> bool:
    probe = Sheet("", header, [])
    return _has(header, *TOTALS) and probe.find("GME_NAAM", "gemeentecode", "gm_code", "gemeente") is not None
