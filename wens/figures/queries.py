"""Shared reads of figures: what the pages, the API and the command line show. Inside `acting`.

Each function says how many database queries it makes; none makes more for more rows. Of a tier that who acts may not
see (`wens.access.seeing.tier_is_open`) they find nothing, and so does plain SQL.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Max, QuerySet

from wens.access.seeing import tier_is_open
from wens.figures import files, models
from wens.figures.concentration import Concentration
from wens.figures.models import Edition, Figure, State
from wens.figures.rows import STORED, FigureRow
from wens.figures.spread import Pattern, Spread
from wens.organisations.queries import gemeenten
from wens.tenancy.context import Actor, acting, current

Grain = Literal["year", "quarter", "month", "pooled"]
LEVEL_RANK = {level: rank for rank, level in enumerate(("gemeente", "stadsdeel", "local_wijk", "wijk", "buurt"))}


def active_edition(tier: str) -> Edition | None:
    """Return the active edition of a tier, or None. One query."""
    return Edition.objects.filter(tier=tier, state=State.ACTIVE).first()


def active_editions_of_all() -> dict[str, dict[str, int]]:
    """Return the active edition per tier of every gemeente of this installation; outside `acting`. Two queries each."""
    found: dict[str, dict[str, int]] = {}
    for gemeente in gemeenten():
        with acting(gemeente.code, Actor.public()):
            active = Edition.objects.filter(state=State.ACTIVE).order_by("tier")
            found[gemeente.code] = dict(active.values_list("tier", "pk"))
    return found


def editions(tier: str | None = None) -> QuerySet[Edition]:
    """Return all editions, the newest first. One query."""
    found = Edition.objects.order_by("-pk")
    return found.filter(tier=tier) if tier else found


def edition(pk: int) -> Edition | None:
    """Return one edition, or None. One query."""
    return Edition.objects.filter(pk=pk).first()


def figures_of(tier: str, area_code: str, *, grain: Grain | None = "year") -> list[FigureRow]:
    """Return all figures of one area in the active edition of a tier, by indicator and period. One query."""
    return figures_of_many(tier, [area_code], grain=grain)[area_code]


def figures_of_many(
    tier: str,
    area_codes: Iterable[str],
    *,
    grain: Grain | Collection[Grain] | None = "year",
    indicators: Sequence[str] | None = None,
) -> dict[str, list[FigureRow]]:
    """Return the figures of several areas, by area; an area without figures has an empty list. One query.

    Of several grains those per year come first.
    """
    found: dict[str, list[FigureRow]] = {code: [] for code in area_codes}
    rows = _active(tier, grain).filter(area_code__in=list(found))
    if indicators is not None:
        rows = rows.filter(indicator__in=indicators)
    first = () if grain is None or isinstance(grain, str) else ("-grain",)
    for row in _listed(rows.order_by(*first, "area_code", "indicator", "period")):
        found[row.area_code].append(row)
    return found


def table(tier: str, level: str, indicator: str, period: str) -> list[FigureRow]:
    """Return one indicator in one period for all areas of a level, by area code: the twin of a map. One query."""
    rows = _active(tier, None).filter(level=level, indicator=indicator, period=period)
    return _listed(rows.order_by("area_code"))


def series(tier: str, area_code: str, indicator: str, *, grain: Grain | None = "year") -> list[FigureRow]:
    """Return one indicator of one area over all periods. One query."""
    return _listed(_active(tier, grain).filter(area_code=area_code, indicator=indicator).order_by("period"))


def periods_of(tier: str, indicator: str, *, grain: Grain | None = "year") -> list[str]:
    """Return the periods of which the active edition has the indicator, in order. One query."""
    rows = _active(tier, grain).filter(indicator=indicator)
    return sorted(rows.values_list("period", flat=True).distinct())


def select(
    tier: str,
    *,
    area: str | None = None,
    indicator: str | None = None,
    level: str | None = None,
    period: str | None = None,
    edition: Edition | None = None,
) -> list[FigureRow]:
    """Return the rows that meet all conditions, by indicator, period, level and code.

    From the active edition of `tier` (one query), or from the file of `edition`, also an inactive one. Raises
    `files.FileDamaged`.
    """
    wanted = {"area_code": area, "indicator": indicator, "level": level, "period": period}
    chosen = {name: value for name, value in wanted.items() if value}
    rows = _listed(_active(tier, None).filter(**chosen)) if edition is None else _from_file(edition, chosen)
    return sorted(rows, key=lambda row: (row.indicator, row.period, LEVEL_RANK[row.level], row.area_code))


def coverage(tier: str, *, grain: Grain | None = "year") -> list[tuple[str, str, str]]:
    """Return which indicator has a number at which level in which period: (indicator, level, period). One query."""
    rows = _active(tier, grain).filter(value__isnull=False).order_by("indicator", "level", "period")
    return list(rows.values_list("indicator", "level", "period").distinct())


def newest_years(tier: str, level: str) -> list[FigureRow]:
    """Return of each indicator the newest year in which an area of the level has a number: all areas. Two queries."""
    yearly = _active(tier, "year").filter(level=level)
    newest = dict(yearly.filter(value__isnull=False).values_list("indicator").annotate(Max("period")))
    rows = yearly.filter(indicator__in=newest, period__in=set(newest.values())).order_by("indicator", "area_code")
    return [row for row in _listed(rows) if newest[row.indicator] == row.period]


def spreads_of(tier: str, area_codes: Iterable[str]) -> dict[str, list[Spread]]:
    """Return how indicators lie over the buurten of gemeente and stadsdelen, by area, then indicator. One query."""
    found: dict[str, list[Spread]] = {code: [] for code in area_codes}
    if not tier_is_open(tier):
        return found
    for one in models.Spread.objects.filter(tier=tier, area_code__in=list(found)):
        uneven = Concentration(**one.uneven) if one.uneven else None
        patterns = tuple(Pattern(**pattern) for pattern in one.patterns)
        found[one.area_code].append(Spread(one.indicator, one.period, one.area_code, uneven, patterns))
    return found


def select_page(
    tier: str, *, area: str = "", indicator: str = "", level: str = "", period: str = "", offset: int, limit: int
) -> tuple[list[FigureRow], int]:
    """Return a page of the active rows that meet all conditions, by indicator, period and code, and their number.

    Two queries, whatever the size of the edition.
    """
    wanted = {"area_code": area, "indicator": indicator, "level": level, "period": period}
    rows = _active(tier, None).filter(**{name: value for name, value in wanted.items() if value})
    return _listed(rows.order_by("indicator", "period", "area_code")[offset : offset + limit]), rows.count()


def _active(tier: str, grain: Grain | Collection[Grain] | None) -> QuerySet[Figure]:
    if not tier_is_open(tier):
        return Figure.objects.none()
    found = Figure.objects.filter(tier=tier)
    if isinstance(grain, str):
        return found.filter(grain=grain)
    return found.filter(grain__in=grain) if grain else found


def _listed(rows: QuerySet[Figure]) -> list[FigureRow]:
    return [FigureRow._make(row) for row in rows.values_list(*STORED, "edition_id")]


def _from_file(chosen: Edition, conditions: dict[str, str]) -> list[FigureRow]:
    rows: pa.Table = files.read(current().gemeente, chosen.pk, chosen.file_digest)
    for name, value in conditions.items():
        rows = rows.filter(pc.equal(rows[name].cast(pa.string()), value))
    columns = (column.to_pylist() for column in rows.select(STORED).columns)
    return [FigureRow._make((*row, chosen.pk)) for row in zip(*columns, strict=True)]
