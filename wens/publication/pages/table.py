"""The page with all figures as one table: choose an indicator, a kind of area and a period."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.safestring import SafeString

from wens.figures.definitions import LEVELS, Indicator, definitions
from wens.figures.rows import FigureRow
from wens.publication import data, maps, words
from wens.publication.data import Edition
from wens.publication.figure_view import NOTHING, Reference, SeriesRow, series_row
from wens.publication.pages.area import edition_words, language
from wens.publication.places import Places
from wens.publication.sources import source_name
from wens.render.numbers import period as period_words


@dataclass(frozen=True)
class Choice:
    """One option of a choice."""

    key: str
    name: str


@dataclass(frozen=True)
class Group:
    """The indicators of one theme."""

    name: str
    indicators: list[Choice]


@dataclass(frozen=True)
class TableRow:
    """One area of the table. The values are for sorting; empty where there is no number."""

    code: str
    name: str
    url: str
    line: SeriesRow
    count_value: str
    value_value: str


@dataclass(frozen=True)
class TablePage:
    """Everything on the page with all figures."""

    edition: Edition | None
    edition_words: str
    urls: dict[str, str]
    reference: Reference
    indicator: str = ""
    level: str = ""
    period: str = ""
    caption: str = ""
    source: str = ""
    choices: list[Group] = field(default_factory=list)
    levels: list[Choice] = field(default_factory=list)
    periods: list[Choice] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)
    map: SafeString = NOTHING


def table_page(asked: Mapping[str, str], places: Places, gemeente_name: str) -> TablePage:
    """Make the page for what was asked: indicator, level, period; what is unknown gets a sensible choice."""
    edition = data.active_edition()
    reference = Reference(gemeente_name, words.whole(gemeente_name))
    forms = {form: reverse("publication:sheet", kwargs={"form": form}) for form in ("csv", "xlsx", "json")}
    urls = {"here": reverse("publication:data"), "catalogue": reverse("publication:catalogue"), **forms}
    newest = data.newest_periods(places.whole()) if edition else {}
    if edition is None or not newest:
        return TablePage(edition=None, edition_words="", urls=urls, reference=reference)
    level = asked.get("level", "") if asked.get("level", "") in LEVELS else places.spoken
    key = asked.get("indicator", "") if asked.get("indicator", "") in newest else _first(newest, places, level)
    periods = data.periods_of(key)
    period = asked.get("period", "") if asked.get("period", "") in periods else newest[key]
    rows = data.figures_at(indicator=key, level=level, period=period)
    one = definitions().indicators[key]
    return TablePage(
        edition=edition,
        edition_words=edition_words(edition),
        urls=urls,
        reference=reference,
        indicator=key,
        level=level,
        period=period,
        caption=f"{one.name[language()]}, {one.unit[language()]}, {period_words(period, language())}",
        source=source_name(one.source, language()),
        choices=_choices(newest),
        levels=[Choice(one_level, words.level_name(one_level)) for one_level in LEVELS if places.of_level(one_level)],
        periods=[Choice(one_period, period_words(one_period, language())) for one_period in periods],
        rows=_rows(rows, one, places, reference),
        map=maps.verdicts(places, level, one, {row.area_code: row for row in rows}, reference.words)
        if any(row.verdict for row in rows)
        else NOTHING,
    )


def _first(newest: Mapping[str, str], places: Places, level: str) -> str:
    """Return the first indicator that has a number at this level (in its largest area), else the first of all."""
    largest = max(places.of_level(level), key=lambda place: place.inhabitants or 0, default=None)
    local = data.newest_periods(largest)
    return next((key for key in _ordered(newest) if key in local), _ordered(newest)[0])


def _ordered(newest: Mapping[str, str]) -> list[str]:
    found = definitions()
    known = [one for one in found.indicators.values() if one.key in newest]
    known.sort(key=lambda one: (found.themes[one.theme].order, not one.tested, one.name[language()]))
    return [one.key for one in known]


def _choices(newest: Mapping[str, str]) -> list[Group]:
    found = definitions()
    groups: dict[str, list[Choice]] = {}
    for key in _ordered(newest):
        one = found.indicators[key]
        groups.setdefault(found.themes[one.theme].name[language()], []).append(Choice(key, one.name[language()]))
    return [Group(name, indicators) for name, indicators in groups.items()]


def _rows(rows: list[FigureRow], indicator: Indicator, places: Places, reference: Reference) -> list[TableRow]:
    """Write the rows in order of name: never in order of height, that would be a league table."""
    lines = []
    for row in sorted(rows, key=lambda one: one.area_name.casefold()):
        place = places.by_code.get(row.area_code)
        lines.append(
            TableRow(
                code=row.area_code,
                name=row.area_name,
                url=places.url(place) if place else "",
                line=series_row(row, indicator, reference, language()),
                count_value="" if row.count is None else repr(row.count),
                value_value="" if row.value is None else repr(row.value),
            )
        )
    return lines
