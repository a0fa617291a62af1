"""How much areas differ, and change, without anything being the matter: estimated per gemeente, level and period.

What cannot be estimated at a level (fewer than ten areas that expect two or more cases) is taken from the finest level
of the same gemeente that has an estimate: an average over buurten varies no more than the buurten themselves, so a p
value only becomes larger by it. A gemeente without any such level gets a typical value.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wens.figures.build.geography import LEVEL_ORDER, NONE, Geography
from wens.figures.build.series import Floats
from wens.stats.funnel import extra_variation

# Variances of relative rates between the 140 neighbourhoods of Toronto, 2014-2019, the medians over five crimes and six
# years (`extra_variation` on the police's own table); Enschede's 67 inhabited buurten had 0.38 for all crimes of 2023.
TYPICAL_BETWEEN = 0.31
TYPICAL_CHANGE = 0.05


@dataclass(frozen=True)
class Groups:
    """The cells of one panel by period, gemeente and level; -1 for what belongs to no gemeente."""

    number: NDArray[np.int64]  # (periods, areas)
    shape: tuple[int, int, int]

    @classmethod
    def of(cls, geography: Geography, periods: int) -> "Groups":
        """Number the groups of `periods` rows."""
        gemeenten, place = np.unique(geography.gemeente_of, return_inverse=True)
        level = np.array([LEVEL_ORDER.index(one) for one in geography.levels], np.int64)
        shape = periods, len(gemeenten), len(LEVEL_ORDER)
        of_area = place * len(LEVEL_ORDER) + level
        number = np.arange(periods)[:, None] * (shape[1] * shape[2]) + of_area[None, :]
        return cls(np.where(geography.gemeente_of[None, :] == NONE, -1, number), shape)

    def sums(self, values: Floats, usable: NDArray[np.bool_]) -> Floats:
        """Return for each cell the sum of the usable cells of its group, whatever their order."""
        at = np.flatnonzero((usable & (self.number >= 0)).ravel())
        part, group = values.ravel()[at], self.number.ravel()[at]
        order = np.lexsort((part, group))
        total = np.bincount(group[order], part[order], minlength=int(np.prod(self.shape)))
        return np.where(self.number >= 0, total[np.maximum(self.number, 0)], 0.0)


def extra(
    groups: Groups,
    count: Floats,
    people: Floats,
    other_count: Floats,
    other_people: Floats,
    usable: NDArray[np.bool_],
    *,
    typical: float,
) -> Floats:
    """Return the variance beyond chance for each cell, from the usable cells of its group, or as the module says."""
    at = np.flatnonzero((usable & (groups.number >= 0)).ravel())
    table = np.full(int(np.prod(groups.shape)), np.nan)
    if len(at):
        cells = (array.ravel()[at] for array in (count, people, other_count, other_people, groups.number))
        names, found = extra_variation(*cells)
        table[names] = found
    return finest_known(groups, table, typical)


def finest_known(groups: Groups, table: Floats, typical: float) -> Floats:
    """Spread a value per group over its cells; a group without one takes the finest level's, else `typical`."""
    by_level = table.reshape(groups.shape)
    finest = np.full(groups.shape[:2], np.nan)
    for level in range(groups.shape[2]):
        finest = np.where(np.isnan(by_level[:, :, level]), finest, by_level[:, :, level])
    filled = np.where(np.isnan(by_level), finest[:, :, None], by_level).ravel()
    filled = np.where(np.isnan(filled), typical, filled)
    return np.where(groups.number >= 0, filled[np.maximum(groups.number, 0)], typical)
