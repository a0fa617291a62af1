"""From the best window of each centre to clusters without overlap, with p."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wens.stats._given import whole
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
    whole(replications, "replications", 0)
    if stop_after is not None:
        whole(stop_after, "stop_after", 1)
    kept = _apart(search, search.best_per_centre(cases))
    if not kept:
        return []
    simulated = gathered(search.highest(draw, replications, seed), kept[0].statistic, stop_after)
    stopped = stop_after is not None and simulated.size < replications
    chances = p_values(np.array([window.statistic for window in kept]), simulated, stopped=stopped)
    return [
        _cluster(places, search, cases, window, float(p), first_step) for window, p in zip(kept, chances, strict=True)
    ]


def _apart(search: Search, windows: Sequence[Window]) -> list[Window]:
    """Return windows in order of likelihood that share no place.

    Equal ones, mostly the same members seen from another centre: the centre with the largest x first. That is
    independent of the order of the rows, and it is what SaTScan's reference runs show.
    """

    def key(window: Window) -> tuple[float, int]:
        return -float(f"{window.statistic:.10g}"), -window.centre

    taken = np.zeros(len(search.size), dtype=bool)
    kept = []
    for window in sorted(windows, key=key):
        order = search.circles[window.circles].order[_positions(search, window)]
        if not taken[order].any():
            taken[order] = True
            kept.append(window)
    return kept


def _positions(search: Search, window: Window) -> slice:
    return slice(search.circles[window.circles].start[window.centre], window.end + 1)


def _cluster(
    places: Places, search: Search, cases: Counts, window: Window, p: float, first_step: int | None
) -> Cluster:
    circles, at = search.circles[window.circles], _positions(search, window)
    held, radius = circles.order[at], circles.radius[at]
    inside = int(cases[held, window.first : window.last + 1].sum())
    expected = float(search.likelihood.expected(np.asarray(window.size)))
    total = search.likelihood.total
    return Cluster(
        centre=places.first_row(window.centre),
        members=_members(places, held, radius),
        cases=inside,
        expected=expected,
        relative_risk=float("inf") if inside == total else inside / expected / ((total - inside) / (total - expected)),
        log_likelihood_ratio=window.ratio,
        p=p,
        start=None if first_step is None else first_step + window.first,
        end=None if first_step is None else first_step + window.last,
        radius=float(radius[-1]),
        shape=circles.shape,
        angle=circles.angle,
        statistic=window.statistic,
    )


def _members(places: Places, held: NDArray[np.int32], radius: Floats) -> tuple[int, ...]:
    """Return the rows in order of distance, equally far ones in the order of the rows."""
    ring = np.cumsum(np.append(False, radius[1:] > radius[:-1] * (1 + SAME_DISTANCE)))
    rows, which = places.rows_at(held)
    return tuple(rows[np.lexsort((rows, ring[which]))].tolist())
