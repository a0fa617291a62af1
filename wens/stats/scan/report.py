"""From the best window of each centre to clusters without overlap, with p."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wens.stats.scan.chance import gathered, p_values
from wens.stats.scan.cluster import Cluster
from wens.stats.scan.likelihood import Counts
from wens.stats.scan.places import SAME_DISTANCE, Places
from wens.stats.scan.search import Draw, Search, Window

Floats = NDArray[np.float64]


def clusters(
    places: Places,
    search: Search,
    cases: Counts,
    draw: Draw,
    *,
    replications: int,
    seed: int,
    stop_after: int | None,
    first_step: int | None,
) -> list[Cluster]:
    """Return the clusters, most likely first; first_step: what the first column is called, None without time.

    Of each centre only the most likely window counts; those that share a place with a more likely one are left out.
    """
    if replications < 0:
        raise ValueError(f"replications is 0 or more, not {replications}")
    if stop_after is not None and stop_after < 1:
        raise ValueError(f"stop_after is 1 or more, not {stop_after}")
    kept = _apart(search, search.best_per_centre(cases))
    if not kept:
        return []
    simulated = gathered(search.highest(draw, replications, seed), kept[0].ratio, stop_after)
    stopped = stop_after is not None and simulated.size < replications
    chances = p_values(np.array([window.ratio for window in kept]), simulated, stopped=stopped)
    return [
        _cluster(places, search, cases, window, float(p), first_step) for window, p in zip(kept, chances, strict=True)
    ]


def _apart(search: Search, windows: Sequence[Window]) -> list[Window]:
    """Return windows in order of likelihood that share no place.

    Equal ones, mostly the same members seen from another centre: the centre with the largest x first. That is
    independent of the order of the rows, and it is what SaTScan's reference runs show.
    """

    def key(window: Window) -> tuple[float, int]:
        return -float(f"{window.ratio:.10g}"), -window.centre

    taken = np.zeros(len(search.circles.order), dtype=bool)
    kept = []
    for window in sorted(windows, key=key):
        order = _held(search, window)
        if not taken[order].any():
            taken[order] = True
            kept.append(window)
    return kept


def _held(search: Search, window: Window) -> NDArray[np.int32]:
    return search.circles.order[window.centre][: search.circles.ends[window.centre][window.circle]]


def _radius(search: Search, window: Window) -> float:
    return float(search.circles.radius[window.centre][search.circles.ends[window.centre][window.circle] - 1])


def _cluster(
    places: Places, search: Search, cases: Counts, window: Window, p: float, first_step: int | None
) -> Cluster:
    held = _held(search, window)
    inside = int(cases[held, window.start : window.end + 1].sum())
    expected = float(search.likelihood.expected(np.asarray(window.size)))
    members = _members(places, held, search.circles.radius[window.centre])
    total = search.likelihood.total
    return Cluster(
        centre=int(np.flatnonzero(places.of_row == window.centre)[0]),
        members=members,
        cases=inside,
        expected=expected,
        relative_risk=float("inf") if inside == total else inside / expected / ((total - inside) / (total - expected)),
        log_likelihood_ratio=window.ratio,
        p=p,
        start=None if first_step is None else first_step + window.start,
        end=None if first_step is None else first_step + window.end,
        radius=_radius(search, window),
    )


def _members(places: Places, held: NDArray[np.int32], radius: Floats) -> tuple[int, ...]:
    """Return the rows in order of distance, equally far ones in the order of the rows."""
    distance = radius[: len(held)]
    ring = np.cumsum(np.append(False, distance[1:] > distance[:-1] * (1 + SAME_DISTANCE)))
    ring_of_place = np.full(len(places), -1)
    ring_of_place[held] = ring
    rows = np.flatnonzero(ring_of_place[places.of_row] >= 0)
    return tuple(int(row) for row in rows[np.argsort(ring_of_place[places.of_row[rows]], kind="stable")])
