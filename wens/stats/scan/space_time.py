"""The space-time scan: where and when are there more cases than the population explains?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from wens.stats.scan import given
from wens.stats.scan.cluster import Cluster
from wens.stats.scan.likelihood import Poisson
from wens.stats.scan.places import Metric, Places
from wens.stats.scan.report import clusters
from wens.stats.scan.search import Search
from wens.stats.scan.worlds import falling


def space_time_poisson(
    cases: ArrayLike,
    population: ArrayLike | None = None,
    coordinates: ArrayLike | None = None,
    *,
    expected: ArrayLike | None = None,
    max_population: float = 0.5,
    max_duration: int | None = None,
    prospective: bool = False,
    metric: Metric = "euclidean",
    max_radius: float | None = None,
    replications: int = 999,
    seed: int,
    min_cases: int = 2,
    stop_after: int | None = None,
    shapes: Sequence[float] = (1.0,),
    penalty: float = 0.5,
) -> list[Cluster]:
    """Return the cylinders (a circle during some steps) with the most surprising number of cases.

    The likelihood is that of `spatial_poisson`, the window a circle times an interval of at most max_duration steps
    (half of the steps unless given). prospective: only intervals that end at the last step, what goes on now; its p is
    that of this one look, not of a year of weekly looks. Worlds: the C cases over all cells (row, step) in proportion
    to the expected ones, so a season or a trend of the whole city counts as a cluster unless `expected` holds it.

    cases, population, expected: (rows, steps). expected, up to a factor, replaces the population and carries
    covariates: the sum over age and sex of their population times their overall rate. max_population: share of all
    population or expected cases over all steps. start and end of a cluster: numbers of the steps from 0, both inside.
    Clusters share no member, also not at other times. The rest, also errors, as in `spatial_poisson`.

    Source: Kulldorff, Journal of the Royal Statistical Society A 164 (2001) 61. Reference run (SaTScan 10.3.2): New
    Mexico brain cancer 1973-1991, age and sex as covariates: nine counties, 1985-1989, LLR 10.979758. Alternative
    without a population: `space_time_permutation`.

    Worked example: one case a year at two equally large places, and three more at the second in the last year; it has
    4 of 7 cases in a quarter of the population-time, 1.75 expected:
    >>> found = space_time_poisson([[1, 1], [1, 4]], [[5, 5], [5, 5]], [[0, 0], [9, 9]], replications=0, seed=1)
    >>> found[0].members, found[0].start, found[0].end, found[0].expected, round(found[0].log_likelihood_ratio, 4)
    ((1,), 1, 1, 1.75, 1.6279)
    """
    observed = given.counts(cases, "cases", 2)
    places = Places.of(coordinates, metric, rows=len(observed))
    share = given.expected_shares(observed, population, expected)
    total, size = int(observed.sum()), np.asarray(places.total(share))
    search = Search(
        circles=places.circles(size.sum(axis=1), given.limit(max_population), max_radius, shapes),
        likelihood=Poisson(total, min_cases),
        size=size,
        longest=given.duration(max_duration, observed.shape[1]),
        prospective=prospective,
        penalty=given.penalty(penalty),
    )
    return clusters(
        places, search, np.asarray(places.total(observed)), falling(total, size),
        replications=replications, seed=seed, stop_after=stop_after, first_step=0,
    )  # fmt: skip
