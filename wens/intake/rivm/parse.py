"""RIVM table 50120NED: percentages per area and year, for everyone of 18 and older, without the margins."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wens.intake.cells import Finding, Parsed
from wens.intake.definitions import Source, source
from wens.intake.merging import merged
from wens.intake.opening import open_tables
from wens.intake.outcome import outcome
from wens.intake.reading import Sheet
from wens.intake.reading.axes import area_column, areas
from wens.intake.reading.events import count_of
from wens.intake.reading.sheet import Mask
from wens.intake.wide import AREA, accepts, period_in, wide_cells

_CHOICES = {  # dimension -> keys and labels of the part that we use
    "Leeftijd": ("20300", "18 jaar of ouder", "18+", "18 jaar en ouder"),
    "Marges": ("mw00000", "waarde"),
}


@outcome
def parse(data: bytes, *, name: str, period: str | None = None) -> Parsed:
    """Return the cells of a file with health figures."""
    definition = source("rivm")
    tables = open_tables(data, name, definition, lambda header: accepts(definition, *header))
    return merged(name, [_parsed(sheet, personal, definition, period) for sheet, personal in tables])


def _parsed(sheet: Sheet, personal: list[str], definition: Source, period: str | None) -> Parsed:
    sheet, chosen = _chosen(sheet)
    when = period_in(sheet, period, {})
    where = areas(sheet, area_column(sheet, *AREA) or 0)
    cells, findings = wide_cells(sheet, definition, where, when)
    return Parsed(
        cells=cells,
        findings=[*sheet.findings, *chosen, *where.findings, *when.findings, *findings],
        layout="rivm",
        rows=len(sheet),
        not_dated=int(when.not_dated.sum()),
        not_placeable=int(where.unknown.sum()),
        personal_columns=personal,
    )


def _chosen(sheet: Sheet) -> tuple[Sheet, list[Finding]]:
    """Keep the records about all adults, and of these the estimate itself, not the bounds of its interval."""
    findings: list[Finding] = []
    for dimension, wanted in _CHOICES.items():
        place = sheet.find(dimension)
        if place is None:
            continue
        coded = sheet.coded(place)
        keep = coded.mask(text.lower() in wanted for text in coded.values)
        findings += count_of(
            sheet, int((~keep).sum()), "other_part", "records of other ages or margins, left out", dimension
        )
        sheet = _only(sheet, keep)
    return sheet, findings


def _only(sheet: Sheet, keep: Mask) -> Sheet:
    at = np.flatnonzero(keep)
    columns = [column.take(at) for column in sheet.columns]
    return replace(sheet, columns=columns, rows=sheet.numbers[at], _coded={})
