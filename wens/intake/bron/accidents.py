"""Accidents as points. Parties and places stand in other files: they are looked up, so that nothing is multiplied."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wens.intake.cells import Finding, Parsed, Refused
from wens.intake.reading import Part, Sheet, read_all
from wens.intake.reading.events import RD, Dates, Points, count_of, event_cells, points
from wens.intake.reading.sheet import Mask, clean

OUTCOMES = {"UMS": "bron:damage_only", "LET": "bron:injury", "DOD": "bron:fatal"}
BICYCLE = {"64", "66"}
"""OTE_ID: 64 bicycle, 66 e-bike (BRON reference table objecttypes)."""


def joined(sheet: Sheet, parts: list[Part], personal: list[str]) -> Parsed:
    """Return the accidents of the archive: `ongevallen` with places from `puntlocaties` and parties from `partijen`."""
    where, told = _places(sheet, parts)
    cycling, parties = _cycling(sheet, parts)
    return _parsed(sheet, where, cycling, [*personal, *parties], [*told], "bron accidents")


def flat_cells(sheet: Sheet, personal: list[str], *, x: int, y: int) -> Parsed:
    """Return the accidents of one table that holds their coordinates."""
    place = sheet.find("OTE_ID")
    cycling = None
    if place is not None:
        coded = sheet.coded(place)
        cycling = coded.mask(text in BICYCLE for text in coded.values)
    return _parsed(sheet, points(sheet, x, y), cycling, personal, [], "bron points")


def _parsed(
    sheet: Sheet, where: Points, cycling: Mask | None, personal: list[str], told: list[Finding], layout: str
) -> Parsed:
    when = _years(sheet)
    place = sheet.find("AP3_CODE") or 0
    coded = sheet.coded(place)
    outcome = [OUTCOMES.get(text.upper()) for text in coded.values]
    strange = coded.mask(key is None for key in outcome)
    findings = sheet.report(strange, place, "outcome", "This outcome is not known.", "Use UMS, LET or DOD.")
    every = np.ones(len(sheet), bool)
    tables = [event_cells(sheet, _same(sheet, "bron:accidents"), every, when, where)]
    measure = pa.DictionaryArray.from_arrays(pa.array(coded.codes), pa.array(outcome, pa.string())).cast(pa.string())
    tables.append(event_cells(sheet, measure, ~strange, when, where))
    if cycling is not None:
        hurt = coded.mask(key in ("bron:injury", "bron:fatal") for key in outcome)
        tables.append(event_cells(sheet, _same(sheet, "bron:cycle_injury"), cycling & hurt, when, where))
    return Parsed(
        cells=pa.concat_tables(tables),
        findings=[*sheet.findings, *told, *when.findings, *where.findings, *findings],
        layout=layout,
        rows=len(sheet),
        not_dated=int(when.not_dated.sum()),
        not_placeable=int(where.unknown.sum()),
        crs=where.crs,
        personal_columns=personal,
        incidents=True,
    )


def _years(sheet: Sheet) -> Dates:
    """Only the year of an accident is open data."""
    place = sheet.find("JAAR_VKL") or 0
    coded = sheet.coded(place)
    years = [int(text[:4]) if text.removesuffix(".0").isdecimal() and len(text) >= 4 else None for text in coded.values]
    days = [dt.date(year, 1, 1) if year and 1976 <= year <= 2099 else None for year in years]
    blank = coded.mask(text in ("", "NULL") for text in coded.values)
    not_dated = coded.mask(day is None for day in days)
    findings = sheet.report(not_dated & ~blank, place, "date", "This is no year.", "Correct the year.")
    findings += count_of(sheet, int(blank.sum()), "not_dated", "records without a year", sheet.header[place])
    return Dates(coded.spread(days, pa.date32()), "year", not_dated, findings)


def _places(sheet: Sheet, parts: list[Part]) -> tuple[Points, list[Finding]]:
    located = _table(parts, sheet.name, "FK_VELD5", ("X_COORD", "Y_COORD"), "puntlocaties (FK_VELD5, X_COORD, Y_COORD)")
    spots = points(located, located.find("X_COORD") or 0, located.find("Y_COORD") or 0, RD)
    place = sheet.find("FK_VELD5") or 0
    at = _look_up(_keys(sheet, place), _keys(located, located.find("FK_VELD5") or 0))
    found = (at >= 0) & ~spots.unknown[np.maximum(at, 0)] if len(located) else np.zeros(len(sheet), bool)
    x = np.where(found, spots.x[np.maximum(at, 0)], np.nan) if len(located) else np.full(len(sheet), np.nan)
    y = np.where(found, spots.y[np.maximum(at, 0)], np.nan) if len(located) else np.full(len(sheet), np.nan)
    told = count_of(sheet, int((~found).sum()), "not_placeable", "accidents without a point", sheet.header[place])
    return Points(x, y, RD, ~found, told), [f for f in spots.findings if f.severity != "notice"]


def _cycling(sheet: Sheet, parts: list[Part]) -> tuple[Mask | None, list[str]]:
    """Return for each accident whether a bicycle took part: one answer, however many parties there were."""
    try:
        parties = _table(parts, sheet.name, "VKL_NUMMER", ("OTE_ID",), "partijen")
    except Refused:
        return None, []
    coded = parties.coded(parties.find("OTE_ID") or 0)
    bicycles = coded.mask(text.removesuffix(".0") in BICYCLE for text in coded.values)
    involved = _keys(parties, parties.find("VKL_NUMMER") or 0).filter(pa.array(bicycles))
    mask = pc.is_in(_keys(sheet, sheet.find("VKL_NUMMER") or 0), value_set=involved)
    left_out = [title for title in parties.header if clean(title).upper() not in ("VKL_NUMMER", "OTE_ID", "PTJ_ID")]
    return np.asarray(mask.to_numpy(zero_copy_only=False), bool), left_out


def _table(parts: list[Part], name: str, key: str, columns: tuple[str, ...], what: str) -> Sheet:
    def accepts(header: list[str]) -> bool:
        probe = Sheet("", header, [])
        wanted = all(probe.find(title) is not None for title in (key, *columns))
        return wanted and probe.find("AP3_CODE") is None

    try:
        return read_all(parts, name, accepts=accepts, known=(), source="bron", others=False).known[0]
    except Refused as refusal:
        if any(finding.code != "unknown_layout" for finding in refusal.findings):
            raise
        problem = f"The archive holds no {what}."
        raise Refused(
            Finding("incomplete", problem, "Deliver the whole BRON archive.", name, severity="error")
        ) from None


def _keys(sheet: Sheet, place: int) -> pa.Array:
    column = pc.utf8_trim_whitespace(sheet.columns[place].cast(pa.string()))
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _look_up(wanted: pa.Array, among: pa.Array) -> npt.NDArray[np.int64]:
    """Return for each wanted key the first place where it stands, -1 when nowhere."""
    at = pc.index_in(wanted, value_set=among)
    return np.asarray(pc.fill_null(at, -1).to_numpy(zero_copy_only=False), np.int64)


def _same(sheet: Sheet, measure: str) -> pa.Array:
    return pa.repeat(pa.scalar(measure, pa.string()), len(sheet))
