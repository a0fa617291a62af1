"""The search over circles and intervals: the best window of each centre, and the highest ratio of each replication."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wens.stats.scan.likelihood import Counts, Likelihood
from wens.stats.scan.places import Circles

Floats = NDArray[np.float64]
Whole = NDArray[np.uint16 | np.int32]
# Worlds side by side fill the processor's vectors; fewer when many places and steps would take the memory. The first
# ones set the floor, alone and slowly, so they are few.
FIRST_WORLDS, WORLDS = 16, 64
CELLS_AT_ONCE = 16_000_000
POSITIONS_AT_ONCE = 2_000_000
# A floor a little under the lowest of the first worlds passes over nearly all windows, and few worlds stay below it.
FLOOR = 0.75

Draw = Callable[[np.random.Generator, int], Whole]


class Window(NamedTuple):
    """One window: its centre (place), in which set of circles, where it ends in it, first and last step, size, ratio.

    statistic: the ratio, less for an ellipse that is far from a circle.
    """

    statistic: float
    ratio: float
    centre: int
    circles: int
    end: int
    first: int
    last: int
    size: float


@dataclass(frozen=True)
class Search:
    """Circles, intervals of at most `longest` of the steps (ending at the last if prospective), and their sizes.

    size: (places, steps), what the likelihood calls the size of a place in a step; sizes add up. penalty: how much less
    an ellipse of shape s counts, (4 s / (s + 1)^2)^penalty.
    """

    circles: tuple[Circles, ...]
    likelihood: Likelihood
    size: Floats
    longest: int = 1
    prospective: bool = False
    penalty: float = 0.0

    def best_per_centre(self, cases: Counts) -> list[Window]:
        """Return the most likely window of each centre that has one with a high rate; cases: (places, steps)."""
        best: dict[int, Window] = {}
        for which, circles in enumerate(self.circles):
            for window in self._best_in(which, circles, cases):
                known = best.get(window.centre)
                if known is None or window.statistic > known.statistic * (1 + 1e-12):
                    best[window.centre] = window
        return [best[centre] for centre in sorted(best)]

    def _best_in(self, which: int, circles: Circles, cases: Counts) -> Iterator[Window]:
        """Yield the best windows among one set of circles, some centres at a time: memory stays bounded."""
        most = max(1, POSITIONS_AT_ONCE // (self.size.shape[1] + self.longest))
        weight, centre, centres = self._weight(circles), 0, len(circles.start) - 1
        while centre < centres:
            after = int(np.searchsorted(circles.start, circles.start[centre] + most, side="right")) - 1
            after = min(max(after, centre + 1), centres)
            for own, ratio, end, first, last, size in self._best_of(circles, cases, centre, after):
                yield Window(ratio * weight, ratio, own, which, end, first, last, size)
            centre = after

    def _best_of(
        self, circles: Circles, cases: Counts, centre: int, after: int
    ) -> list[tuple[int, float, int, int, int, float]]:
        """Return centre, ratio, end, first, last, size of the best windows; equal ones: the first circle and step."""
        begins, here = circles.start[centre : after + 1], slice(circles.start[centre], circles.start[after])
        ends = np.flatnonzero(circles.closes[here])
        of = np.repeat(np.arange(after - centre), np.diff(begins))[ends]
        order = circles.order[here]
        inside, held = (
            _until(order, begins - begins[0], values)[ends] for values in (cases.astype(float), self.size)
        )  # fmt: skip
        best: dict[int, tuple[int, float, int, int, int, float]] = {}
        ratio_of = np.zeros(after - centre)
        for last in self._lasts():
            first = max(0, last - self.longest + 1)
            size = held[:, last + 1, None] - held[:, first : last + 1]
            ratio = self.likelihood.ratio(inside[:, last + 1, None] - inside[:, first : last + 1], size)
            highest = ratio.max(axis=1)
            top = _highest_per(of, highest, after - centre)
            better = np.where(top > ratio_of * (1 + 1e-12), top, np.inf)
            rows = np.flatnonzero(highest == better[of])
            whose, chosen = np.unique(of[rows], return_index=True)
            for own, row in zip(whose.tolist(), rows[chosen].tolist(), strict=True):
                later = int(ratio[row].argmax())
                end = int(begins[0] + ends[row])
                best[own] = (centre + own, float(highest[row]), end, first + later, last, float(size[row, later]))
                ratio_of[own] = highest[row]
        return [best[own] for own in sorted(best)]

    def highest(self, draw: Draw, replications: int, seed: int) -> Iterator[Floats]:
        """Yield the highest statistic of each replication, in batches; draw(rng, n) gives cases (places, steps, n).

        Batches run side by side; each has a seed of its own, so that the number of processors changes nothing.
        """
        most = int(np.clip(CELLS_AT_ONCE // max(self.size.size, self.likelihood.total), 1, WORLDS))
        initial = min(most, FIRST_WORLDS, replications)
        sizes = [initial, *(min(most, replications - done) for done in range(initial, replications, most))]
        seeds = np.random.SeedSequence(seed).spawn(len(sizes))
        if not replications:
            return
        anything = self._reaches(0)
        first = self._highest(draw(np.random.default_rng(seeds[0]), initial), anything)
        yield first
        floor = FLOOR * float(first.min())
        enough = self._reaches(floor)

        def one(count: int, own: np.random.SeedSequence) -> Floats:
            worlds = draw(np.random.default_rng(own), count)
            highest = self._highest(worlds, enough)
            below = np.flatnonzero(highest < floor)
            if below.size:
                highest[below] = self._highest(worlds[:, :, below].copy(), anything)
            return highest

        yield from _side_by_side(one, zip(sizes[1:], seeds[1:], strict=True))

    def _highest(self, worlds: Whole, reaches: list[Floats]) -> Floats:
        from wens.stats.scan.compiled import smallest  # see worlds.falling

        highest = np.zeros(worlds.shape[2])
        for circles, reach in zip(self.circles, reaches, strict=True):
            low = smallest(
                circles.order, circles.start, circles.closes, self.size, worlds, self.longest, self.prospective, reach
            )
            world, cases = np.nonzero(low < reach)
            found = self.likelihood.ratio(cases, low[world, cases]) * self._weight(circles)
            np.maximum(highest, _highest_per(world, found, len(highest)), out=highest)
        return highest

    def _reaches(self, floor: float) -> list[Floats]:
        """Return, per set of circles, per number of cases, below which size a window's statistic reaches the floor."""
        weights = [self._weight(circles) for circles in self.circles]
        reach = {weight: self.likelihood.reach(floor / weight) for weight in set(weights)}
        return [reach[weight] for weight in weights]

    def _weight(self, circles: Circles) -> float:
        return float((4 * circles.shape / (circles.shape + 1) ** 2) ** self.penalty)

    def _lasts(self) -> range:
        steps = self.size.shape[1]
        return range(steps - 1 if self.prospective else 0, steps)


