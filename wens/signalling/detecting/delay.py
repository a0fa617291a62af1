"""Reporting delay: the last weeks are incomplete, and by how much can be seen from earlier deliveries.

Each delivery says how many cases of each week were known on its day. Put by delay that is the reporting triangle of
insurers and epidemiologists; the chain ladder completes it.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
JUDGED_FROM = 0.5
"""A week of which less is known is not judged: what is missing would outweigh what is there."""


def known_share(triangle: ArrayLike) -> Floats:
    """Return per delay (in weeks, from 0) the share of the cases that is known by then; the last is 1.

    triangle: (weeks, delays) cases of a week that were known so many weeks after it, NaN where no delivery says it.
    With C[w, d] the known cases, f[d] = sum C[w, d + 1] / sum C[w, d] over the weeks that have both, and the share at
    d is 1 / (f[d] f[d + 1] …): the chain ladder. A factor below 1 (cases taken back) counts as 1, and so does one that
    no week tells. Raises ValueError for negative counts or a table without delays.

    Source: Mack, ASTIN Bulletin 23 (1993) 213, formula 1; for reports of disease Lawless, Canadian Journal of
    Statistics 22 (1994) 15. Limits: it takes the delay of now to be that of the past.

    Worked example: 10 of 20 cases known in the week itself, all a week later:
    >>> known_share([[10, 20], [5, 10], [8, np.nan]]).tolist()
    [0.5, 1.0]
    """
    known = np.asarray(triangle, dtype=float)
    if known.ndim != 2 or not known.shape[1] or (known < 0).any():
        raise ValueError(f"a triangle is (weeks, delays) of counts of 0 or more, not shape {known.shape}")
    before, after = known[:, :-1], known[:, 1:]
    both = np.isfinite(before) & np.isfinite(after)
    lower, higher = np.where(both, before, 0.0).sum(axis=0), np.where(both, after, 0.0).sum(axis=0)
    factor = np.ones(len(lower))
    np.divide(higher, lower, out=factor, where=lower > 0)
    factor = np.maximum(factor, 1.0)
    return np.append(1 / np.cumprod(factor[::-1])[::-1], 1.0)


def completeness(share: ArrayLike, weeks: int, age: int = 0) -> Floats:
    """Return the known share of each of `weeks` weeks when the last one ended `age` weeks ago.

    share: by delay, as `known_share`; after the last delay everything is known.
    >>> completeness([0.5, 0.8, 1.0], 4).tolist()
    [1.0, 1.0, 0.8, 0.5]
    """
    known = np.asarray(share, dtype=float)
    delays = np.arange(weeks)[::-1] + age
    return np.where(delays < len(known), known[np.minimum(delays, len(known) - 1)], 1.0)
