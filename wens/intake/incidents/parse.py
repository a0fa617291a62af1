"""One incident per row: when, where and what kind it was, as the mapping tells."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from wens.intake.cells import Finding, Parsed, Refused
from wens.intake.definitions import Source, source
from wens.intake.mapped import kinds, open_mapped, when, where
from wens.intake.mapping import Mapping
from wens.intake.merging import merged
from wens.intake.outcome import outcome
from wens.intake.reading import Sheet
from wens.intake.reading.events import Points, event_cells


@outcome
def parse(data: bytes, *, name: str, mapping: Mapping | None = None) -> Parsed:
    """Return one cell per incident of a kind that the mapping names. Without a mapping: an error that shows one."""
    if mapping is None:
        raise Refused(needs_mapping(name, "date, place, category and indicator"))
    return read_incidents(data, name, mapping, source("incidents"))


def read_incidents(data: bytes, name: str, mapping: Mapping, definition: Source, default: str | None = None) -> Parsed:
    """Return the incidents of a file. default: the measure when the mapping names no indicator. Raises Refused."""
    mapping.require("date", "place")
    tables = open_mapped(data, name, definition, mapping, _columns(mapping))
    return merged(name, [incidents_in(sheet, personal, mapping, definition, default) for sheet, personal in tables])


def incidents_in(
    sheet: Sheet, personal: list[str], mapping: Mapping, definition: Source, default: str | None = None
) -> Parsed:
    """Return the incidents of one table that has all mapped columns. Raises Refused."""
    date, place = mapping.date, mapping.place
    if date is None or place is None:
        raise Refused(needs_mapping(sheet.name, "date and place"))
    codes, keys, told = kinds(sheet, mapping, default)
    happened = when(sheet, date)
    spot = where(sheet, place)
    measure = pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(keys, pa.string())).cast(pa.string())
    keep = np.array([key is not None for key in keys], bool)[codes] if keys else np.zeros(0, bool)
    return Parsed(
        cells=event_cells(sheet, measure, keep, happened, spot),
        findings=[*sheet.findings, *told, *happened.findings, *spot.findings],
        layout=f"{definition.key} by mapping",
        rows=len(sheet),
        not_dated=int((happened.not_dated & keep).sum()),
        not_placeable=int((spot.unknown & keep).sum()),
        division=place.generation,
        crs=spot.crs if isinstance(spot, Points) else None,
        personal_columns=personal,
        incidents=True,
    )


def needs_mapping(name: str, keys: str) -> Finding:
    """Return the error that a file cannot be read without a mapping."""
    problem = "This source is read as a mapping file tells, and there is none."
    return Finding("mapping", problem, f"Add --mapping FILE.yaml with {keys}.", name, severity="error")


def _columns(mapping: Mapping) -> dict[str, str]:
    """Return key of the mapping -> column in the file, for every column that is named."""
    found: dict[str, str] = {}
    for part, fields in (
        ("date", ("column", "year", "month", "day", "day_of_year")),
        ("place", ("x", "y", "area", "postcode4", "complex")),
        ("category", ("column",)),
    ):
        block = getattr(mapping, part)
        for key in fields:
            value = getattr(block, key, None)
            if isinstance(value, str) and not (part == "date" and value.isdecimal()):
                found[f"{part}.{key}"] = value
    return found
