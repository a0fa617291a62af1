"""The figures to take along: CSV, Excel and JSON with the columns of the command line."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from django.utils.translation import gettext as _

from wens.figures.rows import CSV_COLUMNS, FigureRow
from wens.publication.data import Edition
from wens.publication.method import explanation
from wens.publication.pages.area import edition_words, language
from wens.publication.sources import credit, used_sources
from wens.render.sheets import Cell, csv_bytes, records, xlsx_bytes

Form = Literal["csv", "xlsx", "json"]
TYPES: dict[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


Notes = Mapping[str, str]
COLUMN_WORDS = {
    "area_code": "Code van het gebied",
    "area_name": "Naam van het gebied",
    "level": "Soort gebied: gemeente, stadsdeel, local_wijk, wijk (CBS) of buurt",
    "generation": "Jaar van de indeling",
    "indicator": "Sleutel van het onderwerp",
    "period": "Periode: 2023, 2023-Q1 of 2023-01",
    "count": "Aantal",
    "denominator": "Waardoor is gedeeld",
    "value": "Het cijfer",
    "low": "Ondergrens van de marge van 95 procent",
    "high": "Bovengrens van de marge van 95 procent",
    "unit": "Eenheid van het cijfer",
    "comparison": "Hetzelfde cijfer van de hele gemeente",
    "flags": "Wat u erbij moet weten, gescheiden door een puntkomma; bij een leeg vakje: waarom",
    "edition": "Nummer van de uitgave",
    "snapshot": "Nummers van de leveringen waaruit is geteld",
}


def figures_file(form: str, rows: Iterable[FigureRow], edition: Edition, *, about: Notes | None = None) -> bytes:
    """Write figures in one of the forms. ``about``: what must be read with them. Raises KeyError for another form."""
    cells = (_cells(row, edition) for row in rows)
    if form == "csv":
        return csv_bytes(CSV_COLUMNS, cells)
    writers = {"xlsx": _xlsx, "json": _json}
    return writers[form](cells, edition, about or {})


def csv_metadata(name: str, about: Notes) -> dict[str, Any]:
    """Describe a CSV of figures for machines: CSV on the Web (W3C, 2015), with the notes of the table."""
    numbers = {"count", "denominator", "value", "low", "high", "comparison"}
    columns = [
        {
            "name": column,
            "titles": column,
            "datatype": "number" if column in numbers else "string",
            "dc:description": COLUMN_WORDS[column],
        }
        for column in CSV_COLUMNS
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": f"{name}.csv",
        "notes": [{"title": title, "text": text} for title, text in about.items()],
        "tableSchema": {"columns": columns, "primaryKey": ["area_code", "indicator", "period"]},
    }


def _cells(row: FigureRow, edition: Edition) -> Sequence[Cell]:
    return [edition.id if name == "edition" else getattr(row, name) for name in CSV_COLUMNS]


def _xlsx(cells: Iterable[Sequence[Cell]], edition: Edition, about: Notes) -> bytes:
    notes = list(about.items()) or _notes_of_all(edition)
    return xlsx_bytes(CSV_COLUMNS, cells, sheet=_("Cijfers"), notes=notes)


def _notes_of_all(edition: Edition) -> list[tuple[str, str]]:
    notes = [(_("Uitgave"), edition_words(edition)), (_("Leeg vakje"), _("Geen getal; de kolom flags zegt waarom."))]
    notes += [(part.title, part.text) for part in explanation()]
    return notes + [(source.name[language()], credit(source)) for source in used_sources()]


def _json(cells: Iterable[Sequence[Cell]], edition: Edition, about: Notes) -> bytes:
    body = {
        "edition": edition.id,
        "year": edition.year,
        "built_at": edition.built_at.isoformat(),
        "sources": [
            {"name": source.name[language()], "licence": source.licence, "attribution": source.attribution[language()]}
            for source in used_sources()
        ],
        "notes": dict(about),
        "figures": records(CSV_COLUMNS, cells),
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8")
