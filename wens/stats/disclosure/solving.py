"""One linear or integer programme (HiGHS), and which cells hang together."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from wens.stats.disclosure.model import Flags, Floats

Ints = NDArray[np.int64]


def cheapest(
    cost: Floats,
    relations: sparse.csr_array,
    result: Floats | float,
    low: Floats,
    high: Floats,
    *,
    whole: bool = False,
) -> Floats | None:
    """Return the x that makes cost @ x smallest with relations @ x = result and low <= x <= high.

    None when there is no such x, or when the cost has no end. whole: only whole numbers.
    """
    limits = LinearConstraint(relations, result, result) if relations.shape[0] else ()
    integrality = np.full(len(cost), int(whole))
    found = milp(cost, integrality=integrality, bounds=Bounds(low, high), constraints=limits)
    return None if found.x is None else np.asarray(found.x, float)


def parts(relations: sparse.csr_array, free: Flags) -> Iterator[tuple[Ints, Ints]]:
    """Yield the cells and the relations of each part of a table that hangs together through its free cells.

    What is known exactly hangs nothing together. Free cells without any relation come one by one.
    """
    at = np.flatnonzero(free)
    linked = sparse.csr_array(relations[:, at])
    linked.eliminate_zeros()
    rows, columns = linked.shape
    if not rows:
        yield from ((at[[one]], np.empty(0, np.int64)) for one in range(columns))
        return
    here, there = linked.nonzero()
    size = rows + columns
    graph = sparse.coo_matrix((np.ones(len(here)), (here, rows + there)), shape=(size, size))
    count, label = sparse.csgraph.connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    for members in np.split(order, np.cumsum(np.bincount(label, minlength=count))[:-1]):
        cells = members[members >= rows] - rows
        if len(cells):
            yield at[np.sort(cells)], np.sort(members[members < rows])
