"""p of a log-likelihood ratio from replications: by rank, and by the fitted Gumbel distribution in the far tail."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ENOUGH_IN_TAIL = 10
ENOUGH_TO_FIT = 99


def gathered(batches: Iterator[Floats], observed: float, stop_after: int | None) -> Floats:
    """Return the highest ratios of the replications, cut at the one where `stop_after` were as high as the observed.

    Source: Besag and Clifford, Biometrika 78 (1991) 301: p = h / l when the h-th success came at replication l.
    """
    if stop_after is None:
        return np.concatenate([np.zeros(0), *batches])
    drawn: list[Floats] = []
    successes = 0
    for batch in batches:
        high = _as_high(batch, observed)
        if successes + high.sum() >= stop_after:
            cut = int(np.flatnonzero(high)[stop_after - successes - 1])
            return np.concatenate([*drawn, batch[: cut + 1]])
        successes += int(high.sum())
        drawn.append(batch)
    return np.concatenate([np.zeros(0), *drawn])


def p_values(observed: Floats, simulated: Floats, *, stopped: bool) -> Floats:
    """Return p per observed ratio: (1 + as high) / (1 + replications), or Gumbel's tail with fewer than 10 as high.

    Gumbel by moments: scale = sd sqrt(6) / pi, location = mean - 0.5772 scale. It is used from 99 replications on, and
    never gives more than the rank does. Stopped early, the last replication was a success: p = as high / replications.
    Source: Abrams, Kulldorff, Kleinman, International Journal of Health Geographics 9 (2010) 61.
    """
    if not simulated.size:
        return np.full(observed.shape, np.nan)
    ordered = np.sort(simulated)
    above = simulated.size - np.searchsorted(ordered, observed * (1 - 1e-10), side="left")
    if stopped:
        return np.asarray(np.maximum(above, 1) / simulated.size)
    rank = (1 + above) / (1 + simulated.size)
    spread = float(simulated.std(ddof=1)) if simulated.size > 1 else 0.0
    if simulated.size < ENOUGH_TO_FIT or spread == 0:
        return np.asarray(rank)
    scale = spread * np.sqrt(6) / np.pi
    tail = -np.expm1(-np.exp(-(observed - simulated.mean() + np.euler_gamma * scale) / scale))
    return np.asarray(np.where(1 + above < ENOUGH_IN_TAIL, tail, rank))


def _as_high(simulated: Floats, observed: float) -> NDArray[np.bool_]:
    return np.asarray(simulated >= observed * (1 - 1e-10))
