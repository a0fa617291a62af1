"""The similar areas of each area, and what they have together: `wens.figures.peers` says on which features."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wens.figures.build import series as s
from wens.figures.build.denominators import Denominators
from wens.figures.build.geography import NONE, Geography
from wens.figures.build.numerators import weighed
from wens.figures.build.panel import Panel
from wens.figures.build.rates import comparable
from wens.figures.build.reading import Reading
from wens.figures.build.series import Floats
from wens.figures.peers import FEATURES, LEAST_FEATURES, NUMBER, Feature
from wens.stats.similar import NOBODY, nearest, standardised

Cells = tuple[NDArray[np.int64], NDArray[np.int64]]

# Below this an area has too little of its own to be like another (a business park with three dwellings).
LEAST_DWELLINGS = 50


@dataclass(frozen=True)
class Alike:
    """For each area the columns of its similar areas, the most similar first; NOBODY (-1) is none: (areas, NUMBER)."""

    of: NDArray[np.int64]

    def value(self, panel: Panel) -> tuple[Floats, NDArray[np.int64]]:
        """Return the pooled rate of the similar areas that have a number, and which: (periods, areas), bits by place.

        Only for figures that may be compared, and only of figures that may be: the area itself is not among them.
        """
        usable = comparable(panel)
        count, people = np.where(usable, panel.count, 0.0), np.where(usable, panel.usable, 0.0)
        shape = panel.count.shape
        events, exposure, used = np.zeros(shape), np.zeros(shape), np.zeros(shape, np.int64)
        if panel.indicator.kind != "rate" or not panel.indicator.tested:
            return np.full(shape, np.nan), used
        for place in range(self.of.shape[1]):
            peer = self.of[:, place]
            there = (peer != NOBODY)[None, :] & usable[:, np.maximum(peer, 0)] & usable
            events += np.where(there, count[:, np.maximum(peer, 0)], 0.0)
            exposure += np.where(there, people[:, np.maximum(peer, 0)], 0.0)
            used |= there.astype(np.int64) << place
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(exposure > 0, events / exposure * float(panel.indicator.per or 1), np.nan), used

    def names(self, used: NDArray[np.int64], at: Cells, geography: Geography) -> pa.Array:
        """Return the codes of the similar areas of each cell, joined by "+"."""
        width = 1 << self.of.shape[1]
        numbers = np.where(used[at] > 0, at[1] * width + used[at], 0)
        unique, inverse = np.unique(numbers, return_inverse=True)
        texts = [self._text(int(number) // width, int(number) % width, geography) for number in unique]
        once = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        of = np.array([once[text] for text in texts], np.int32)
        return pa.DictionaryArray.from_arrays(pa.array(of[inverse]), pa.array(list(once), pa.string()))

    def _text(self, area: int, used: int, geography: Geography) -> str:
        return "+".join(
            geography.codes[peer] for place, peer in enumerate(self.of[area].tolist()) if used & (1 << place)
        )


def alike(geography: Geography, yearly: Reading, denominators: Denominators) -> Alike:
    """Return the similar areas, of the same level and the same gemeente, by the newest year of each feature.

    What is a denominator as well is taken as denominators are made (dwellings shared out over the buurten of a wijk).
    """
    found = np.full((len(geography), NUMBER), NOBODY, np.int64)
    if not len(yearly.periods):
        return Alike(found)
    newest = _Newest(yearly, denominators)
    values = np.stack([_values(one, newest) for one in FEATURES], axis=1)
    dwellings = newest.of("kwb:dwellings")
    values[~(dwellings >= LEAST_DWELLINGS)] = np.nan
    for level in ("stadsdeel", "local_wijk", "wijk", "buurt"):
        columns = geography.columns(level)
        own = np.arange(columns.start, columns.stop)
        for gemeente in np.unique(geography.gemeente_of[columns]):
            areas = own[geography.gemeente_of[columns] == gemeente]
            if gemeente != NONE:
                found[areas] = _of_level(values[areas], areas)
    return Alike(found)


def _of_level(values: Floats, areas: NDArray[np.int64]) -> NDArray[np.int64]:
    """A feature that most areas of a level lack takes no part; an area that lacks one of the others has no company."""
    known = ~np.isnan(values)
    lived_in = max(1, int(known.any(axis=1).sum()))
    shared = 2 * known.sum(axis=0) > lived_in
    if shared.sum() < LEAST_FEATURES:
        return np.full((len(areas), NUMBER), NOBODY, np.int64)
    weights = np.sqrt(np.array([one.weight for one in FEATURES]))[shared]
    rows = nearest(standardised(values[:, shared]) * weights, number=NUMBER)
    return np.where(rows == NOBODY, NOBODY, areas[np.maximum(rows, 0)])


def _values(feature: Feature, newest: "_Newest") -> Floats:
    value = newest.of(feature.measure, share=feature.per is None)
    with np.errstate(divide="ignore", invalid="ignore"):
        if feature.per is not None:
            below = newest.of(feature.per)
            value = np.where(below > 0, value / below, np.nan)
        return np.where(value > 0, np.log(value), np.nan) if feature.scale == "log" else value


@dataclass(frozen=True)
class _Newest:
    """The newest year of a measure, one value per area."""

    yearly: Reading
    denominators: Denominators

    def of(self, measure: str, *, share: bool = False) -> Floats:
        """Composed areas are summed, or weighed by inhabitants (`share`)."""
        yearly = self.yearly
        for key, one in self.denominators.definitions.items():
            if one.measure == measure and not share:
                return np.asarray(self.denominators.of(key, yearly.periods.years[-1:]).series.values()[0])
        made = yearly.series(measure)
        if share:
            people = s.composed(yearly.series("kwb:inhabitants"), yearly.geography)
            made = weighed(made, people, yearly.geography)
        else:
            made = s.composed(made, yearly.geography)
        own = slice(yearly.geography.columns("gemeente").start, len(yearly.geography))
        years = np.flatnonzero(s.delivered_years(made, own))
        return np.asarray(made.values()[years[-1]]) if len(years) else np.full(len(yearly.geography), np.nan)
