"""One indicator over all periods and areas: counts, denominators, and why there is no number where there is none."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from wens.figures.build import series as s
from wens.figures.build.denominators import Denominators
from wens.figures.build.numerators import numerator, weighed
from wens.figures.build.periods import Periods
from wens.figures.build.reading import Reading
from wens.figures.build.series import Flags, Floats, Series
from wens.figures.definitions import Indicator

NO_VINTAGE = -1

# Establishments per inhabitant from which a place draws more people than live there: a shopping street or a business
# park. Enschede's centre has about one for every five inhabitants, an ordinary buurt one for every fifteen.
VISITED = 0.15


class Reason(IntEnum):
    """Why a row has no number or no comparison; the names are keys of `wens.figures.sentences.REASONS`."""

    none = 0
    not_delivered = 1  # the source does not give this area and period
    unknown = 2  # the source says: unknown, secret, or not for all parts
    level = 3  # the indicator cannot be made at this level
    no_denominator = 4
    few_residents = 5  # so few live there that a rate says nothing
    floor = 6  # not public at this level
    few_cases = 7  # so few that people could be recognised, or a number that would give such a one away
    part_of_year = 8  # the number is there, a comparison is not
    many_visitors = 9  # the number is there, a comparison is not


@dataclass(frozen=True)
class Panel:
    """One indicator. All arrays are (periods, areas), `vintage` is (periods,); NaN is not available."""

    indicator: Indicator
    periods: Periods
    count: Floats  # for a percent or score: its value
    denominator: Floats
    marks: Flags
    reason: NDArray[np.uint8]
    vintage: NDArray[np.int64]
    origin: NDArray[np.int32]
    visited: NDArray[np.bool_]
    converted: NDArray[np.bool_]  # counts that came over from other areas: parts of cases, not fit for a test
    present: NDArray[np.int64]  # the periods of which anything below the country was delivered
    pooled: NDArray[np.bool_]  # (periods,): added up here from whole years (`pooling`)

    @property
    def value(self) -> Floats:
        """The figure in the unit of the indicator; NaN where it cannot or may not be made."""
        if self.indicator.kind != "rate":
            return self.count
        return self.count / self.usable * float(self.indicator.per or 1)

    @property
    def usable(self) -> Floats:
        """The denominator where a rate may be made, else NaN; for a count it is 1."""
        if self.indicator.kind != "rate":
            return np.where(np.isnan(self.count), np.nan, 1.0)
        blocked = np.isin(self.reason, (Reason.few_residents, Reason.no_denominator))
        return np.where(blocked | ~(self.denominator > 0), np.nan, self.denominator)


def panel(indicator: Indicator, reading: Reading, denominators: Denominators) -> Panel:
    """Return an indicator for the periods of `reading`; denominators come from the yearly facts."""
    counted = numerator(indicator, reading)
    years = reading.periods.years
    if indicator.kind in ("percent", "score"):
        counted = weighed(counted, denominators.of("inhabitants", years).series, reading.geography)
    reason = _why_nothing(indicator, counted, reading)
    count = np.where(reason == Reason.none, counted.values(), np.nan)
    shape = count.shape
    denominator, marks, origin = np.full(shape, np.nan), counted.marks, counted.origin
    vintage = np.full(len(years), NO_VINTAGE)
    if indicator.denominator is not None:
        divided = denominators.of(indicator.denominator, years)
        denominator, vintage = divided.series.values(), divided.year
        made = divided.series.known & ~np.isnan(count)
        marks = marks | np.where(made, divided.series.marks & (s.CROSSWALKED | s.ESTIMATED), 0).astype(np.uint16)
        origin = reading.origins.union(origin, np.where(made, divided.series.origin, 0).astype(np.int32))
        least = max(denominators.definitions[indicator.denominator].minimum, indicator.minimum_denominator)
        reason = _why_no_rate(reason, denominator, least)
        denominator = denominator * reading.periods.spans[:, None]  # inhabitants during ten years are ten times as many
    visited = _visited(indicator, denominators, years, shape)
    if indicator.ambient:
        visited = visited | reading.geography.visited[None, :]
    present = np.flatnonzero(~np.isnan(count).all(axis=1))
    return Panel(
        indicator,
        reading.periods,
        count,
        denominator,
        marks,
        reason,
        vintage,
        origin,
        visited,
        counted.marks & s.CROSSWALKED > 0,
        present,
        np.zeros(len(years), np.bool_),
    )


def _why_nothing(indicator: Indicator, counted: Series, reading: Reading) -> NDArray[np.uint8]:
    reason = np.where(counted.known, Reason.none, Reason.not_delivered).astype(np.uint8)
    reason[~counted.known & (counted.marks & s.UNKNOWN > 0)] = Reason.unknown
    for level, columns in reading.geography.level_slice.items():
        if level not in ("land", *indicator.geo_levels):
            reason[:, columns] = Reason.level
    return reason


def _why_no_rate(reason: NDArray[np.uint8], denominator: Floats, least: float) -> NDArray[np.uint8]:
    counted = reason == Reason.none
    reason = reason.copy()
    reason[counted & np.isnan(denominator)] = Reason.no_denominator
    reason[counted & ((denominator < least) | (denominator == 0))] = Reason.few_residents
    return reason


def _visited(
    indicator: Indicator, denominators: Denominators, years: NDArray[np.int64], shape: tuple[int, ...]
) -> NDArray[np.bool_]:
    """Places where many more people come than live; only asked for what happens to visitors."""
    if not indicator.ambient or not {"establishments", "inhabitants"} <= set(denominators.definitions):
        return np.zeros(shape, np.bool_)
    firms, people = (denominators.of(key, years).series.values() for key in ("establishments", "inhabitants"))
    with np.errstate(invalid="ignore"):
        return np.asarray(firms > VISITED * people)
