"""The published tables: one per indicator, with whose it is, what may be done with it and which years it has."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from wens.areas.geojson import ShapedArea, feature_collection
from wens.figures.definitions import LEVELS, Indicator, definitions
from wens.figures.rows import FigureRow
from wens.intake.definitions import Source
from wens.photos.words import method_of
from wens.publication import data, words
from wens.publication.data import Edition
from wens.publication.method import explanation
from wens.publication.pages.area import edition_words, language
from wens.publication.sources import credit, definition
from wens.render.geofiles import Layer, geojson_bytes, geopackage_bytes
from wens.render.sheets import Cell

FORMS: dict[str, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}
LICENCES = (
    (re.compile(r"\bCC0\b"), "https://creativecommons.org/publicdomain/zero/1.0/"),
    (re.compile(r"\bCC BY 4\.0\b"), "https://creativecommons.org/licenses/by/4.0/"),
)
PER_YEAR = ("count", "value", "low", "high", "comparison", "verdict", "flags")


@dataclass(frozen=True)
class Table:
    """All figures of one indicator in the public edition.

    ``periods``: years, in order; ``pooled``: several years together ('2021-2023'), in order; ``levels``: large first.
    """

    indicator: Indicator
    sources: list[Source]
    periods: list[str]
    levels: list[str]
    pooled: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The name of the table in addresses."""
        return self.indicator.key

    @property
    def vintage(self) -> str:
        """The years that it has: '2012–2024'."""
        return self.periods[0] if len(self.periods) == 1 else f"{self.periods[0]}–{self.periods[-1]}"


def tables() -> list[Table]:
    """Return every table of the public edition, by theme and name. Two queries."""
    covered: dict[str, tuple[set[str], set[str]]] = {}
    for indicator, level, period in data.coverage():
        levels, periods = covered.setdefault(indicator, (set(), set()))
        levels.add(level)
        periods.add(period)
    together: dict[str, set[str]] = {}
    for indicator, _level, period in data.coverage(pooled=True):
        together.setdefault(indicator, set()).add(period)
    found = definitions()
    known = [found.indicators[key] for key in covered if key in found.indicators]
    known.sort(key=lambda one: (found.themes[one.theme].order, one.name[language()]))
    return [
        Table(
            one,
            sources_of(one),
            periods=sorted(covered[one.key][1]),
            levels=[at for at in LEVELS if at in covered[one.key][0]],
            pooled=sorted(together.get(one.key, ())),
        )
        for one in known
    ]


def sources_of(one: Indicator) -> list[Source]:
    """Return who delivers what is counted and what it is divided by."""
    keys = [one.source]
    if one.denominator:
        keys.append(definitions().denominators[one.denominator].source)
    return [known for key in dict.fromkeys(keys) if (known := definition(key)) is not None]


def licence_address(source: Source) -> str:
    """Return the address of a well-known licence, or nothing when only words say what may be done."""
    return next((address for pattern, address in LICENCES if pattern.search(source.licence)), "")


def notes(table: Table, edition: Edition) -> dict[str, str]:
    """Return what must be read with the table, by heading: unit, method, caveats, sources, licence, edition."""
    one, spoken = table.indicator, language()
    said = [
        (_("Tabel"), one.name[spoken]),
        (_("Eenheid"), one.unit[spoken]),
        (_("Jaren"), table.vintage),
        (_("Jaren samen"), ", ".join(table.pooled)),
        (_("Uitgave"), edition_words(edition)),
        (_("Waarom telt dit?"), one.why[spoken]),
        (_("Hoe is dit gerekend?"), method_of(one)[spoken]),
        (_("Leeg vakje"), _("Geen getal; de kolom flags zegt waarom.")),
        (_("Let op"), " ".join(caveat[spoken] for caveat in one.caveats)),
    ]
    credits = [(_("Bron: %(name)s") % {"name": source.name[spoken]}, credit(source)) for source in table.sources]
    method = [(part.title, part.text) for part in explanation()]
    return {title: text for title, text in [*said, *credits, *method] if text}


def geojson(table: Table, level: str, edition: Edition) -> bytes:
    """Write the areas of one level with the figures of a table, in WGS84. Two queries or a few more."""
    areas = data.shapes(level)
    geometries = [feature["geometry"] for feature in feature_collection(areas)["features"]]
    return geojson_bytes(geometries, _layer(table, level, areas), notes(table, edition))


def geopackage(table: Table, edition: Edition) -> bytes:
    """Write a layer per kind of area with the figures of a table, in RD New."""
    layers = [_layer(table, level, data.shapes(level)) for level in table.levels]
    return geopackage_bytes([layer for layer in layers if layer.shapes], notes(table, edition))


def _layer(table: Table, level: str, areas: Sequence[ShapedArea]) -> Layer:
    rows = {(row.area_code, row.period): row for row in data.all_figures(indicator=table.key, level=level)}
    columns: dict[str, Sequence[Cell]] = {
        "code": [area.code for area in areas],
        "name": [area.name for area in areas],
        "level": [area.level for area in areas],
        "unit": [table.indicator.unit[language()] for _area in areas],
    }
    for period in [*table.periods, *table.pooled]:
        for name in PER_YEAR:
            column = f"{name}_{period.replace('-', '_')}"
            columns[column] = [_cell(rows, area.code, period, name) for area in areas]
    return Layer(words.level_name(level), [area.shape for area in areas], columns)


def _cell(rows: Mapping[tuple[str, str], FigureRow], code: str, period: str, name: str) -> Cell:
    row = rows.get((code, period))
    cell: Cell = getattr(row, name) if row else None
    return cell
