"""Totals per gemeente over one or several years; gemeenten stand there by name."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wens.intake.cells import Finding, Parsed, Refused
from wens.intake.gemeenten import code_of
from wens.intake.reading import Sheet
from wens.intake.reading.axes import Areas, Periods, area_column, areas, one_period, periods
from wens.intake.reading.calendar import Period, period_of
from wens.intake.reading.numbers import Numbers, checked, numbers
from wens.intake.reading.places import Place
from wens.intake.reading.series import Series, single

COLUMNS = {
    "bron:accidents": ("count", "aantal", "totaal", "ongevallen"),
    "bron:damage_only": ("UMS",),
    "bron:injury": ("LET",),
    "bron:fatal": ("DOD",),
}
_SPAN = re.compile(r"(?<!\d)(20\d\d)[-_ ](?:tm[-_ ])?(20\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def total_cells(sheet: Sheet, personal: list[str], period: str | None) -> Parsed:
    """Return the totals. A total over ten years has grain `years:10` and begins in the first of them."""
    where, when = _areas(sheet), _period(sheet, period)
    found = {key: place for key, titles in COLUMNS.items() if (place := sheet.find(*titles)) is not None}
    columns, findings = {}, []
    for key, place in found.items():
        columns[key], wrong = checked(numbers(sheet, place, whole=True), sheet, place, "count")
        findings += wrong
    if "bron:accidents" in columns:
        below = np.nan_to_num(columns["bron:accidents"].values) < _sum(columns) - 0.5
        problem = "This total is smaller than the sum of UMS, LET and DOD."
        findings += sheet.report(below, found["bron:accidents"], "total", problem, "Ask the supplier which is right.")
        columns["bron:accidents"] = columns["bron:accidents"].without(below)
    tables = []
    for key, place in found.items():
        cells, doubles = Series(sheet, where, when, columns[key], place, *single(sheet, key)).cells()
        tables.append(cells)
        findings += doubles
    return Parsed(
        cells=pa.concat_tables(tables),
        findings=[*sheet.findings, *where.findings, *when.findings, *findings],
        layout="bron totals per gemeente",
        rows=len(sheet),
        not_dated=int(when.not_dated.sum()),
        not_placeable=int(where.unknown.sum()),
        personal_columns=personal,
    )


def _sum(columns: dict[str, Numbers]) -> npt.NDArray[np.float64]:
    parts = [np.nan_to_num(found.values) for key, found in columns.items() if key != "bron:accidents"]
    return np.asarray(np.sum(parts, axis=0), np.float64)


def _areas(sheet: Sheet) -> Areas:
    coded = area_column(sheet, "gemeentecode", "gm_code")
    if coded is not None:
        return areas(sheet, coded)
    place = sheet.find("GME_NAAM", "gemeente") or 0
    return areas(sheet, place, _by_name, names=False)


def _by_name(text: str) -> Place | None:
    code = code_of(text)
    return Place(code, "gemeente") if code else None


def _period(sheet: Sheet, told: str | None) -> Periods:
    name = sheet.name
    column = sheet.find("JAAR_VKL", "jaar", "year")
    if column is not None:
        return periods(sheet, column)
    span = _SPAN.search(name)
    years = set(_YEAR.findall(name))
    told = told or (f"{span[1]}-{span[2]}" if span else years.pop() if len(years) == 1 else None)
    period: Period | None = period_of(told) if told else None
    if period is None:
        problem = f"{told!r} is no period." if told else "The file does not say over which years it counts."
        remedy = "Add --period 2011-2020 (first and last year), or --period 2020."
        raise Refused(Finding("period", problem, remedy, name, severity="error"))
    return one_period(sheet, period)
