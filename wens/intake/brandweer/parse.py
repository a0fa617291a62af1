"""Fires, one per row: a date (or year, month and day of the year), coordinates or the code of an area, and a kind."""

from __future__ import annotations

import re
from dataclasses import replace

from wens.intake.cells import Finding, Parsed, Refused
from wens.intake.definitions import source
from wens.intake.incidents.parse import incidents_in, read_incidents
from wens.intake.mapping import Mapping, mapping_of
from wens.intake.merging import merged
from wens.intake.opening import open_tables
from wens.intake.outcome import outcome
from wens.intake.reading import Sheet

DATE = (
    "Datum",
    "Date",
    "Incidentdatum",
    "Datum incident",
    "Datum melding",
    "Meldingsdatum",
    "Datumtijd",
    "Datum start",
)
YEAR, MONTH = ("Jaar", "Year"), ("Maand", "Month")
DAY, DAY_OF_YEAR = ("Dag", "Day"), ("day_of_year", "dag_van_het_jaar", "dagnummer", "dag_nr")
X = ("x", "x_rd", "rd_x", "x_coord", "x_coordinaat", "xcoordinaat", "lon", "longitude", "lengtegraad")
Y = ("y", "y_rd", "rd_y", "y_coord", "y_coordinaat", "ycoordinaat", "lat", "latitude", "breedtegraad")
AREA = ("buurtcode", "bu_code", "buurt_code", "wijkcode", "wk_code", "gemeentecode", "gm_code")
POSTCODE = ("postcode4", "pc4", "postcode", "postcodegebied")
KIND = (
    "Soort",
    "Type",
    "Incidenttype",
    "Soort incident",
    "Classificatie",
    "Meldingsclassificatie",
    "Categorie",
    "Soort brand",
)

_KINDS = (  # first form that fits decides; what is no fire is left out
    (None, r"loos|nacontrole|automatisch|\boms\b|assist|hulpverlening|oefening"),
    ("fire:chimney", r"schoorsteen"),
    ("fire:outdoor", r"buiten|container|afval|berm|natuur|bos|heide|gras|auto|voertuig|scooter|vreugdevuur"),
    ("fire:dwelling", r"woning|woon|huis|flat|appartement|portiek"),
    ("fire:other", r"brand|fire|vuur"),
)


@outcome
def parse(data: bytes, *, name: str, mapping: Mapping | None = None) -> Parsed:
    """Return one cell per fire; with a mapping as it tells, else from the usual column names."""
    definition = source("brandweer")
    if mapping is not None:
        return read_incidents(data, name, mapping, definition)
    tables = open_tables(data, name, definition, _accepts)
    layouts = [mapping_of(_layout(sheet), definition.key) for sheet, _ in tables]
    results = [incidents_in(*table, layout, definition) for table, layout in zip(tables, layouts, strict=True)]
    return replace(merged(name, results), layout="brandweer")


def kind_of(text: str) -> str | None:
    """Return the measure that a description of an incident stands for, None when it is no fire."""
    return next((key for key, form in _KINDS if re.search(form, text, re.IGNORECASE)), None)


def _accepts(header: list[str]) -> bool:
    probe = Sheet("", header, [])
    dated = probe.find(*DATE) is not None or probe.find(*YEAR) is not None
    placed = (probe.find(*X) is not None and probe.find(*Y) is not None) or probe.find(*AREA, *POSTCODE) is not None
    counted = probe.find("aantal", "count", "number") is not None  # counts per area belong to the source `counts`
    return dated and placed and not counted


def _layout(sheet: Sheet) -> dict[str, object]:
    layout: dict[str, object] = {"date": _date(sheet), "place": _place(sheet)}
    column = sheet.find(*KIND)
    if column is None:
        return layout | {"indicator": _kind_in(sheet.name)}
    kinds = {text: key for text in sheet.coded(column).values if (key := kind_of(text))}
    if not kinds:
        problem = "None of the kinds in this column is a fire that we know."
        remedy = "Give a mapping file with category and indicator (--mapping)."
        raise Refused(Finding("kind", problem, remedy, sheet.name, column=sheet.header[column], severity="error"))
    return layout | {"category": {"column": sheet.header[column], "map": kinds}}


def _date(sheet: Sheet) -> dict[str, str]:
    column = sheet.find(*DATE)
    if column is not None:
        return {"column": sheet.header[column]}
    parts = {"year": YEAR, "month": MONTH, "day": DAY, "day_of_year": DAY_OF_YEAR}
    return {key: sheet.header[at] for key, names in parts.items() if (at := sheet.find(*names)) is not None}


def _place(sheet: Sheet) -> dict[str, object]:
    x, y = sheet.find(*X), sheet.find(*Y)
    if x is not None and y is not None:
        return {"x": sheet.header[x], "y": sheet.header[y]}
    area = sheet.find(*AREA)
    if area is None:
        return {"postcode4": sheet.header[sheet.find(*POSTCODE) or 0]}
    year = re.search(r"_(20\d\d)$", sheet.header[area].strip())
    return {"area": sheet.header[area]} | ({"generation": int(year[1])} if year else {})


def _kind_in(name: str) -> str:
    kind = kind_of(name)
    if kind in (None, "fire:other"):
        problem = "No column says what kind of fire each row is, and the file name does not either."
        remedy = "Add a column Soort, name the file for what it holds (woningbranden_2024.csv), or give a mapping."
        raise Refused(Finding("kind", problem, remedy, name, severity="error"))
    return kind or ""
