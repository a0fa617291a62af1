"""The figures to take along: CSV, Excel and JSON with the columns of the command line."""

import json
from collections.abc import Iterable, Sequence
from typing import Literal

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


def figures_file(form: str, rows: Iterable[FigureRow], edition: Edition) -> bytes:
    """Write figures in one of the forms. Raises KeyError for another form."""
    cells = (_cells(row, edition) for row in rows)
    writers = {"csv": _csv, "xlsx": _xlsx, "json": _json}
    return writers[form](cells, edition)


def _cells(row: FigureRow, edition: Edition) -> Sequence[Cell]:
    return [edition.id if name == "edition" else getattr(row, name) for name in CSV_COLUMNS]


def _csv(cells: Iterable[Sequence[Cell]], edition: Edition) -> bytes:  # noqa: ARG001 -- all writers are called alike
    return csv_bytes(CSV_COLUMNS, cells)


def _xlsx(cells: Iterable[Sequence[Cell]], edition: Edition) -> bytes:
    notes = [(_("Uitgave"), edition_words(edition)), (_("Leeg vakje"), _("Geen getal; de kolom flags zegt waarom."))]
    notes += [(part.title, part.text) for part in explanation()]
    notes += [(source.name[language()], credit(source)) for source in used_sources()]
    return xlsx_bytes(CSV_COLUMNS, cells, sheet=_("Cijfers"), notes=notes)


def _json(cells: Iterable[Sequence[Cell]], edition: Edition) -> bytes:
    body = {
        "edition": edition.id,
        "year": edition.year,
        "built_at": edition.built_at.isoformat(),
        "sources": [
            {"name": source.name[language()], "licence": source.licence, "attribution": source.attribution[language()]}
            for source in used_sources()
        ],
        "figures": records(CSV_COLUMNS, cells),
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8")
