"""What an attacker can derive: the exact smallest and largest value of every protected cell, by linear programming."""

import numpy as np
from scipy import sparse

from wens.stats.disclosure.model import CLOSE, Floats, Interval, Published
from wens.stats.disclosure.solving import cheapest, parts


def audit(published: Published) -> Interval:
    """Return per protected cell the interval that follows from everything published together; NaN for other cells.

    The bounds are exact: linear programmes, followed by integer ones where `whole` and a corner is not a whole number.
    Without a bound above, `high` is infinite. Raises ValueError when what was published contradicts itself.

    Source: Fischetti & Salazar (2001), "Solving the cell suppression problem on tabular data with linear constraints",
    Management Science 47(7): the attacker's subproblem.
    """
    size = len(published.low)
    found = Interval(np.full(size, np.nan), np.full(size, np.nan))
    free = published.high > published.low
    fixed = published.protected & ~free
    found.low[fixed] = found.high[fixed] = published.low[fixed]
    result = published.result - published.relations @ np.where(free, 0.0, published.low)
    for cells, rows in parts(published.relations, free):
        wanted = np.flatnonzero(published.protected[cells])
        if not len(wanted):
            continue
        relations = published.relations[rows][:, cells]
        for at in wanted:
            for sign, bound in ((1, found.low), (-1, found.high)):
                own = (relations, result[rows], published.low[cells], published.high[cells])
                bound[cells[at]] = _extreme(int(at), sign, *own, whole=published.whole)
    return found


def _extreme(
    at: int, sign: int, relations: sparse.csr_array, result: Floats, low: Floats, high: Floats, *, whole: bool
) -> float:
    """The smallest (sign 1) or largest (-1) value that one cell can have."""
    cost = np.zeros(len(low))
    cost[at] = sign
    best = cheapest(cost, relations, result, low, high)
    if best is not None and whole and np.abs(best - np.round(best)).max() > CLOSE:
        best = cheapest(cost, relations, result, low, high, whole=True)
    if best is not None:
        return float(np.round(best[at])) if whole else float(best[at])
    if cheapest(np.zeros(len(cost)), relations, result, low, high, whole=whole) is None:
        raise ValueError("What was published contradicts itself: no counts fit all of it.")
    return -sign * np.inf
