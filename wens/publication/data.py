"""The one place where the site reads: places, outlines, the public edition and its figures. A handful of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from django.utils import timezone

from wens.areas import queries as areas
from wens.areas.geojson import ShapedArea
from wens.areas.models import State
from wens.areas.queries import AreaRow, Outline
from wens.figures import queries as figures
from wens.figures.rows import FigureRow
from wens.publication.places import Place, Places
from wens.tenancy.context import current_gemeente

TIER = "public"


@dataclass(frozen=True)
class Edition:
    """The public edition that is shown."""

    id: int
    year: int
    digest: str
    built_at: datetime

    def day(self, language: str) -> str:
        """Return the day on which it was made, as people write it."""
        locale = "en_GB" if language == "en" else "nl_NL"
        return str(format_date(timezone.localtime(self.built_at).date(), "long", locale=locale))


_known: dict[str, tuple[tuple[int, ...], Places]] = {}


def places() -> Places:
    """Return the areas in force with what holds them. One query; more only after another generation was activated."""
    active = [one for one in areas.generations() if one.state == State.ACTIVE]
    stamp = tuple(sorted(one.pk for one in active))
    gemeente = current_gemeente()
    kept = _known.get(gemeente)
    if kept is None or kept[0] != stamp:
        years = {one.level: one.year for one in sorted(active, key=lambda one: one.year)}
        kept = _known[gemeente] = (stamp, _read_places(years))
    return kept[1]


def _read_places(years: dict[str, int]) -> Places:
    def outlines(level: str) -> dict[str, Outline]:
        found = areas.outlines(level, years[level]) if level in years else []
        return {outline.code: outline for outline in found}

    rows = _with_holders(areas.areas(), years.get("buurt"))
    unconfirmed = areas.unconfirmed()
    return Places((_place(row, inside, row.code in unconfirmed) for row, inside in rows), outlines)


def search(text: str, known: Places) -> list[Place]:
    """Return the places that a text can mean, best first."""
    return [known.by_code[row.code] for row in areas.search(text) if row.code in known.by_code]


def active_edition() -> Edition | None:
    """Return the public edition that is shown, or None. One query."""
    found = figures.active_edition(TIER)
    return Edition(found.pk, found.year, found.digest, found.built_at) if found else None


def figures_of(codes: Sequence[str]) -> list[FigureRow]:
    """Return the yearly figures of these areas. One query."""
    return [row for rows in figures.figures_of_many(TIER, codes).values() for row in rows]


def figures_at(*, indicator: str, level: str, period: str) -> list[FigureRow]:
    """Return one indicator in one period for all areas of a level. One query."""
    return figures.table(TIER, level, indicator, period)


def all_figures(*, area: str = "", indicator: str = "", level: str = "", period: str = "") -> list[FigureRow]:
    """Return all figures, of every grain, that meet the conditions. One query."""
    return figures.select(
        TIER, area=area or None, indicator=indicator or None, level=level or None, period=period or None
    )


def figures_page(
    *, area: str, indicator: str, level: str, period: str, offset: int, limit: int
) -> tuple[list[FigureRow], int]:
    """Return one page of the figures that meet the conditions (empty: any) and how many there are. Two queries."""
    return figures.select_page(
        TIER, area=area, indicator=indicator, level=level, period=period, offset=offset, limit=limit
    )


def periods_of(indicator: str) -> list[str]:
    """Return the years of an indicator, newest first. One query."""
    return figures.periods_of(TIER, indicator)[::-1]


def coverage(*, pooled: bool = False) -> list[tuple[str, str, str]]:
    """Return which indicator has a number at which level in which year: (indicator, level, period). One query.

    pooled: in which years together.
    """
    return figures.coverage(TIER, grain="pooled" if pooled else "year")


def shapes(level: str) -> list[ShapedArea]:
    """Return the areas of a level in the division in use, with their full shapes. Three queries."""
    return areas.shapes(level)


def newest_periods(place: Place | None) -> dict[str, str]:
    """Return per indicator the newest year that has a number for a place. One query."""
    newest: dict[str, str] = {}
    for row in figures_of([place.code]) if place else []:
        if row.value is not None:
            newest[row.indicator] = max(row.period, newest.get(row.indicator, ""))
    return newest


def _with_holders(rows: Sequence[AreaRow], year: int | None) -> list[tuple[AreaRow, dict[str, str]]]:
    """Pair each area with the larger areas that hold all of its buurten."""
    buurten: dict[str, set[str]] = {}
    levels: dict[str, str] = {}
    for link in areas.hierarchy(year).to_pylist() if year else []:
        buurten.setdefault(link["area"], set()).add(link["buurt"])
        levels[link["area"]] = link["level"]
    larger = [code for code in buurten if levels[code] != "buurt"]
    paired = []
    for row in rows:
        own = buurten.get(row.code, set())
        holders = {levels[code]: code for code in larger if own and code != row.code and own <= buurten[code]}
        paired.append((row, holders))
    return paired


def _place(row: AreaRow, inside: dict[str, str], unconfirmed: bool) -> Place:
    return Place(
        code=row.code,
        name=row.name,
        level=row.level,
        slug=row.slug,
        inside=inside,
        inhabitants=row.inhabitants,
        households=row.households,
        dwellings=row.dwellings,
        unconfirmed=unconfirmed,
    )
