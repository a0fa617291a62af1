"""The purely spatial scan: where are there more cases than the population explains?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from wens.stats.scan import given
from wens.stats.scan.cluster import Cluster
from wens.stats.scan.likelihood import Bernoulli, Poisson
from wens.stats.scan.places import Metric, Places
from wens.stats.scan.report import clusters
from wens.stats.scan.search import Search
from wens.stats.scan.worlds import falling, sampled


def spatial_poisson(
    cases: ArrayLike,
    population: ArrayLike | None = None,
    coordinates: ArrayLike | None = None,
    *,
    expected: ArrayLike | None = None,
    max_population: float = 0.5,
    metric: Metric = "euclidean",
    max_radius: float | None = None,
    replications: int = 999,
    seed: int,
    min_cases: int = 2,
    stop_after: int | None = None,
    shapes: Sequence[float] = (1.0,),
    penalty: float = 0.5,
) -> list[Cluster]:
    """Return the circles with the most surprising number of cases, most likely first, without common members.

    A window is a closed disc round one of the places: places equally far enter together (SaTScan: one by one), so do
    coincident rows. With C cases in all, e the share of the expected cases in the window times C, and c cases in it:
    LLR = c ln(c / e) + (C - c) ln((C - c) / (C - e)) where c > e, else 0. p: the same search in `replications` worlds
    where the C cases fall in proportion to the expected ones; by rank, and by a fitted Gumbel distribution when fewer
    than 10 of them are as high. p of a secondary cluster is compared with the most likely ones too: cautious.

    cases, population: (rows,); expected: (rows,) expected counts up to a factor (age, sex, opening hours), which
    replace the population in everything, also in the size of a window. coordinates: (rows, 2), x and y or, for
    great_circle, longitude and latitude in degrees on a sphere of 6,371 km. max_population: share of the population
    that a window may hold. max_radius: in the unit of the coordinates, metres for great_circle. min_cases: fewer are
    no cluster. stop_after: stop when so many replications were as high as the first cluster (its p is large anyway).
    shapes: longer over shorter axis of the ellipses to look in, (1, 1.5, 2, 3, 4, 5) for those of SaTScan, each in
    3 times its shape angles; they find a street that a circle cuts, for 47 times the work. An ellipse of shape s
    counts LLR (4 s / (s + 1)^2)^penalty. seed: the same seed gives the same p, also for the rows in another order,
    moved, or scaled.

    Raises ValueError that names the place (row number from 0) for cases without population, no whole number of cases,
    or NaN. Returns [] without a window with a high rate.

    Source: Kulldorff, Communications in Statistics: Theory and Methods 26 (1997) 1481; tail: Abrams et al. (2010);
    ellipses: Kulldorff, Huang, Pickle, Duczmal, Statistics in Medicine 25 (2006) 3929.
    Published: New York leukaemia, 281 tracts: LLR 14.083511, 9.019716, 6.114140; on the sphere 14.780276; in ellipses
    15.416469. Limits: a shop street or business park is a cluster per inhabitant for ever; choose the denominator, or
    `expected`, that makes the question real. Alternatives: `bernoulli` for cases and controls, `space_time_poisson`
    when the time matters.

    Worked example: ten cases, four of them at one of four equally large places, which has 2.5 expected:
    >>> found = spatial_poisson([4, 2, 2, 2], [1, 1, 1, 1], [[0, 0], [9, 0], [0, 9], [9, 9]], replications=0, seed=1)
    >>> found[0].members, found[0].cases, found[0].expected, round(found[0].log_likelihood_ratio, 4)
    ((0,), 4, 2.5, 0.5412)
    """
    observed = given.counts(cases, "cases", 1)
    places = Places.of(coordinates, metric, rows=len(observed))
    share = given.expected_shares(observed, population, expected)
    total, size = int(observed.sum()), np.asarray(places.total(share))[:, None]
    circles = places.circles(size[:, 0], given.limit(max_population), max_radius, shapes)
    search = Search(circles, Poisson(total, min_cases), size, penalty=given.penalty(penalty))
    return clusters(
        places, search, np.asarray(places.total(observed))[:, None], falling(total, size),
        replications=replications, seed=seed, stop_after=stop_after, first_step=None,
    )  # fmt: skip


def bernoulli(
    cases: ArrayLike,
    controls: ArrayLike,
    coordinates: ArrayLike,
    *,
    max_population: float = 0.5,
    metric: Metric = "euclidean",
    max_radius: float | None = None,
    replications: int = 999,
    seed: int,
    min_cases: int = 2,
    stop_after: int | None = None,
    shapes: Sequence[float] = (1.0,),
    penalty: float = 0.5,
) -> list[Cluster]:
    """Return the circles where the share of cases among cases and controls is most surprisingly high.

    With C cases among N, c among n in the window: LLR = ln of
    (c/n)^c (1 - c/n)^(n-c) ((C-c)/(N-n))^(C-c) (1 - (C-c)/(N-n))^(N-n-C+c) / ((C/N)^C (1 - C/N)^(N-C)), where
    c/n > C/N, else 0. p: `replications` worlds in which any C of the N are the cases. expected is n C / N.

    cases, controls: (rows,) whole numbers, one row per person or per place. The rest, also errors, as in
    `spatial_poisson`; the population is cases and controls together.

    Source: Kulldorff (1997). For rare cases `spatial_poisson` with cases and controls as population is nearly the same.

    Worked example: two places, all cases at the one and all controls at the other: knowing the place is knowing who
    is a case, 1 against (1/2)^4, 4 ln 2:
    >>> found = bernoulli([2, 0], [0, 2], [[0, 0], [9, 9]], replications=0, seed=1)
    >>> found[0].members, found[0].expected, round(found[0].log_likelihood_ratio, 4)
    ((0,), 1.0, 2.7726)
    """
    observed, others = given.counts(cases, "cases", 1), given.counts(controls, "controls", 1)
    if others.shape != observed.shape:
        raise ValueError(f"{len(observed)} places with cases, but {len(others)} with controls")
    places = Places.of(coordinates, metric, rows=len(observed))
    persons = np.asarray(places.total(observed + others))
    total, everyone = int(observed.sum()), int(persons.sum())
    search = Search(
        circles=places.circles(persons.astype(float), given.limit(max_population) * everyone, max_radius, shapes),
        likelihood=Bernoulli(total, everyone, min_cases),
        size=persons[:, None].astype(float),
        penalty=given.penalty(penalty),
    )
    return clusters(
        places, search, np.asarray(places.total(observed))[:, None], sampled(total, persons),
        replications=replications, seed=seed, stop_after=stop_after, first_step=None,
    )  # fmt: skip
