"""Worlds without clusters: the same cases, fallen, sampled or permuted by chance alone.

Each returns a function (rng, n) that gives the cases of n worlds: (places, steps, n).
"""

import numpy as np

from wens.stats.scan.likelihood import Counts, Floats
from wens.stats.scan.search import Draw, Small


def falling(total: int, size: Floats) -> Draw:
    """Let the cases fall over all cells in proportion to their size (places, steps), which adds up to 1."""
    from wens.stats.scan.compiled import fallen  # reading compiled code takes a second, which only a scan should pay

    return lambda rng, worlds: fallen(rng, total, size.ravel(), worlds).reshape(*size.shape, worlds)


def sampled(total: int, persons: Counts) -> Draw:
    """Let any `total` of the persons (places,) be the cases."""

    def draw(rng: np.random.Generator, worlds: int) -> Small:
        drawn = rng.multivariate_hypergeometric(persons, total, size=worlds, method="marginals")
        return np.ascontiguousarray(drawn.T[:, None, :], dtype=np.int32)

    return draw


def permuted(at: Counts, when: Counts, shape: tuple[int, ...]) -> Draw:
    """Permute the steps `when` over the cases, which stay at their places `at`; shape: (places, steps)."""
    places, steps = shape

    def draw(rng: np.random.Generator, worlds: int) -> Small:
        steps_of = rng.permuted(np.broadcast_to(when, (worlds, when.size)), axis=1)
        cell = (at * steps + steps_of) * worlds + np.arange(worlds)[:, None]
        return np.bincount(cell.ravel(), minlength=places * steps * worlds).reshape(*shape, worlds).astype(np.int32)

    return draw
