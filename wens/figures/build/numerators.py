"""What is counted: the first way to count an indicator that has facts, period by period."""

import numpy as np

from wens.facts.expressions import SCALE
from wens.figures.build import series as s
from wens.figures.build.geography import Geography
from wens.figures.build.reading import Reading
from wens.figures.build.series import Series
from wens.figures.definitions import Indicator

_FIRST_OWN_LEVEL = "gemeente"


def numerator(indicator: Indicator, reading: Reading) -> Series:
    """Return the counts of an indicator, or the values of a percent or score, over all periods and areas.

    Counts of an area that was not delivered are summed from complete buurten or wijken; percentages are not (the
    caller weighs them). An alternative counts for a period when it knows anything below the country.
    """
    found = Series.empty(len(reading.periods), len(reading.geography))
    own = slice(reading.geography.columns(_FIRST_OWN_LEVEL).start, len(reading.geography))
    taken = np.zeros(len(reading.periods), np.bool_)
    for measures in indicator.alternatives():
        parts = [reading.series(measure) for measure in measures]
        if indicator.kind in ("rate", "count"):
            parts = [s.composed(part, reading.geography) for part in parts]
        option = s.summed(parts, reading.origins)
        first = s.delivered_years(option, own) & ~taken
        found = _with_periods(found, option, first)
        taken |= first
    return found


def weighed(series: Series, weights: Series, geography: Geography) -> Series:
    """Fill composed areas of a percent or score with the mean of their buurten, weighted by inhabitants; `estimated`.

    Only when every buurt with inhabitants has a value; buurten without inhabitants weigh nothing.
    """
    parts = geography.of_buurten
    if not len(parts.wholes):
        return series
    weight = np.where(weights.known, weights.values(), 0.0)
    value = np.where(series.known, series.values(), 0.0)
    total, people = parts.total(np.add, value * weight), parts.total(np.add, weight)
    complete = parts.total(np.logical_and, (series.known & weights.known) | (weights.known & (weight == 0)))
    fill = complete & (people > 0) & ~series.known[:, parts.wholes]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(fill, total / people, 0.0)
    amount, known = series.amount.copy(), series.known.copy()
    marks, origin = series.marks.copy(), series.origin.copy()
    at = parts.wholes
    amount[:, at] = np.where(fill, np.round(mean * SCALE).astype(np.int64), amount[:, at])
    marks[:, at] |= np.where(fill, parts.total(np.bitwise_or, series.marks) | s.ESTIMATED, 0).astype(np.uint16)
    origin[:, at] = np.where(fill, parts.total(np.maximum, series.origin), origin[:, at])
    known[:, at] |= fill
    return Series(amount, known, marks, origin)


def _with_periods(under: Series, over: Series, which: np.ndarray) -> Series:
    pick = which[:, None]
    return Series(
        np.where(pick, over.amount, under.amount),
        np.where(pick, over.known, under.known),
        np.where(pick, over.marks, under.marks),
        np.where(pick, over.origin, under.origin),
    )
