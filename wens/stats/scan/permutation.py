"""The space-time permutation scan: cases alone say where more come together in time than elsewhere."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from wens.stats._given import numbers
from wens.stats.scan import given
from wens.stats.scan.cluster import Cluster
from wens.stats.scan.likelihood import Counts, Poisson
from wens.stats.scan.places import Metric, Places
from wens.stats.scan.report import clusters
from wens.stats.scan.search import Search
from wens.stats.scan.worlds import permuted


def space_time_permutation(
    location: ArrayLike,
    time: ArrayLike,
    coordinates: ArrayLike,
    *,
    max_radius: float | None = None,
    max_duration: int | None = None,
    prospective: bool = False,
    max_population: float = 0.5,
    period: tuple[int, int] | None = None,
    metric: Metric = "euclidean",
    replications: int = 999,
    seed: int,
    min_cases: int = 2,
    stop_after: int | None = None,
    shapes: Sequence[float] = (1.0,),
    penalty: float = 0.5,
) -> list[Cluster]:
    """Return the cylinders that have more cases than their place and their time, each by itself, explain.

    No population is needed: with c_z the cases in the circle at any time and c_d those in the interval at any place,
    expected is c_z c_d / C, and LLR = c ln(c / e) + (C - c) ln((C - c) / (C - e)) where c > e. Worlds: the times are
    permuted over the cases, so a busy place or a busy week is no cluster, only a busy week of one place.

    location: (cases,) row numbers from 0 of coordinates (places, 2); time: (cases,) whole steps, days or weeks.
    period: (first, last) step of the study, both inside; the first and last case unless given. prospective: only
    intervals that end at the last step; give the period when the last days had no case. max_duration: steps, half of
    the period unless given. max_radius: in the unit of the coordinates, metres for great_circle. max_population: share
    of the cases in a circle. start and end of a cluster are steps as given, both inside. relative_risk compares inside
    with outside as in the other scans. The rest, also errors, as in `spatial_poisson`.

    Source: Kulldorff, Heffernan, Hartman, Assunção, Mostashari, PLoS Medicine 2 (2005) e59. Limits: a population that
    grows in one place only looks like a cluster; keep the period short.

    Worked example: two cases on day 1 at the one place, two on day 2 at the other, where 1 is expected (equally
    likely windows: the eastern one first):
    >>> found = space_time_permutation([0, 0, 1, 1], [1, 1, 2, 2], [[9, 9], [0, 0]], replications=0, seed=1)
    >>> found[0].members, found[0].start, found[0].expected, round(found[0].log_likelihood_ratio, 4)
    ((0,), 1, 1.0, 0.5754)
    """
    places = Places.of(coordinates, metric)
    first, last = _period(time, period)
    at, when = _cases(places, location, time, first, last)
    steps, total = last - first + 1, at.size
    observed = np.bincount(at * steps + when, minlength=len(places) * steps).reshape(-1, steps)
    here, then = observed.sum(axis=1) / total, observed.sum(axis=0) / total
    search = Search(
        circles=places.circles(here, given.limit(max_population), max_radius, shapes),
        likelihood=Poisson(total, min_cases),
        size=np.outer(here, then),
        longest=given.duration(max_duration, steps),
        prospective=prospective,
        penalty=given.penalty(penalty),
    )
    return clusters(
        places, search, observed, permuted(at, when, observed.shape),
        replications=replications, seed=seed, stop_after=stop_after, first_step=first,
    )  # fmt: skip


def _cases(places: Places, location: ArrayLike, time: ArrayLike, first: int, last: int) -> tuple[Counts, Counts]:
    """Return place and step of each case, in order of place, so that the order of the cases changes no random draw."""
    where = _numbers(location, "location", 0, len(places.of_row) - 1)
    when = _numbers(time, "time", first, last) - first
    if where.shape != when.shape:
        raise ValueError(f"{where.size} locations but {when.size} times: each case has one of each")
    at = places.of_row[where]
    order = np.lexsort((when, at))
    return at[order], when[order]


def _numbers(values: ArrayLike, name: str, low: int, high: int) -> Counts:
    given_values = np.asarray(values)
    if given_values.ndim != 1 or not given_values.size:
        raise ValueError(f"{name} has one value per case and at least one case, not shape {given_values.shape}")
    number = numbers(given_values, name)
    wrong = ~((number >= low) & (number <= high) & (number == np.floor(number)))
    if wrong.any():
        case = int(np.argmax(wrong))
        raise ValueError(f"{name} is a whole number from {low} to {high}, but case {case} has {number[case]:g}")
    return number.astype(np.intp)


def _period(time: ArrayLike, period: tuple[int, int] | None) -> tuple[int, int]:
    if period is None:
        number = numbers(time, "time")
        if number.size and not np.isfinite(number).all():
            raise ValueError("time has a value that is no number")
        return (int(np.floor(number.min())), int(number.max())) if number.size else (0, 0)
    first, last = period
    if first > last:
        raise ValueError(f"the period runs from {first} to {last}: the first step comes after the last")
    return int(first), int(last)
