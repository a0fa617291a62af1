"""Worlds without clusters: the same cases, fallen, sampled or permuted by chance alone.

Each returns a function (rng, n) that gives the cases of n worlds: (places, steps, n).
"""

import numpy as np

from wens.stats.scan.likelihood import Counts, Floats
from wens.stats.scan.search import Draw, Whole

MOST_IN_TWO_BYTES = 65_535


def falling(total: int, size: Floats) -> Draw:
    """Let the cases fall over all cells in proportion to their size (places, steps), which adds up to 1."""
    from wens.stats.scan.compiled import fallen, urns  # reading compiled code takes a second: only a scan should pay

    keep, other = urns(size.ravel())

    def draw(rng: np.random.Generator, worlds: int) -> Whole:
        cases = np.zeros((worlds, size.size), dtype=_kind(total))  # one world after the other fits the fastest memory
        fallen(rng, total, keep, other, cases)
        return np.ascontiguousarray(cases.T).reshape(*size.shape, worlds)

    return draw


def sampled(total: int, persons: Counts) -> Draw:
    """Let any `total` of the persons (places,) be the cases."""

    def draw(rng: np.random.Generator, worlds: int) -> Whole:
        drawn = rng.multivariate_hypergeometric(persons, total, size=worlds, method="marginals")
        return drawn.T[:, None, :].astype(_kind(total), order="C")

    return draw


def permuted(at: Counts, when: Counts, shape: tuple[int, ...]) -> Draw:
    """Permute the steps `when` over the cases, which stay at their places `at`; shape: (places, steps)."""
    places, steps = shape

    def draw(rng: np.random.Generator, worlds: int) -> Whole:
        steps_of = rng.permuted(np.broadcast_to(when, (worlds, when.size)), axis=1)
        cell = (at * steps + steps_of) * worlds + np.arange(worlds)[:, None]
        return (
            np.bincount(cell.ravel(), minlength=places * steps * worlds)
            .reshape(*shape, worlds)
            .astype(_kind(when.size))
        )

    return draw


def _kind(total: int) -> type[np.uint16] | type[np.int32]:
    """Return the smallest type that holds so many cases: half the memory is half the time of the search."""
    return np.uint16 if total <= MOST_IN_TWO_BYTES else np.int32
