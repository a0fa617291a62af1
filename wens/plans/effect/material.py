"""What there is to judge an effect by: counts per period in the area, its neighbours and the other areas of its level.

Everything that makes figures unfit is found here: no counts, a model, police effort, numbers that are hidden or
rounded, a series that is counted in another way from some day on. Inside `acting`.
"""

import calendar
import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wens.areas.queries import area_by_code, areas, neighbours
from wens.figures.definitions import Indicator, definitions
from wens.figures.queries import Grain, figures_of_many
from wens.figures.rows import FigureRow, Tier

GRAINS: tuple[tuple[Grain, int, int], ...] = (("month", 12, 6), ("quarter", 4, 4), ("year", 1, 1))
"""The finest first, each with how many whole periods before and after make it worth while."""

FEWER = ("higher_is_worse",)
MORE = ("lower_is_worse", "higher_is_better")
LEAST_PEERS = 3


class Unfit(Exception):
    """These figures cannot show an effect; the code is a key of `words.UNFIT`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Series:
    """The counts of one area, one per period of the material, and its rates where all of these are known."""

    code: str
    counts: tuple[float, ...]
    rates: tuple[float, ...] | None = None


@dataclass(frozen=True)
class Material:
    """`before`: the first so many periods end before the first day; the others begin on it or later.

    `others`: areas of the same level that touch it nowhere and were not excluded. `peers`: those of them that it is
    compared with: the similar ones, or all when there are few. `fewer`: fewer is better.
    """

    indicator: str
    grain: Grain
    periods: tuple[str, ...]
    before: int
    own: Series
    neighbours: tuple[Series, ...]
    others: tuple[Series, ...]
    peers: tuple[Series, ...]
    fewer: bool = True
    cautions: tuple[str, ...] = ()

    @property
    def after(self) -> int:
        """How many periods lie after the first day."""
        return len(self.periods) - self.before


@dataclass(frozen=True)
class Asked:
    """What is asked: an indicator in an area from a day on, compared with other areas than the `excluded` ones."""

    indicator: str
    area_code: str
    begins_on: dt.date
    excluded: tuple[str, ...] = ()


def comparable(area_code: str) -> tuple[list[str], list[str]]:
    """Return the neighbours of an area, and the other areas of its level; none for one without a border."""
    area = area_by_code(area_code)
    if area is None:
        return [], []
    touching = neighbours(area.level)
    near = touching.get(area_code, [])
    far = [one.code for one in areas(area.level) if one.code not in {area_code, *near} and one.code in touching]
    return near, far if area_code in touching else []


def material(of: Asked, tier: Tier) -> Material:
    """Return what there is in the active edition of `tier`. Raises Unfit. At most three queries for figures."""
    indicator = fit(of.indicator)
    near, far = comparable(of.area_code)
    far = [code for code in far if code not in of.excluded]
    codes, unfit = [of.area_code, *near, *far], Unfit("no_figures")
    for grain, least_before, least_after in GRAINS:
        rows = figures_of_many(tier, codes, grain=grain, indicators=[indicator.key])
        try:
            found = gathered(of, indicator, grain, rows, near, far)
        except Unfit as error:
            unfit = error
            continue
        if found.before >= least_before and found.after >= least_after:
            return found
    raise unfit


def fit(key: str) -> Indicator:
    """Return the indicator, when its figures can show an effect at all. Raises Unfit."""
    indicator = definitions().indicators.get(key)
    if indicator is None:
        raise Unfit("no_indicator")
    if indicator.report_type == "model":
        raise Unfit(
            "model"
        )  # METHODS rule 4: an estimate shows what a model expects of a buurt, not what was done there
    if indicator.report_type in ("haal", "mix"):
        raise Unfit("police_effort")
    if indicator.kind not in ("rate", "count"):
        raise Unfit("no_counts")
    if indicator.direction not in (*FEWER, *MORE):
        raise Unfit("ambiguous")
    return indicator


def gathered(
    of: Asked, indicator: Indicator, grain: Grain, rows: dict[str, list[FigureRow]],
    near: Sequence[str], far: Sequence[str],
) -> Material:  # fmt: skip
    """Return the material from the figures of a grain. Raises Unfit. Pure."""
    own = _within_breaks(rows.get(of.area_code, []), indicator, of.begins_on)
    if not own:
        raise Unfit("no_figures")
    if any(row.has("rounded") for row in own):
        raise Unfit("rounded")
    if any(row.has("suppressed") for row in own):
        raise Unfit("suppressed")
    known = {row.period: row for row in own if row.count is not None}
    before = [period for period in known if days_of(period)[1] < of.begins_on]
    after = [period for period in known if days_of(period)[0] >= of.begins_on]
    if not before or not after:
        raise Unfit("nothing_before" if not before else "nothing_after")
    periods = (*before, *after)
    series = {code: _series(code, rows.get(code, []), periods) for code in (of.area_code, *near, *far)}
    others = tuple(one for code in far if (one := series[code]) is not None)
    similar = {code for row in own for code in row.peers.split("+")}
    peers = tuple(one for one in others if one.code in similar)
    mine = series[of.area_code]
    assert mine is not None
    return Material(
        indicator.key, grain, periods, len(before), mine,
        tuple(one for code in near if (one := series[code]) is not None), others,
        peers if len(peers) >= LEAST_PEERS else others, indicator.direction in FEWER,
        _cautions(indicator, list(known.values()), mine.counts[: len(before)]),
    )  # fmt: skip


def _within_breaks(rows: Sequence[FigureRow], indicator: Indicator, begins_on: dt.date) -> list[FigureRow]:
    """Leave out what was counted in another way than on the first day: across a break nothing can be compared."""
    breaks = sorted(days_of(one.period)[0] for one in indicator.series_breaks)
    first = max((day for day in breaks if day <= begins_on), default=dt.date.min)
    last = min((day for day in breaks if day > begins_on), default=dt.date.max)
    return [row for row in rows if first <= days_of(row.period)[0] < last]


def _series(code: str, rows: Sequence[FigureRow], periods: Sequence[str]) -> Series | None:
    """Return the counts in exactly these periods, or None when one of them is not known as it was counted."""
    known = {row.period: row for row in rows if row.count is not None and not row.has("rounded")}
    if any(period not in known for period in periods):
        return None
    counts = tuple(float(known[period].count or 0) for period in periods)
    rates = [known[period].value for period in periods]
    return Series(code, counts, tuple(rate for rate in rates if rate is not None) if None not in rates else None)


PEAK = 1.3
"""The newest quarter of the time before, against what was before it: so much more is a bad time."""


def _cautions(indicator: Indicator, rows: Collection[FigureRow], before: Sequence[float]) -> tuple[str, ...]:
    found = []
    if indicator.report_type == "melding":
        found.append("reports")
    if any(row.has("crosswalked") or row.has("estimated") for row in rows):
        found.append("converted")
    if any(row.has("provisional") for row in rows):
        found.append("provisional")
    recent = max(1, len(before) // 4)
    earlier = before[:-recent]
    if len(before) >= 4 and sum(before[-recent:]) / recent > PEAK * sum(earlier) / len(earlier):
        found.append("peak")
    return tuple(found)


def days_of(period: str) -> tuple[dt.date, dt.date]:
    """Return the first and last day of "2024", "2024-Q1" or "2024-01"."""
    year, _, part = period.partition("-")
    first, months = (int(part[1:]) * 3 - 2, 3) if part.startswith("Q") else (int(part or 1), 1 if part else 12)
    last = first + months - 1
    return dt.date(int(year), first, 1), dt.date(int(year), last, calendar.monthrange(int(year), last)[1])
