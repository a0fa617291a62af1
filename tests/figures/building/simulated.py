"""Many worlds at once, straight into the tests of the build: each period of a panel is a world, or a year."""

from typing import Any

import numpy as np
import pyarrow as pa

from tests.figures import world as w
from wens.figures.build.geography import LEVEL_ORDER, Geography
from wens.figures.build.panel import Panel
from wens.figures.build.periods import Periods
from wens.figures.build.verdicts import Tests, judge, tests

Counts = Any  # (indicators, periods, buurten)


def geography(buurten: int) -> Geography:
    """A gemeente of this many buurten, without levels between."""
    codes = [f"BU0001{at:04d}" for at in range(buurten)]
    areas = pa.table({
        "code": [w.GEMEENTE, *codes], "name": [w.GEMEENTE, *codes], "level": ["gemeente", *["buurt"] * buurten],
        "parent": ["", *[w.GEMEENTE] * buurten],
    })  # fmt: skip
    hierarchy = pa.table({"buurt": codes, "area": [w.GEMEENTE] * buurten, "level": ["gemeente"] * buurten})
    return Geography.of(areas, hierarchy, generation=2024)


def judged(counts: Counts, people: Any, *, worlds: bool = False) -> list[Tests]:
    """Return the judged tests of each indicator. people: (buurten,), the same for all.

    worlds: each period is a world of its own, three years long with four years between: nothing to compare it with but
    the rest of the gemeente.
    """
    place = geography(counts.shape[2])
    periods = (
        Periods("years", tuple((1000 + 7 * at, 3) for at in range(counts.shape[1])))
        if worlds
        else Periods("year", tuple((2000 + at, 0) for at in range(counts.shape[1])))
    )
    made = [tests(_panel(f"i{at}", one, people, periods), place) for at, one in enumerate(counts)]
    judge(made, np.array([LEVEL_ORDER.index(level) for level in place.levels]))
    return made


def of_worlds(counts: Counts, people: Any) -> Any:
    """Return the verdicts (`verdicts.NAMES`) of many worlds at once: (indicators, worlds, buurten)."""
    return np.stack([one.rest.verdict[:, 1:] for one in judged(counts, people, worlds=True)])


def homes(rng: np.random.Generator, buurten: int) -> Any:
    """Dwellings per buurt."""
    return rng.integers(300, 2500, buurten).astype(float)


def rates(rng: np.random.Generator, indicators: int) -> Any:
    """From one in a thousand homes to one in twenty: (indicators, 1, 1)."""
    return np.exp(rng.uniform(np.log(0.001), np.log(0.05), (indicators, 1, 1)))


def risks(rng: np.random.Generator, spread: float, shape: tuple[int, ...]) -> Any:
    """How much more or less than average happens somewhere: a gamma distribution with mean 1 and this deviation."""
    return rng.gamma(1 / spread**2, spread**2, shape) if spread else np.ones(shape)


def _panel(key: str, count: Any, people: Any, periods: Periods) -> Panel:
    """A panel of the buurten and, before them, the gemeente as their sum."""
    full = np.concatenate([count.sum(axis=1, keepdims=True), count], axis=1).astype(float)
    every = np.broadcast_to(np.append(people.sum(), people), full.shape).astype(float)
    nothing = np.zeros(full.shape, np.bool_)
    return Panel(
        w.indicator(key), periods, full, every, nothing.astype(np.uint16), nothing.astype(np.uint8),
        np.full(len(count), 2000), nothing.astype(np.int32), nothing, nothing, np.arange(len(count)),
        np.zeros(len(count), np.bool_),
    )  # fmt: skip
