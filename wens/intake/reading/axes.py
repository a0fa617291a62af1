"""The two axes of every statistical table: where and when. One look-up per distinct text, then whole columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wens.intake.cells import UNKNOWN_AREA, Finding, Refused
from wens.intake.reading.calendar import Period, period_of
from wens.intake.reading.places import OTHER_REGION, Place, place_of
from wens.intake.reading.sheet import Coded, Mask, Sheet

Codes = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Areas:
    """Per record a code into `places`; `other` marks records of regions that we do not use (provinces and the like)."""

    codes: Codes
    places: list[Place]
    other: Mask
    unknown: Mask
    findings: list[Finding] = field(default_factory=list)

    def area(self, keep: Mask | slice = slice(None)) -> pa.Array:
        return _spread(self.codes[keep], [place.code for place in self.places])

    def level(self, keep: Mask | slice = slice(None)) -> pa.Array:
        return _spread(self.codes[keep], [place.level for place in self.places])


@dataclass(frozen=True)
class Periods:
    """Per record a code into `periods` (None: not datable)."""

    codes: Codes
    periods: list[Period | None]
    not_dated: Mask
    findings: list[Finding] = field(default_factory=list)

    def start(self, keep: Mask | slice = slice(None)) -> pa.Array:
        starts: list[dt.date | None] = [period.start if period else None for period in self.periods]
        return pa.array(starts, pa.date32()).take(pa.array(self.codes[keep]))

    def grain(self, keep: Mask | slice = slice(None)) -> pa.Array:
        return _spread(self.codes[keep], [period.grain if period else None for period in self.periods])

    def provisional(self) -> Mask:
        flags = np.array([bool(period and period.provisional) for period in self.periods], bool)
        return flags[self.codes] if len(flags) else np.zeros(len(self.codes), bool)


def areas(
    sheet: Sheet, column: int, read: Callable[[str], Place | None] = place_of, *, names: bool = True, unlisted: str = ""
) -> Areas:
    """Return where each record belongs.

    names: refuse a column that holds names instead of codes, since names of wijken are not unique. unlisted: the level
    of codes that say nothing about their level (complexes, codes of other countries); then every text is a code.
    """
    coded = sheet.coded(column)
    found = [read(text) for text in coded.values]
    if unlisted:
        found = [
            place or (Place(text, unlisted) if text else None) for place, text in zip(found, coded.values, strict=True)
        ]
    strange = [bool(text) and place is None for place, text in zip(found, coded.values, strict=True)]
    if names and sum(strange) * 2 > len(strange):
        raise Refused(_names(sheet, column, coded, strange))
    places = [place or Place(UNKNOWN_AREA, None) for place in found]
    wrong = coded.mask(strange)
    findings = sheet.report(wrong, column, "area_code", "This is no code of an area.", "Correct the code.")
    other = coded.mask(place.level == OTHER_REGION for place in places)
    unknown = coded.mask(place.code == UNKNOWN_AREA for place in places)
    findings += _counted(
        sheet, column, unknown & ~wrong, "not_placeable", "records of a place that the supplier does not know"
    )
    findings += _counted(
        sheet, column, other, "other_region", "records of other regions (provinces and the like), left out"
    )
    return Areas(coded.codes, places, other, unknown, findings)


def area_column(sheet: Sheet, *names: str) -> int | None:
    """Return the first of the named columns that holds codes of areas; else the first that is there, or None.

    An export with labels may have the codes in another column (StatLine: `Regioaanduiding/Codering`).
    """
    first: int | None = None
    for name in names:
        place = sheet.find(name)
        texts = [text for text in sheet.coded(place).values if text] if place is not None else []
        if texts and sum(place_of(text) is not None for text in texts) * 2 > len(texts):
            return place
        first = place if first is None else first
    return first


def periods(sheet: Sheet, column: int) -> Periods:
    """Return when each record happened, from a column of period keys or labels."""
    coded = sheet.coded(column)
    found = [period_of(text) for text in coded.values]
    if column in sheet.date_columns:
        found = _months_of_a_spreadsheet(found)
    strange = [bool(text) and period is None for period, text in zip(found, coded.values, strict=True)]
    if sum(strange) * 2 > len(strange):
        first = int(np.flatnonzero(coded.mask(strange))[0])
        remedy = "Write 2023JJ00, 2023MM01, 2023KW01, or 2023, 2023-01, 2023-Q1."
        problem = "This column does not hold periods that we can read."
        raise Refused(_at(sheet, column, first, "period", problem, remedy))
    wrong = coded.mask(strange)
    findings = sheet.report(wrong, column, "period", "This is no period.", "Correct it, for instance 2023MM01.")
    return Periods(coded.codes, found, coded.mask(period is None for period in found), findings)


def _months_of_a_spreadsheet(found: list[Period | None]) -> list[Period | None]:
    """A spreadsheet makes the date 1 January 2023 of `jan-23`: first days of months only are months, not days."""
    days = [period for period in found if period and period.grain == "day"]
    if any(period.start.day != 1 for period in days):
        return found
    return [period._replace(grain="month") if period and period.grain == "day" else period for period in found]


def one_period(sheet: Sheet, period: Period) -> Periods:
    """Return the same period for every record."""
    none = np.zeros(len(sheet), bool)
    return Periods(none.astype(np.int32), [period], none)


def _spread(codes: Codes, texts: list[str | None] | list[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(texts, pa.string())).cast(pa.string())


def _counted(sheet: Sheet, column: int, mask: Mask, code: str, what: str) -> list[Finding]:
    count = int(mask.sum())
    title = sheet.header[column]
    return [Finding(code, f"{count} {what}.", "", sheet.name, column=title, severity="notice")] if count else []


def _names(sheet: Sheet, column: int, coded: Coded, strange: list[bool]) -> Finding:
    first = int(np.flatnonzero(coded.mask(strange))[0])
    problem = "The column holds names; names of wijken and buurten are not unique."
    return _at(sheet, column, first, "names", problem, "Export again with codes (GM…, WK…, BU…) instead of names.")


def _at(sheet: Sheet, column: int, index: int, code: str, problem: str, remedy: str) -> Finding:
    row, value = int(sheet.numbers[index]), sheet.text_at(column, index)
    return Finding(code, problem, remedy, sheet.name, row, sheet.header[column], value, "error")
