"""What reading by a mapping has in common: finding its columns, its kinds, its periods and its dates."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping as Entries
from dataclasses import replace

import numpy as np
import pyarrow as pa

from wens.intake.cells import Finding, Refused
from wens.intake.definitions import Source
from wens.intake.mapping import DateColumns, Mapping, PeriodColumns, PlaceColumns, measure_of
from wens.intake.opening import Opened, open_tables
from wens.intake.reading import Sheet
from wens.intake.reading.axes import Areas, Codes, Periods, areas, periods
from wens.intake.reading.calendar import MONTHS, Period, day_of
from wens.intake.reading.events import Dates, Points, count_of, dates, day_from, points
from wens.intake.reading.places import postcode4_of
from wens.intake.reading.series import single
from wens.intake.reading.sheet import Mask, is_blank


def open_mapped(data: bytes, name: str, definition: Source, mapping: Mapping, keys: Entries[str, str]) -> list[Opened]:
    """Return the tables that have all mapped columns. keys: key of the mapping -> column.

    Raises Refused naming, for each column that is not there, the key in the mapping and the columns of the file.
    """
    best: list[str] = []

    def accepts(header: list[str]) -> bool:
        nonlocal best
        probe = Sheet(name, header, [])
        hits = sum(probe.exact(column) is not None for column in keys.values())
        if not best or hits > sum(Sheet(name, best, []).exact(column) is not None for column in keys.values()):
            best = header
        return hits == len(keys)

    try:
        return open_tables(data, name, definition, accepts)
    except Refused as refusal:
        if not best or any(finding.code != "unknown_layout" for finding in refusal.findings):
            raise
        probe, columns = Sheet(name, best, []), ", ".join(repr(title) for title in best[:30])
        remedy = f"The columns are: {columns}."
        raise Refused(
            *(
                Finding(
                    "mapping", f"Key {key}: {name} has no column {column!r}.", remedy, mapping.name, severity="error"
                )
                for key, column in keys.items()
                if probe.exact(column) is None
            )
        ) from None


def kinds(sheet: Sheet, mapping: Mapping, default: str | None) -> tuple[Codes, list[str | None], list[Finding]]:
    """Return the measure of each record, as codes into keys (None: a kind that the mapping does not name)."""
    if mapping.category is None:
        if mapping.indicator is None and default is None:
            mapping.require("indicator")
        if isinstance(mapping.indicator, dict):
            problem = "Key category: This key is missing, while indicator tells kinds apart."
            raise Refused(
                Finding("mapping", problem, "Add category with column and map.", mapping.name, severity="error")
            )
        key = measure_of(mapping.indicator, mapping, "indicator") if mapping.indicator else default
        return *single(sheet, key or ""), []
    place = _place(sheet, mapping.category.column)
    coded = sheet.coded(place)
    measures = {label.strip().casefold(): key for label, key in _labels(mapping, default).items()}
    keys = [measures.get(text.casefold()) for text in coded.values]
    left = Counter({t: 0 for t, k in zip(coded.values, keys, strict=True) if k is None})
    for code, count in zip(*np.unique(coded.codes, return_counts=True), strict=True):
        if keys[code] is None:
            left[coded.values[code]] += int(count)
    told = [_not_mapped(sheet, place, text, count) for text, count in left.most_common(20)]
    return coded.codes, keys, told


def where(sheet: Sheet, place: PlaceColumns) -> Points | Areas:
    """Return where each record happened."""
    if place.x is not None and place.y is not None:
        return points(sheet, _place(sheet, place.x), _place(sheet, place.y), place.crs)
    if place.postcode4 is not None:
        return postcodes(sheet, _place(sheet, place.postcode4))
    if place.complex is not None:
        return areas(sheet, _place(sheet, place.complex), lambda _: None, unlisted="complex")
    return areas_of(sheet, _place(sheet, place.area or ""), place.level)


def areas_of(sheet: Sheet, column: int, level: str | None) -> Areas:
    """Return the areas in a column of codes; a code that does not say its level is one of `level` (default buurt)."""
    if level == "postcode4":
        return postcodes(sheet, column)
    if level == "complex":
        return areas(sheet, column, lambda _: None, unlisted="complex")
    return areas(sheet, column, unlisted=level or "buurt")


def postcodes(sheet: Sheet, column: int) -> Areas:
    """Return the four-digit postcode areas in a column of postcodes."""
    found = areas(sheet, column, postcode4_of, names=False)
    if found.places and all(place.level is None for place in found.places) and len(sheet) and found.findings:
        raise Refused(*(replace(finding, severity="error") for finding in found.findings[:1]))
    return found


def when(sheet: Sheet, date: DateColumns) -> Dates:
    """Return the day of each record; of a month or year its first day, with that grain."""
    if date.column is not None:
        return dates(sheet, _place(sheet, date.column), date.format)
    start, not_dated = _from_parts(sheet, date)
    by_day = date.day is not None or date.day_of_year is not None
    grain = "day" if by_day else "month" if date.month is not None else "year"
    parts = [date.year, date.month, date.day, date.day_of_year]
    return Dates(start, grain, not_dated, _undated(sheet, not_dated, parts))


def period(sheet: Sheet, told: PeriodColumns) -> Periods:
    """Return the period of each record."""
    if told.column is not None:
        return periods(sheet, _place(sheet, told.column))
    parts = [told.year, told.month, told.quarter]
    codes, distinct = _joint(sheet, parts)
    found: list[Period | None] = []
    for year, month, quarter in distinct:
        first = month if told.month is not None else quarter and quarter * 3 - 2 if told.quarter is not None else 1
        start = day_of(year, first, 1) if year is not None and first is not None else None
        grain = "month" if told.month is not None else "quarter" if told.quarter is not None else "year"
        found.append(Period(start, grain) if start else None)
    not_dated = np.array([entry is None for entry in found], bool)[codes] if found else np.zeros(len(sheet), bool)
    return Periods(codes, found, not_dated, _undated(sheet, not_dated, parts))


def _undated(sheet: Sheet, not_dated: Mask, parts: list[int | str | None]) -> list[Finding]:
    """Return a count of records that lack a part of their date, and a finding for each whose parts cannot be right."""
    places = [at for part in parts if isinstance(part, str) and (at := sheet.exact(part)) is not None]
    if not places or not not_dated.any():
        return []
    lacking = np.zeros(len(sheet), bool)
    for place in places:
        lacking |= is_blank(sheet.columns[place])
    problem = f"These parts do not make a date: {', '.join(sheet.header[place] for place in places)}."
    wrong = sheet.report(not_dated & ~lacking, places[-1], "date", problem, "Correct them.")
    return [*wrong, *count_of(sheet, int((not_dated & lacking).sum()), "not_dated", "records without a complete date")]


def _from_parts(sheet: Sheet, date: DateColumns) -> tuple[pa.Array, np.ndarray]:
    given = [date.year, date.month, date.day, date.day_of_year]
    codes, distinct = _joint(sheet, given)
    lacking = [any(g is not None and n is None for g, n in zip(given, parts, strict=True)) for parts in distinct]
    days: list[dt.date | None] = [
        None if lacks else day_from(*parts) for parts, lacks in zip(distinct, lacking, strict=True)
    ]
    if date.day_of_year is not None and date.month is not None:
        days = _in_years_of_365(distinct, days)
    start = pa.array(days, pa.date32()).take(pa.array(codes))
    return start, np.asarray(start.is_null())


def _in_years_of_365(distinct: list[tuple[int | None, ...]], days: list[dt.date | None]) -> list[dt.date | None]:
    """Number the days as if no year were a leap year, when the months in the file say that the supplier did so.

    Brandweer Twente counts 1-365 in every year: day 60 of 2004 is there 1 March, not 29 February.
    """
    common: list[dt.date | None] = []
    for year, month, _, number in distinct:
        same = day_from(2001, month, None, number)
        common.append(day_of(year, same.month, same.day) if same and year is not None else None)
    return common if sum(day is None for day in common) < sum(day is None for day in days) else days


def _joint(sheet: Sheet, parts: list[int | str | None]) -> tuple[Codes, list[tuple[int | None, ...]]]:
    """Return the distinct combinations of numbers in some columns (or given numbers), and a code per record."""
    codes = np.zeros(len(sheet), np.int64)
    lists: list[list[int | None]] = []
    for part in parts:
        place = sheet.exact(part) if isinstance(part, str) else None
        if place is None:
            lists.append([_whole(str(part)) if part is not None else None])
            continue
        coded = sheet.coded(place)
        lists.append([_whole(text) for text in coded.values])
        codes = codes * len(coded.values) + coded.codes
    used, inverse = np.unique(codes, return_inverse=True)
    return inverse.astype(np.int32), [_unfold(int(code), lists) for code in used]


def _unfold(code: int, lists: list[list[int | None]]) -> tuple[int | None, ...]:
    values: list[int | None] = []
    for options in reversed(lists):
        code, at = divmod(code, len(options))
        values.append(options[at])
    return tuple(reversed(values))


def _whole(text: str) -> int | None:
    bare = text.strip().removesuffix(".0")
    if bare.isascii() and bare.isdecimal():
        return int(bare)
    return MONTHS.get(bare.lower().rstrip("."))


def _labels(mapping: Mapping, default: str | None) -> dict[str, str]:
    """Return label -> measure."""
    if mapping.category is None:
        return {}
    result = {}
    for label, kind in mapping.category.map.items():
        if isinstance(mapping.indicator, dict):
            if kind not in mapping.indicator:
                problem = f"Key indicator: The kind {kind!r} of category.map is missing here."
                raise Refused(Finding("mapping", problem, f"Add {kind}: KEY.", mapping.name, severity="error"))
            result[label] = measure_of(mapping.indicator[kind], mapping, f"indicator.{kind}")
        elif mapping.indicator is not None or default is not None:
            result[label] = measure_of(mapping.indicator, mapping, "indicator") if mapping.indicator else default or ""
        else:
            result[label] = measure_of(kind, mapping, f"category.map.{label}")
    return result


def _not_mapped(sheet: Sheet, place: int, text: str, count: int) -> Finding:
    told = f"{count} records are of a kind that the mapping does not name, and are left out."
    return Finding("not_mapped", told, "", sheet.name, None, sheet.header[place], text, "notice")


def _place(sheet: Sheet, column: str) -> int:
    place = sheet.exact(column)
    if place is None:
        raise LookupError(column)  # open_mapped has seen to it that every mapped column is there
    return place
