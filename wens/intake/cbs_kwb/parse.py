"""CBS key figures: a column per figure, in OData, StatLine, Excel, map attributes (also cut to ten letters)."""

from __future__ import annotations

from wens.intake.cells import Parsed
from wens.intake.definitions import Source, source
from wens.intake.merging import merged
from wens.intake.opening import open_tables
from wens.intake.outcome import outcome
from wens.intake.reading import Sheet
from wens.intake.reading.axes import area_column, areas
from wens.intake.wide import AREA, accepts, period_in, wide_cells

YEARS = {
    "82339NED": 2013,
    "82931NED": 2014,
    "83220NED": 2015,
    "83487NED": 2016,
    "83765NED": 2017,
    "84286NED": 2018,
    "84583NED": 2019,
    "84799NED": 2020,
    "85039NED": 2021,
    "85318NED": 2022,
    "85618NED": 2023,
    "85984NED": 2024,
    "86165NED": 2025,
}
"""The year of each table of Kerncijfers wijken en buurten (CBS StatLine catalogue)."""


@outcome
def parse(data: bytes, *, name: str, period: str | None = None) -> Parsed:
    """Return the cells of a file with key figures. The areas are always those of the year of the figures."""
    definition = source("cbs_kwb")
    tables = open_tables(data, name, definition, lambda header: accepts(definition, *header))
    return merged(name, [_parsed(sheet, personal, definition, period) for sheet, personal in tables])


def _parsed(sheet: Sheet, personal: list[str], definition: Source, period: str | None) -> Parsed:
    when = period_in(sheet, period, YEARS)
    where = areas(sheet, area_column(sheet, *AREA) or 0)
    cells, findings = wide_cells(sheet, definition, where, when)
    years = {found.start.year for found in when.periods if found}
    return Parsed(
        cells=cells,
        findings=[*sheet.findings, *where.findings, *when.findings, *findings],
        layout="cbs_kwb",
        rows=len(sheet),
        not_dated=int(when.not_dated.sum()),
        not_placeable=int(where.unknown.sum()),
        division=years.pop() if len(years) == 1 else None,
        personal_columns=personal,
    )
