"""The search over circles and intervals: the best window of each centre, and the highest ratio of each replication."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from wens.stats.scan.likelihood import Counts, Likelihood, Windows
from wens.stats.scan.places import Circles

Floats = NDArray[np.float64]
# Windows times replications looked at together: stays in the processor's cache.
BLOCK = 160_000
# Places times steps times replications held at once, eight bytes each.
CELLS_AT_ONCE = 4_000_000
FEW = 0.15
WIDE = 200

Values = TypeVar("Values", Counts, Floats)


class Window(NamedTuple):
    """One window: its centre (place), how many-th circle of that centre, first and last step, ratio and size."""

    ratio: float
    centre: int
    circle: int
    start: int
    end: int
    size: float


class Block(NamedTuple):
    """Windows that end at one step: all circles of a centre times all first steps."""

    firsts: Counts
    last: int
    size: Floats
    windows: Windows


@dataclass(frozen=True)
class Search:
    """Circles, intervals of at most `longest` of the `steps` (ending at the last if prospective), and their sizes.

    size: (places, steps), what the likelihood calls the size of a place in a step; sizes add up. With step_share
    (steps,) a window's size is a product instead: its share of the places, from size (places, 1), times that of the
    steps.
    """

    circles: Circles
    likelihood: Likelihood
    size: Floats
    steps: int = 1
    longest: int = 1
    prospective: bool = False
    step_share: Floats | None = None

    def best_per_centre(self, cases: Counts) -> list[Window]:
        """Return the most likely window of each centre that has one with a high rate; cases: (places, steps)."""
        found = []
        for centre in range(len(self.circles.order)):
            best = None
            inside = self._inside(cases[:, :, None], centre)
            for block in self._blocks(centre):
                ratio = block.windows.ratio(self._during(inside, block))[:, :, 0]
                circle, first = (int(at) for at in np.unravel_index(int(np.argmax(ratio)), ratio.shape))
                if ratio[circle, first] > (best.ratio * (1 + 1e-12) if best else 0):
                    start, size = int(block.firsts[first]), float(block.size[circle, first])
                    best = Window(float(ratio[circle, first]), centre, circle, start, block.last, size)
            if best:
                found.append(best)
        return found

    def highest(self, draw: Callable[[int], Counts], replications: int) -> Iterator[Floats]:
        """Yield the highest ratio of each replication, in batches; draw(n) gives cases (places, steps, n)."""
        cells = len(self.circles.order) * (self.steps + 1)
        at_once = max(1, CELLS_AT_ONCE // cells)
        for done in range(0, replications, at_once):
            yield self._highest(draw(min(at_once, replications - done)))

    def _highest(self, worlds: Counts) -> Floats:
        count = worlds.shape[2]
        highest = np.zeros(count)
        for centre, order in enumerate(self.circles.order):
            if not len(order):
                continue
            inside = self._inside(worlds, centre)
            for block in self._blocks(centre):
                piece = max(16, BLOCK // block.size.size)
                for begin in range(0, count, piece):
                    part = slice(begin, begin + piece)
                    _raise(highest[part], block.windows, self._during(inside[:, :, part], block))
        return highest

    def _blocks(self, centre: int) -> Iterator[Block]:
        order, ends = self.circles.order[centre], self.circles.ends[centre]
        if not len(order):
            return
        within = _growing(self.size[order], ends)
        over = np.cumsum(_after_zero(within if self.step_share is None else self.step_share[None, :]), axis=1)
        for last in [self.steps - 1] if self.prospective else range(self.steps):
            firsts = np.arange(max(0, last - self.longest + 1), last + 1)
            size = over[:, last + 1, None] - over[:, firsts]
            if self.step_share is not None:
                size = within * size
            yield Block(firsts, last, size, self.likelihood.windows(size))

    def _inside(self, worlds: Counts, centre: int) -> Counts:
        """Return the cases of each circle up to and including each step, with a zero first when there are steps."""
        inside = _growing(worlds[self.circles.order[centre]], self.circles.ends[centre])
        return inside if self.steps == 1 else _added_up(_after_zero(inside), 1)

    def _during(self, inside: Counts, block: Block) -> Counts:
        if self.steps == 1:
            return inside
        return np.asarray(inside[:, block.last + 1, None] - inside[:, block.firsts[0] : block.firsts[-1] + 1])


def _raise(highest: Floats, windows: Windows, cases: Counts) -> None:
    """Raise the highest ratio of each world to that of these windows.

    Once every world has a high window few others can pass it: only those that can are computed.
    """
    least = windows.reaching(float(highest.min()))
    if least is not None:
        at = np.flatnonzero(cases >= least)
        if at.size < FEW * cases.size:
            window, world = np.divmod(at, cases.shape[2])
            np.maximum.at(highest, world, windows.ratio_at(window, cases.reshape(-1, cases.shape[2])[window, world]))
            return
    np.maximum(highest, windows.ratio(cases).max(axis=(0, 1)), out=highest)


def _growing(values: Values, ends: NDArray[np.int32]) -> Values:
    """Add up values (places in order of distance, …) over the circles that end at these places."""
    total = _added_up(values, 0)
    return total if len(ends) == len(values) else total[ends - 1]


def _added_up(values: Values, axis: int) -> Values:
    """Return running sums along an axis, in place. With many worlds, slice by slice is five times as fast as cumsum."""
    if values.size < WIDE * values.shape[axis]:
        return np.cumsum(values, axis=axis, out=values)
    along = np.moveaxis(values, axis, 0)
    for number in range(1, len(along)):
        along[number] += along[number - 1]
    return values


def _after_zero(values: Values) -> Values:
    zero = np.zeros((values.shape[0], 1, *values.shape[2:]), dtype=values.dtype)
    return np.concatenate([zero, values], axis=1)
