"""The search over circles and intervals: the best window of each centre, and the highest ratio of each replication."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wens.stats.scan.likelihood import Counts, Likelihood
from wens.stats.scan.places import Circles

Floats = NDArray[np.float64]
Small = NDArray[np.int32]
# Worlds side by side fill the processor's vectors; fewer when many places and steps would take the memory.
WORLDS = 32
CELLS_AT_ONCE = 16_000_000
POSITIONS_AT_ONCE = 2_000_000
# A floor a little under the lowest of the first worlds passes over nearly all windows, and few worlds stay below it.
FLOOR = 0.8

Draw = Callable[[np.random.Generator, int], Small]


class Window(NamedTuple):
    """One window: its centre (place), how many-th circle of that centre, first and last step, ratio and size."""

    ratio: float
    centre: int
    circle: int
    start: int
    end: int
    size: float


@dataclass(frozen=True)
class Search:
    """Circles, intervals of at most `longest` of the steps (ending at the last if prospective), and their sizes.

    size: (places, steps), what the likelihood calls the size of a place in a step; sizes add up.
    """

    circles: Circles
    likelihood: Likelihood
    size: Floats
    longest: int = 1
    prospective: bool = False

    def best_per_centre(self, cases: Counts) -> list[Window]:
        """Return the most likely window of each centre that has one with a high rate; cases: (places, steps)."""
        _, start, _ = self._flat
        most = max(1, POSITIONS_AT_ONCE // (self.size.shape[1] + self.longest))
        found, centre = [], 0
        while centre < len(start) - 1:
            after = max(centre + 1, int(np.searchsorted(start, start[centre] + most, side="right")) - 1)
            found += self._best_of(cases, centre, after)
            centre = after
        return found

    def _best_of(self, cases: Counts, centre: int, after: int) -> list[Window]:
        """Return the best windows of the centres from `centre` up to `after`; equal ones: the first circle and step."""
        order, start, closes = self._flat
        begins, here = start[centre : after + 1] - start[centre], slice(start[centre], start[after])
        ends = np.flatnonzero(closes[here])
        of = np.searchsorted(begins, ends, side="right") - 1
        inside, held = (_until(order[here], begins, values)[ends] for values in (cases.astype(float), self.size))
        best: dict[int, Window] = {}
        ratio_of = np.zeros(after - centre)
        for last in self._lasts():
            first = max(0, last - self.longest + 1)
            size = held[:, last + 1, None] - held[:, first : last + 1]
            ratio = self.likelihood.ratio(inside[:, last + 1, None] - inside[:, first : last + 1], size)
            highest, top = ratio.max(axis=1), np.zeros(after - centre)
            np.maximum.at(top, of, highest)
            better = np.where(top > ratio_of * (1 + 1e-12), top, np.inf)
            rows = np.flatnonzero(highest == better[of])
            whose, which = np.unique(of[rows], return_index=True)
            for own, row in zip(whose.tolist(), rows[which].tolist(), strict=True):
                later = int(ratio[row].argmax())
                circle = row - int(np.searchsorted(of, own))
                extent = float(size[row, later])
                best[own] = Window(float(highest[row]), centre + own, circle, first + later, last, extent)
                ratio_of[own] = highest[row]
        return [best[own] for own in sorted(best)]

    def highest(self, draw: Draw, replications: int, seed: int) -> Iterator[Floats]:
        """Yield the highest ratio of each replication, in batches; draw(rng, n) gives cases (places, steps, n).

        Batches run side by side; each has a seed of its own, so that the number of processors changes nothing.
        """
        most = int(np.clip(CELLS_AT_ONCE // self.size.size, 1, WORLDS))
        sizes = [min(most, replications - done) for done in range(0, replications, most)]
        seeds = np.random.SeedSequence(seed).spawn(len(sizes))
        batches = zip(sizes, seeds, strict=True)
        anything, floor = self.likelihood.reach(0), 0.0
        for count, own in batches:
            first = self._highest(draw(np.random.default_rng(own), count), anything)
            floor = FLOOR * float(first.min())
            yield first
            break
        enough = self.likelihood.reach(floor)

        def one(count: int, own: np.random.SeedSequence) -> Floats:
            worlds = draw(np.random.default_rng(own), count)
            highest = self._highest(worlds, enough)
            below = np.flatnonzero(highest < floor)
            if below.size:
                highest[below] = self._highest(np.ascontiguousarray(worlds[:, :, below]), anything)
            return highest

        yield from _side_by_side(one, batches)

    def _highest(self, worlds: Small, reach: Floats) -> Floats:
        from wens.stats.scan.compiled import smallest  # see worlds.falling

        low = smallest(*self._flat, self.size, worlds, self.longest, self.prospective, reach)
        ratio = np.zeros(low.shape)
        world, cases = np.nonzero(low < reach)
        ratio[world, cases] = self.likelihood.ratio(cases, low[world, cases])
        return np.asarray(ratio.max(axis=1))

    @cached_property
    def _flat(self) -> tuple[Small, NDArray[np.int64], NDArray[np.bool_]]:
        """Return the places round each centre one after the other, where each centre starts, where circles may end."""
        start = np.cumsum([0, *(len(order) for order in self.circles.order)])
        closes = np.zeros(start[-1], dtype=bool)
        closes[np.concatenate([ends + at - 1 for ends, at in zip(self.circles.ends, start, strict=False)])] = True
        return np.concatenate(self.circles.order), start, closes

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


def _until(order: Small, begins: NDArray[np.int64], values: Floats) -> Floats:
    """Add up values (places, steps) over the places from each centre outwards, and over time.

    Returns (positions, steps + 1), the sum up to but not including each step.
    """
    from wens.stats.scan.compiled import outwards  # see worlds.falling

    within = outwards(order, begins, values).cumsum(axis=1)
    return np.concatenate([np.zeros((len(order), 1)), within], axis=1)