def _side_by_side(
    one: Callable[..., Floats], batches: Iterator[tuple[int, np.random.SeedSequence]]
) -> Iterator[Floats]:
    """Yield the results in order, a few batches ahead at most: a scan that stops early leaves little work behind."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with ThreadPoolExecutor(processors) as pool:
        ahead: deque[Future[Floats]] = deque()
        for batch in batches:
            ahead.append(pool.submit(one, *batch))
            if len(ahead) > 2 * processors:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _highest_per(of: NDArray[np.intp], values: Floats, many: int) -> Floats:
    """Return (many,) the highest of the values of each; of: not decreasing; 0 where there is none."""
    begins = np.flatnonzero(np.diff(of, prepend=-1))
    highest = np.zeros(many)
    highest[of[begins]] = np.maximum.reduceat(values, begins) if begins.size else 0.0
    return highest


def _until(order: NDArray[np.int32], begins: NDArray[np.int64], values: Floats) -> Floats:
    """Add up values (places, steps) over the places from each centre outwards, and over time.

    Returns (positions, steps + 1), the sum up to but not including each step.
    """
    from wens.stats.scan.compiled import outwards  # see worlds.falling

    until = np.zeros((len(order), values.shape[1] + 1))
    until[:, 1:] = outwards(order, begins, values)
    return until.cumsum(axis=1, out=until) if values.shape[1] > 1 else until
