"""Misdaad in kaart: one burglary per row with postcode, day and kind. Equal rows are different burglaries."""

from __future__ import annotations

from dataclasses import replace

from wens.intake.cells import Parsed
from wens.intake.definitions import Source, source
from wens.intake.incidents.parse import incidents_in
from wens.intake.mapping import Mapping, mapping_of
from wens.intake.merging import merged
from wens.intake.opening import open_tables
from wens.intake.outcome import outcome
from wens.intake.reading import Sheet
from wens.intake.reading.sheet import base_name

POSTCODE = ("Postcode", "PC4", "Postcode4", "Postcodegebied")
DATE = ("Datum", "Date", "Pleegdatum")
KIND = ("Soort", "Type", "Delict", "Soort misdrijf", "Category")


@outcome
def parse(data: bytes, *, name: str) -> Parsed:
    """Return one cell per burglary (completed or attempted), area = four-digit postcode."""
    definition = source("misdaad_in_kaart")
    tables = open_tables(data, name, definition, _accepts)
    results = [incidents_in(sheet, personal, _mapping(sheet, definition), definition) for sheet, personal in tables]
    return replace(merged(name, results), layout="misdaad_in_kaart")


def _accepts(header: list[str]) -> bool:
    probe = Sheet("", header, [])
    return all(probe.find(*names) is not None for names in (POSTCODE, DATE, KIND))


def _mapping(sheet: Sheet, definition: Source) -> Mapping:
    postcode, date, kind = (sheet.header[sheet.find(*names) or 0] for names in (POSTCODE, DATE, KIND))
    labels = {base_name(label): measure.key for measure in definition.measures for label in measure.columns}
    written = sheet.coded(sheet.find(*KIND) or 0).values
    found = {text: labels[base_name(text)] for text in written if base_name(text) in labels}
    return mapping_of(
        {
            "date": {"column": date},
            "place": {"postcode4": postcode},
            "category": {"column": kind, "map": found or {"Woninginbraak": "misdaad:burglary"}},
        },
        definition.key,
    )
