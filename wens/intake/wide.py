"""Tables with one column per figure (key figures of CBS, health figures of RIVM): the definition names the columns."""

from __future__ import annotations

import re

import pyarrow as pa

from wens.intake.cells import Finding, Refused
from wens.intake.definitions import Measure, Source
from wens.intake.reading import Sheet
from wens.intake.reading.axes import Areas, Periods, one_period, periods
from wens.intake.reading.calendar import period_of
from wens.intake.reading.numbers import Missing, checked, numbers
from wens.intake.reading.series import Series, single
from wens.intake.reading.sums import level_sums

AREA = (
    "WijkenEnBuurten",
    "Wijken en buurten",
    "Codering",
    "gwb_code_10",
    "gwb_code",
    "buurtcode",
    "bu_code",
    "nhood_id",
    "wijkcode",
    "wk_code",
    "gemeentecode",
    "gemeenteco",
    "gm_code",
    "statcode",
    "RegioS",
    "Regio's",
    "Regiocode",
)
PERIOD = ("Perioden", "Periode", "Jaar", "year")
STAT_CODE = ("jaarstatcode", "jaarstatco", "jrstatcode")
_UNIT = re.compile(r"\((%|aantal|number)[^()]*\)\s*$", re.IGNORECASE)
_YEAR_IN_NAME = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")


def accepts(definition: Source, *also: str) -> bool:
    """Return whether a header (`also`) holds an area and at least one figure of the source."""
    probe = Sheet("", list(also), [])
    return probe.find(*AREA) is not None and any(
        probe.find(*m.columns) is not None for m in definition.measures if m.columns
    )


def wide_cells(
    sheet: Sheet, definition: Source, where: Areas, when: Periods, *, blank: Missing = "unknown"
) -> tuple[pa.Table, list[Finding]]:
    """Return the cells of every figure of the source that the sheet has a column for, and their findings."""
    tables, findings = [], []
    for measure in definition.measures:
        place = _column(sheet, measure)
        if place is None:
            continue
        found = numbers(sheet, place, whole=measure.kind in ("count", "stock"), blank=blank)
        found, wrong = checked(found, sheet, place, measure.kind)
        series = Series(sheet, where, when, found, place, *single(sheet, measure.key))
        cells, doubles = series.cells()
        tables.append(cells)
        findings += [*wrong, *doubles, *(level_sums(series) if measure.kind in ("count", "stock") else ())]
    return pa.concat_tables(tables).combine_chunks(), findings


def period_in(sheet: Sheet, told: str | None, years: dict[str, int]) -> Periods:
    """Return the period: from a column, as told, from the number of the table or a year in the name of file or sheet.

    years: number of a table -> its year. Raises Refused when nothing says it.
    """
    column = sheet.find(*PERIOD)
    if column is not None:
        return periods(sheet, column)
    told = told or _from_code(sheet) or _from_name(sheet.name, years)
    period = period_of(told) if told else None
    if period is None:
        problem = f"{told!r} is no period." if told else "The file does not say of which year its figures are."
        raise Refused(
            Finding("period", problem, "Add --period 2024 (the year of the figures).", sheet.name, severity="error")
        )
    return one_period(sheet, period)


def _from_name(name: str, years: dict[str, int]) -> str | None:
    for part in reversed(re.split(r"[/\[\]]", name)):  # the sheet or the file in an archive first
        in_name: set[str] = set(_YEAR_IN_NAME.findall(part)) or {
            str(year) for table, year in years.items() if table in part
        }
        if len(in_name) == 1:
            return in_name.pop()
    return None


def _column(sheet: Sheet, measure: Measure) -> int | None:
    """Return the column of a measure; a percentage is never read as a number of the same name, nor the reverse."""
    place = sheet.find(*measure.columns) if measure.columns else None
    if place is None:
        return None
    unit = _UNIT.search(sheet.header[place])
    return None if unit and (unit[1] == "%") != (measure.kind == "percent") else place


def _from_code(sheet: Sheet) -> str | None:
    place = sheet.find(*STAT_CODE)
    starts = {text[:4] for text in sheet.coded(place).values if text} if place is not None else set()
    return starts.pop() if len(starts) == 1 else None
