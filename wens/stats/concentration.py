"""How concentrated are the events over the areas.

Worked example: four areas with 0, 0, 1 and 3 events. The Lorenz curve passes 0, 0, 1/4 and 1; the plain Gini is 0.625,
and 4/3 of that, 0.833, is the share of the largest value that four areas can have:
>>> round(gini([0, 0, 1, 3]), 3)
0.833
"""

import numpy as np
from numpy.typing import ArrayLike


def gini(counts: ArrayLike, *, normalised: bool = True) -> float:
    """Return the Gini coefficient of counts over areas: 0 when equal, 1 when one area has everything.

    G = sum_i (2 i - n - 1) x_(i) / (n sum(x)), x sorted ascending, i from 1; normalised: times n / (n - 1).

    counts: (areas,), >= 0; NaN takes no part. Returns NaN without events, and normalised also for a single area.
    Raises ValueError for a negative count.

    Source: Gini 1912; normalised and unweighted as Bernasco and Steenbeek, J. Quant. Criminology 33 (2017) 451, use it
    over buurten. Alternative: their Poisson-corrected Gini. Limits: with fewer events than areas chance alone makes it
    high, so compare it only between areas and years with similar numbers.
    """
    values = np.asarray(counts, float).ravel()
    values = np.sort(values[~np.isnan(values)])
    if values.size and values[0] < 0:
        raise ValueError("a count of events is never negative")
    n, total = values.size, float(values.sum())
    if total == 0 or (normalised and n == 1):
        return float("nan")
    ranks = np.arange(1, n + 1)
    plain = float(np.sum((2 * ranks - n - 1) * values)) / (n * total)
    return plain * n / (n - 1) if normalised else plain
