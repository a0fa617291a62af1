"""What the public tier leaves out: floors of the definition, small numbers about people, and what would give them away.

Full protection over linked tables and earlier releases is another step; here a hidden area cannot be had by subtracting
published areas from one another within one indicator and period.

Worked example: a wijk with 40 cases and buurten with 25, 11 and 4. Only 4 is too small, but 40 - 25 - 11 would give it;
so the smallest other one, 11, is hidden as well. What a floor hides for a whole level is no secret of that kind.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wens.facts.expressions import Kind
from wens.figures.build.geography import Geography
from wens.figures.build.panel import Panel, Reason
from wens.figures.build.series import Floats

Panels = dict[str, Panel]

LEAST_CASES_ABOUT_PERSONS = 10
ROUNDED_TO = 5
LEAST_PEOPLE_FOR_A_PERCENTAGE = 100
CLOSE = 1e-6

# People speak of local wijken and stadsdelen, so those are hidden last; the gemeente only when nothing else is left.
_GOES_FIRST = {"buurt": 0, "wijk": 1, "local_wijk": 2, "stadsdeel": 3, "gemeente": 4}


def protected(panels: Mapping[Kind, Panels], geography: Geography) -> dict[Kind, Panels]:
    """Return all panels as the public may see them. All that follows is made from these, so nothing hidden comes back.

    panels: per kind of period the panels by key of the indicator.
    """
    return {kind: {key: _one(one, geography) for key, one in of_kind.items()} for kind, of_kind in panels.items()}


def _one(panel: Panel, geography: Geography) -> Panel:
    hidden = _primary(panel, geography)
    for row in panel.present:
        small = hidden[row] == Reason.few_cases
        if small.any():
            hidden[row, _to_hide_as_well(panel.count[row], small, hidden[row] > 0, geography)] = Reason.derivable
    shown = np.where(hidden > 0, np.nan, panel.count)
    if panel.indicator.about_persons and panel.indicator.kind in ("rate", "count"):
        shown = np.round(shown / ROUNDED_TO) * ROUNDED_TO
    counted = ~np.isnan(panel.count)
    reason = np.where(counted & (hidden > 0), hidden, panel.reason).astype(np.uint8)
    return replace(panel, count=shown, reason=reason)


def _primary(panel: Panel, geography: Geography) -> NDArray[np.uint8]:
    """What the floors themselves hide: level, small numbers about people, people in parts of a year."""
    one = panel.indicator
    hidden = np.zeros(panel.count.shape, np.uint8)
    public = ["gemeente"] if one.sensitive else one.public_levels
    for level, columns in geography.level_slice.items():
        if level not in ("land", *public):
            hidden[:, columns] = Reason.floor
    if one.about_persons:
        with np.errstate(invalid="ignore"):
            small = panel.count < LEAST_CASES_ABOUT_PERSONS
            few_people = panel.denominator < LEAST_PEOPLE_FOR_A_PERCENTAGE
        if one.kind in ("rate", "count"):
            hidden[(hidden == 0) & (small | few_people)] = Reason.few_cases
    if (one.about_persons or one.sensitive) and panel.periods.kind != "year":
        hidden[:] = Reason.floor
    return np.where(np.isnan(panel.count), 0, hidden).astype(np.uint8)


def _to_hide_as_well(
    count: Floats, small: NDArray[np.bool_], hidden: NDArray[np.bool_], geography: Geography
) -> list[int]:
    """Return what to hide so that no small number is a combination of published ones.

    An area is a row of zeros and ones over its buurten. A small number is safe when its row is not in the span of the
    published rows. Of the areas that give it away the lowest level goes first, and of that the smallest number.
    """
    rows = _rows(count, geography)
    wanted = [area for area in rows if small[area]]
    also: list[int] = []
    while telling := _telling(rows, wanted, [area for area in rows if not hidden[area] and area not in also]):
        also.append(min(telling, key=lambda area: (_GOES_FIRST[geography.levels[area]], count[area], area)))
    for area in list(also):  # the first ones may have become needless by the later ones
        without = [one for one in also if one != area]
        if not _telling(rows, wanted, [one for one in rows if not hidden[one] and one not in without]):
            also = without
    return also


def _rows(count: Floats, geography: Geography) -> dict[int, NDArray[np.int8]]:
    """Each area with a count as zeros and ones over the buurten; a buurt is itself."""
    buurten = geography.columns("buurt")
    size = buurten.stop - buurten.start
    rows = {}
    for area in range(len(geography)):
        members = geography.buurten_of.get(area)
        if buurten.start <= area < buurten.stop:
            members = np.array([area])
        if members is None or np.isnan(count[area]):
            continue
        rows[area] = np.zeros(size, np.int8)
        rows[area][members - buurten.start] = 1
    return rows


def _telling(rows: dict[int, NDArray[np.int8]], wanted: list[int], published: list[int]) -> list[int]:
    """Return the published areas that together determine one of the wanted ones; empty when none is determined."""
    if not wanted or not published:
        return []
    span = np.array([rows[area] for area in published], float).T
    targets = np.array([rows[area] for area in wanted], float).T
    solution, *_ = np.linalg.lstsq(span, targets, rcond=None)
    determined = np.flatnonzero(np.abs(span @ solution - targets).max(axis=0) < CLOSE)
    if not len(determined):
        return []
    return [published[at] for at in np.flatnonzero(np.abs(solution[:, determined[0]]) > CLOSE)]
