"""Housing nuisance: reports of housing associations, one per row or counted, per complex, postcode or buurt."""

from __future__ import annotations

from wens.intake.cells import Parsed
from wens.intake.counts.parse import counts_in, read_counts
from wens.intake.definitions import Source, source
from wens.intake.incidents.parse import incidents_in, read_incidents
from wens.intake.mapping import Mapping, mapping_of
from wens.intake.merging import merged
from wens.intake.opening import open_tables
from wens.intake.outcome import outcome
from wens.intake.reading import Sheet

MEASURE = "nuisance:housing_reports"
PLACES = {
    "complex": ("complex", "complexcode", "complexnummer", "complex_nr", "complex_id"),
    "postcode4": ("postcode", "postcode4", "pc4", "pc6"),
    "buurt": ("buurtcode", "bu_code", "wijkcode", "wk_code"),
}
COUNT = ("aantal", "meldingen", "aantal meldingen", "aantal overlastmeldingen", "overlastmeldingen")
PERIOD = ("periode", "perioden")
YEAR, MONTH, QUARTER = ("jaar", "year"), ("maand", "month"), ("kwartaal", "quarter")
DATE = ("datum", "datum melding", "meldingsdatum", "melddatum", "date")


@outcome
def parse(data: bytes, *, name: str, mapping: Mapping | None = None) -> Parsed:
    """Return the reports of a file; with a mapping as it tells, else from the usual column names."""
    definition = source("woonoverlast")
    if mapping is not None:
        one_by_one = mapping.date is not None or mapping.place is not None
        return (read_incidents if one_by_one else read_counts)(data, name, mapping, definition, MEASURE)
    tables = open_tables(data, name, definition, _accepts)
    return merged(name, [_parsed(sheet, personal, definition) for sheet, personal in tables])


def _parsed(sheet: Sheet, personal: list[str], definition: Source) -> Parsed:
    mapping = mapping_of(_layout(sheet), definition.key)
    return (counts_in if mapping.date is None else incidents_in)(sheet, personal, mapping, definition, MEASURE)


def _accepts(header: list[str]) -> bool:
    probe = Sheet("", header, [])
    placed = any(probe.find(*names) is not None for names in PLACES.values())
    counted = probe.find(*COUNT) is not None and probe.find(*PERIOD, *YEAR) is not None
    return placed and (counted or probe.find(*DATE) is not None)


def _layout(sheet: Sheet) -> dict[str, object]:
    level, place = next((level, at) for level, names in PLACES.items() if (at := sheet.find(*names)) is not None)
    count, title = sheet.find(*COUNT), sheet.header[place]
    if count is None:
        key = "area" if level == "buurt" else level
        return {"date": {"column": sheet.header[sheet.find(*DATE) or 0]}, "place": {key: title}}
    period = sheet.find(*PERIOD)
    when = {"column": sheet.header[period]} if period is not None else _parts(sheet)
    return {"area": {"column": title, "level": level}, "period": when, "value": {"column": sheet.header[count]}}


def _parts(sheet: Sheet) -> dict[str, str]:
    parts = {"year": YEAR, "month": MONTH, "quarter": QUARTER}
    return {key: sheet.header[at] for key, names in parts.items() if (at := sheet.find(*names)) is not None}
