"""The rules of the public tier (METHODS, "Disclosure rules"), and what they say of each cell by itself."""

import numpy as np
from numpy.typing import NDArray

from wens.figures.build.geography import Geography
from wens.figures.build.panel import Panel
from wens.figures.definitions import Indicator
from wens.stats.disclosure import Rules

LEAST_PEOPLE = 100
"""With fewer people (or homes) to divide by, a figure about people is not public."""

ABOUT_PERSONS = Rules(threshold=10, base=5, protection=5)

# People speak of local wijken and stadsdelen, so those are hidden last; the gemeente only when nothing else is left.
LEVEL_COST = {"buurt": 1.0, "wijk": 8.0, "local_wijk": 20.0, "stadsdeel": 60.0, "gemeente": 400.0}
OLDER = 0.9
"""What a year earlier is worth of the year after it."""


def counts_people(indicator: Indicator) -> bool:
    """Whether the numbers of an indicator are counts that the rules about people hold for."""
    return indicator.about_persons and indicator.kind in ("rate", "count")


def behind_a_floor(panel: Panel, geography: Geography) -> NDArray[np.bool_]:
    """Return what is never public, whatever the number: (periods, areas).

    Levels below those of the definition (of a sensitive indicator: below the gemeente); parts of a year of what is
    sensitive or about people; percentages of people below the gemeente, because it is not known here of how many.
    """
    one = panel.indicator
    public = ["gemeente"] if one.sensitive or (one.about_persons and not counts_people(one)) else one.public_levels
    closed = np.zeros(panel.count.shape, np.bool_)
    for level, columns in geography.level_slice.items():
        closed[:, columns] = level not in ("land", *public)
    if (one.about_persons or one.sensitive) and panel.periods.kind in ("quarter", "month"):
        closed[:] = True
    return closed


def few_people(panel: Panel) -> NDArray[np.bool_]:
    """Return where so few live that a number about people is not public: (periods, areas)."""
    with np.errstate(invalid="ignore"):
        a_year = panel.denominator / panel.periods.spans[:, None]
        return np.asarray(counts_people(panel.indicator) & (a_year < LEAST_PEOPLE))


def costs(panel: Panel, geography: Geography) -> NDArray[np.float64]:
    """Return what hiding each cell takes from a reader: (periods, areas). Low levels, old and small cells go first."""
    level = np.array([LEVEL_COST.get(name, LEVEL_COST["gemeente"]) for name in geography.levels])
    years = np.array([year + part - 1 if panel.periods.kind == "years" else year for year, part in panel.periods.keys])
    age = years.max(initial=0) - years
    size = 1 + np.log1p(np.nan_to_num(panel.count)) / 10
    return np.asarray(level[None, :] * (OLDER**age)[:, None] * size)
