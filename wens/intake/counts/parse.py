"""Counts per area and period: long (one value column) or wide (a column per indicator), as the mapping tells."""

from __future__ import annotations

import re

import pyarrow as pa

from wens.intake.cells import Finding, Parsed, Refused
from wens.intake.definitions import Source, source
from wens.intake.incidents.parse import needs_mapping
from wens.intake.mapped import areas_of, kinds, open_mapped, period
from wens.intake.mapping import Mapping, ValueColumn, measure_of
from wens.intake.merging import merged
from wens.intake.outcome import outcome
from wens.intake.reading import Sheet
from wens.intake.reading.axes import Areas, Codes, Periods
from wens.intake.reading.numbers import Kind, checked, numbers
from wens.intake.reading.series import Series, single


@outcome
def parse(data: bytes, *, name: str, mapping: Mapping | None = None) -> Parsed:
    """Return the cells of a table of counts. Without a mapping: an error that shows one."""
    if mapping is None:
        raise Refused(needs_mapping(name, "area, period, value and indicator"))
    return read_counts(data, name, mapping, source("counts"))


def read_counts(data: bytes, name: str, mapping: Mapping, definition: Source, default: str | None = None) -> Parsed:
    """Return the counts of a file. default: the measure when the mapping names no indicator. Raises Refused."""
    mapping.require("area", "period", *(() if mapping.values else ("value",)))
    tables = open_mapped(data, name, definition, mapping, _columns(mapping))
    return merged(name, [counts_in(sheet, personal, mapping, definition, default) for sheet, personal in tables])


def counts_in(
    sheet: Sheet, personal: list[str], mapping: Mapping, definition: Source, default: str | None = None
) -> Parsed:
    """Return the counts of one table that has all mapped columns. Raises Refused."""
    area, told = mapping.area, mapping.period
    if area is None or told is None:
        raise Refused(needs_mapping(sheet.name, "area and period"))
    place, times = areas_of(sheet, sheet.exact(area.column) or 0, area.level), period(sheet, told)
    cells, findings = _values(sheet, mapping, place, times, default)
    return Parsed(
        cells=cells,
        findings=[*sheet.findings, *place.findings, *times.findings, *findings],
        layout=f"{definition.key} by mapping",
        rows=len(sheet),
        not_dated=int(times.not_dated.sum()),
        not_placeable=int(place.unknown.sum()),
        division=area.generation,
        personal_columns=personal,
    )


def kind_of(measure: str) -> Kind:
    """Return what kind of number a measure is, from the end of its key."""
    if measure.endswith("_percent"):
        return "percent"
    return "score" if re.search(r"_(score|mark|km|class)$", measure) else "stock"


def _values(
    sheet: Sheet, mapping: Mapping, where: Areas, when: Periods, default: str | None
) -> tuple[pa.Table, list[Finding]]:
    tables, findings = [], []
    if mapping.values:
        for column, key in mapping.values.items():
            measure = measure_of(key, mapping, f"values.{column}")
            value = ValueColumn(column=column, missing=mapping.value.missing if mapping.value else ("", "."))
            cells, told = _series(sheet, value, where, when, single(sheet, measure), kind_of(measure))
            tables.append(cells)
            findings += told
    else:
        codes, keys, findings = kinds(sheet, mapping, default)
        named = {kind_of(key) for key in keys if key}
        kind: Kind = named.pop() if len(named) == 1 else "stock"
        cells, told = _series(sheet, mapping.value or ValueColumn(column=""), where, when, (codes, keys), kind)
        tables.append(cells)
        findings += told
    return pa.concat_tables(tables), findings


def _series(
    sheet: Sheet, value: ValueColumn, where: Areas, when: Periods, measures: tuple[Codes, list[str | None]], kind: Kind
) -> tuple[pa.Table, list[Finding]]:
    column = sheet.exact(value.column) or 0
    whole = kind in ("count", "stock")
    found = numbers(sheet, column, whole=whole, decimal=value.decimal, missing=value.missing)
    found, wrong = checked(found, sheet, column, kind)
    cells, doubles = Series(sheet, where, when, found, column, *measures).cells()
    return cells, [*wrong, *doubles]


def _columns(mapping: Mapping) -> dict[str, str]:
    found: dict[str, str] = {}
    for part, fields in (
        ("area", ("column",)),
        ("period", ("column", "year", "month", "quarter")),
        ("value", ("column",) if not mapping.values else ()),
        ("category", ("column",)),
    ):
        block = getattr(mapping, part)
        for key in fields:
            value = getattr(block, key, None)
            if isinstance(value, str) and not (part == "period" and value.isdecimal()):
                found[f"{part}.{key}"] = value
    return found | {f"values.{column}": column for column in mapping.values or {}}
