"""Incidents: when and where each record happened. Nothing is dropped; what cannot be placed or dated is counted."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wens.intake.cells import UNKNOWN_AREA, Finding, Refused, build
from wens.intake.reading.axes import Areas
from wens.intake.reading.calendar import date_of
from wens.intake.reading.numbers import numbers
from wens.intake.reading.sheet import Mask, Sheet

RD, WGS84 = "EPSG:28992", "EPSG:4326"
_RD_X, _RD_Y = (0.0, 280_000.0), (300_000.0, 625_000.0)
"""Range of RD New in the Netherlands, in metres (Kadaster)."""

_MANY_DISTINCT = 20_000
_DATE_THEN_TIME = re.compile(r"(?P<date>%[Ymd].?%[Ymd].?%[Ymd])[ T]%H.*")


@dataclass(frozen=True)
class Dates:
    """start: date32 per record, null when not datable. grain: one for all records."""

    start: pa.Array
    grain: str
    not_dated: Mask
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Points:
    """Coordinates per record (NaN when not placeable), in `crs`."""

    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    crs: str
    unknown: Mask
    findings: list[Finding] = field(default_factory=list)


def dates(sheet: Sheet, column: int, pattern: str | None = None) -> Dates:
    """Return the day of each record. Raises Refused when most texts are no dates in this format."""
    if column in sheet.date_columns:
        pattern = None  # the spreadsheet held real dates, whatever they looked like on the screen
    sheet, pattern = _without_times(sheet, column, pattern)
    coded = sheet.coded(column)
    days = [date_of(text, pattern) if text else None for text in coded.values]
    blank = [not text or text.lower() in ("null", "onbekend", "na", ".") for text in coded.values]
    strange = [day is None and not empty for day, empty in zip(days, blank, strict=True)]
    if sum(strange) * 2 > len(strange):
        raise Refused(_unreadable_dates(sheet, column, int(np.flatnonzero(coded.mask(strange))[0]), pattern))
    wrong = coded.mask(strange)
    findings = sheet.report(wrong, column, "date", "This date does not exist or cannot be read.", "Correct the date.")
    not_dated = coded.mask(day is None for day in days)
    findings += count_of(
        sheet, int(coded.mask(blank).sum()), "not_dated", "records without a date", sheet.header[column]
    )
    return Dates(coded.spread(days, pa.date32()), "day", not_dated, findings)


def points(sheet: Sheet, x: int, y: int, crs: str | None = None) -> Points:
    """Return the coordinates of each record; 0,0 and empty are not placeable, impossible ones a finding.

    Without `crs` the range decides: x 0-280,000 with y 300,000-625,000 is RD New, else longitude and latitude.
    """
    east, north = numbers(sheet, x, whole=False), numbers(sheet, y, whole=False)
    findings = [
        finding
        for found, column in ((east, x), (north, y))
        for finding in sheet.report(found.bad, column, "coordinate", "This is no coordinate.", "Correct it.")
    ]
    known = (east.missing == 0) & (north.missing == 0) & ~((east.values == 0) & (north.values == 0))
    crs = crs or _guess(east.values[known], north.values[known])
    outside = known & ~_inside(east.values, north.values, crs)
    if outside.sum() * 2 > max(int(known.sum()), 1):
        raise Refused(_wrong_crs(sheet, x, y, int(np.flatnonzero(outside)[0]), crs, east.values, north.values))
    problem = f"The coordinates ({sheet.header[x]}, {sheet.header[y]}) lie outside the range of {crs}."
    findings += sheet.report(outside, x, "outside", problem, "Correct them, or leave them empty.")
    known &= ~outside
    findings += count_of(
        sheet, int((~known & ~outside).sum()), "not_placeable", "records without coordinates", sheet.header[x]
    )
    return Points(np.where(known, east.values, np.nan), np.where(known, north.values, np.nan), crs, ~known, findings)


def event_cells(sheet: Sheet, measure: pa.Array, keep: Mask, when: Dates, where: Points | Areas) -> pa.Table:
    """Return one cell (value 1) per record of `keep`."""
    chosen = pa.array(keep)
    common = {
        "row": sheet.numbers[keep],
        "measure": measure.filter(chosen),
        "start": when.start.filter(chosen),
        "grain": when.grain,
        "value": 1.0,
    }
    if isinstance(where, Areas):
        return build(**common, area=where.area(keep), level=where.level(keep))
    unknown = where.unknown[keep]
    area = pa.array(np.full(len(unknown), UNKNOWN_AREA), pa.string(), mask=~unknown) if unknown.any() else None
    return build(
        **common,
        area=area,
        level="point",
        x=pa.array(where.x[keep], mask=unknown),
        y=pa.array(where.y[keep], mask=unknown),
    )


def count_of(sheet: Sheet, count: int, code: str, what: str, column: str | None = None) -> list[Finding]:
    """Return one notice that counts, or nothing."""
    return [Finding(code, f"{count} {what}.", "", sheet.name, column=column, severity="notice")] if count else []


def _without_times(sheet: Sheet, column: int, pattern: str | None) -> tuple[Sheet, str | None]:
    """Cut the time of day off when there are so many moments that reading each of them would be slow."""
    texts = sheet.columns[column]
    if len(texts) <= _MANY_DISTINCT or len(pc.unique(texts)) <= _MANY_DISTINCT:
        return sheet, pattern
    shaped = _DATE_THEN_TIME.fullmatch(pattern) if pattern else None
    form = r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$" if not pattern else r"^\d+\D?\d+\D?\d+[ T]\d{2}.*$"
    if (pattern and not shaped) or not pc.all(pc.match_substring_regex(texts, form)).as_py():
        return sheet, pattern
    bare = pc.replace_substring_regex(texts, r"[ T].*$", "")
    columns = [bare if place == column else old for place, old in enumerate(sheet.columns)]
    cut = replace(sheet, columns=columns, _coded={})
    return cut, shaped["date"] if shaped else None


def _inside(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], crs: str) -> Mask:
    if crs.upper() == RD:
        return (x >= _RD_X[0]) & (x <= _RD_X[1]) & (y >= _RD_Y[0]) & (y <= _RD_Y[1])
    if crs.upper() in (WGS84, "EPSG:4258", "OGC:CRS84", "CRS84"):
        return (np.abs(x) <= 180) & (np.abs(y) <= 90)
    return np.ones(len(x), bool)


def _guess(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> str:
    return RD if len(x) and float(np.mean(_inside(x, y, RD))) >= 0.5 else WGS84


def _wrong_crs(
    sheet: Sheet, x: int, y: int, index: int, crs: str, east: npt.NDArray[np.float64], north: npt.NDArray[np.float64]
) -> Finding:
    a, b = east[index], north[index]
    fits = next((name for name in (RD, WGS84) if bool(_inside(np.array([a]), np.array([b]), name)[0])), None)
    swapped = bool(_inside(np.array([b]), np.array([a]), crs)[0])
    remedy = f"Set crs to {fits}." if fits else "Exchange x and y." if swapped else "Say which crs it is."
    value = f"{sheet.text_at(x, index)}, {sheet.text_at(y, index)}"
    problem = f"The coordinates are not {crs}."
    return Finding("crs", problem, remedy, sheet.name, int(sheet.numbers[index]), sheet.header[x], value, "error")


def _unreadable_dates(sheet: Sheet, column: int, index: int, pattern: str | None) -> Finding:
    problem = (
        f"The dates are not in the format {pattern}." if pattern else "The dates are in a format that we do not know."
    )
    remedy = 'Give the format in a mapping, for instance date: {column: Datum, format: "%d-%m-%Y"}.'
    row, value = int(sheet.numbers[index]), sheet.text_at(column, index)
    return Finding("date_format", problem, remedy, sheet.name, row, sheet.header[column], value, "error")


def day_from(year: int | None, month: int | None, day: int | None, day_of_year: int | None) -> dt.date | None:
    """Return the day that parts name, or None when they do not exist together."""
    try:
        if year is None or not 1900 <= year <= 2099:
            return None
        if day_of_year is not None:
            found = dt.date(year, 1, 1) + dt.timedelta(days=day_of_year - 1)
            return found if found.year == year and (month is None or found.month == month) else None
        return dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
