"""Police tables: one row per type of crime (or nuisance), area and period; totals stand among their parts."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from wens.intake.cells import Finding, Parsed, Refused
from wens.intake.definitions import Source, source
from wens.intake.merging import merged
from wens.intake.opening import open_tables
from wens.intake.outcome import outcome
from wens.intake.reading import Sheet
from wens.intake.reading.axes import area_column, areas, periods
from wens.intake.reading.events import count_of
from wens.intake.reading.numbers import checked, numbers
from wens.intake.reading.series import Series
from wens.intake.reading.sheet import Coded
from wens.intake.reading.sums import level_sums, with_total_checked

TYPE = ("SoortMisdrijf", "Soort misdrijf", "Misdrijven")
NUISANCE_TYPE = ("Overlast", "Soort overlast", "SoortOverlast")
AREA = ("WijkenEnBuurten", "Wijken en buurten", "RegioS", "Regio's", "Regio", "Regiocode")
PERIOD = ("Perioden", "Periode", "Periods")
VALUE = (
    "GeregistreerdeMisdrijven",
    "Geregistreerde misdrijven",
    "Totaal geregistreerde misdrijven",
    "Misdrijven (aantal)",
)
NUISANCE_VALUE = ("GeregistreerdeOverlast", "Geregistreerde overlast", "Registraties overlast", "Overlast (aantal)")

_CODE = re.compile(r"([0-3]\.\d{1,2}\.\d{1,2})(\s.*)?")
_NUISANCE = (  # first word that fits decides
    ("total", r"totaal"),
    ("youth", r"jeugd|jongeren"),
    ("confused", r"verward|overspannen|onbegrepen"),
    ("drugs_alcohol", r"drank|alcohol|drug"),
    ("neighbours", r"buren"),
    ("noise", r"geluid"),
    ("homeless", r"zwerver|dakloze"),
    ("fireworks", r"vuurwerk"),
)


@outcome
def parse(data: bytes, *, name: str) -> Parsed:
    """Return the cells of a police table (portal CSV, OData CSV, OData JSON, Excel); never raises."""
    definition = source("politie")
    tables = open_tables(data, name, definition, _accepts)
    return merged(name, [_parsed(sheet, personal, definition) for sheet, personal in tables])


def _parsed(sheet: Sheet, personal: list[str], definition: Source) -> Parsed:
    nuisance = sheet.find(*TYPE) is None
    kinds, place, when, value = _columns(sheet, nuisance)
    where, times = areas(sheet, place), periods(sheet, when)
    portal = sheet.separator == ";" or sheet.find("WijkenEnBuurten") is None
    found = numbers(sheet, value, whole=True, blank="not_applicable" if portal else "unknown")
    found, findings = checked(found, sheet, value, "count")
    keys, told = _measures(sheet, kinds, nuisance, definition)
    status = _provisional(sheet)
    if status is not None:
        found = replace(found, provisional=found.provisional | status)
    coded = sheet.coded(kinds)
    series = Series(sheet, where, times, found, value, coded.codes, keys)
    series, totals = with_total_checked(series, "nuisance:total" if nuisance else "police:0.0.0")
    series, hidden = _hidden(series, definition)
    cells, doubles = series.cells()
    checks = [*doubles, *totals, *hidden, *level_sums(series)]
    return Parsed(
        cells=cells,
        findings=[*sheet.findings, *where.findings, *times.findings, *told, *findings, *checks],
        layout=f"politie {'nuisance' if nuisance else 'crime'} {'portal' if portal else 'odata'}",
        rows=len(sheet),
        not_dated=int(times.not_dated.sum()),
        not_placeable=int(where.unknown.sum()),
        personal_columns=personal,
    )


def _accepts(header: list[str]) -> bool:
    probe = Sheet("", header, [])
    crime = probe.find(*TYPE) is not None and probe.find(*VALUE) is not None
    nuisance = probe.find(*NUISANCE_TYPE) is not None and probe.find(*NUISANCE_VALUE) is not None
    return (crime or nuisance) and probe.find(*AREA) is not None and probe.find(*PERIOD) is not None


def _columns(sheet: Sheet, nuisance: bool) -> tuple[int, int, int, int]:
    wanted = (NUISANCE_TYPE, PERIOD, NUISANCE_VALUE) if nuisance else (TYPE, PERIOD, VALUE)
    kinds, when, value = (sheet.find(*names) or 0 for names in wanted)
    return kinds, area_column(sheet, *AREA) or 0, when, value


def _measures(sheet: Sheet, column: int, nuisance: bool, definition: Source) -> tuple[list[str | None], list[Finding]]:
    coded = sheet.coded(column)
    if column in sheet.date_columns or any(
        re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{2,4}", t) for t in coded.values
    ):
        raise Refused(_turned_into_dates(sheet, column, coded))
    known = {measure.key for measure in definition.measures}
    labels = {measure.name.nl.lower(): measure.key for measure in definition.measures}
    keys = [
        _nuisance(text, known) if nuisance else _crime(text, known) or labels.get(text.lower()) for text in coded.values
    ]
    strange = coded.mask(key is None for key in keys)
    problem = "This type of crime is not known." if not nuisance else "This type of nuisance is not known."
    remedy = "Use the code of table 47018NED, for instance 1.1.1."
    return list(keys), sheet.report(strange, column, "type", problem, remedy)


def _hidden(series: Series, definition: Source) -> tuple[Series, list[Finding]]:
    """Return the series in which what is hidden for fear of disclosure is missing: a zero there is not a zero."""
    secret = {measure.key for measure in definition.measures if measure.hidden_below}
    kinds = np.array([key in secret for key in series.keys], bool)[series.measures]
    small = np.array([place.level in ("wijk", "buurt") for place in series.areas.places], bool)[series.areas.codes]
    zero = kinds & small & (series.numbers.values == 0)
    told = "zeros of types that are hidden in wijken and buurten; they are unknown, not zero"
    findings = count_of(series.sheet, int(zero.sum()), "hidden", told, series.sheet.header[series.column])
    return (replace(series, numbers=series.numbers.without(zero)), findings) if zero.any() else (series, findings)


def _crime(text: str, known: set[str]) -> str | None:
    found = _CODE.fullmatch(text)
    code = found[1] if found else ("0.0.0" if text.lower().startswith("totaal misdrijven") else "")
    return f"police:{code}" if f"police:{code}" in known else None


def _nuisance(text: str, known: set[str]) -> str | None:
    for kind, words in _NUISANCE:
        if re.search(words, text, re.IGNORECASE):
            return f"nuisance:{kind}" if f"nuisance:{kind}" in known else None
    return "nuisance:other" if text else None


def _turned_into_dates(sheet: Sheet, column: int, coded: Coded) -> Finding:
    dates = coded.mask(bool(re.search(r"\d{1,4}-\d{1,2}-\d{1,4}", text)) for text in coded.values)
    first = int(np.flatnonzero(dates)[0]) if dates.any() else 0
    return Finding(
        "type_as_date",
        "A spreadsheet has turned codes such as 1.1.1 into dates; the codes are lost.",
        "Import the file as it was downloaded, without opening it in a spreadsheet first.",
        sheet.name,
        int(sheet.numbers[first]),
        sheet.header[column],
        sheet.text_at(column, first),
        "error",
    )


def _provisional(sheet: Sheet) -> np.ndarray | None:
    """Return which records a column Status calls provisional, or None when there is no such column."""
    place = sheet.find("Status", "Perioden_Status")
    if place is None:
        return None
    coded = sheet.coded(place)
    return coded.mask("voorlopig" in text.lower() for text in coded.values)
