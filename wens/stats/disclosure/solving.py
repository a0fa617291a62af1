"""Linear and integer programmes (HiGHS), and which cells hang together."""

from collections.abc import Iterator

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from wens.stats.disclosure.model import CLOSE, Flags, Floats

Ints = NDArray[np.int64]
_DEEPEST = 40
"""After so many numbers made whole an integer programme is quicker."""


def cheapest(
    cost: Floats,
    relations: sparse.csr_array,
    result: Floats | float,
    low: Floats,
    high: Floats,
    *,
    whole: bool = False,
    dearer: float = 0.0,
) -> Floats | None:
    """Return the x that makes cost @ x smallest with relations @ x = result and low <= x <= high.

    None when there is no such x, or when the cost has no end. whole: only whole numbers;
    then at most the share `dearer` above the cheapest.
    """
    limits = LinearConstraint(relations, result, result) if relations.shape[0] else ()
    integrality = np.full(len(cost), int(whole))
    found = milp(
        cost, integrality=integrality, bounds=Bounds(low, high), constraints=limits, options={"mip_rel_gap": dearer}
    )
    return None if found.x is None else np.asarray(found.x, float)


class Programme:
    """Relations that stay, relations @ x = 0, asked again and again with other costs and bounds.

    Each question starts from the answer to the one before (the simplex method from its last basis): when only costs and
    bounds differ a few steps are enough. One thread and a fixed order of questions: the answers are always the same.
    """

    def __init__(self, relations: sparse.csr_array) -> None:
        self._relations = relations
        rows, size = relations.shape
        self._columns = np.arange(size, dtype=np.int32)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = size, rows
        model.col_cost_, model.col_lower_, model.col_upper_ = np.zeros((3, size))
        model.row_lower_, model.row_upper_ = np.zeros((2, rows))
        by_row = model.a_matrix_
        by_row.format_ = highspy.MatrixFormat.kRowwise
        by_row.start_, by_row.index_, by_row.value_ = relations.indptr, relations.indices, relations.data
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its stubs leave this one out
        for option, value in (("output_flag", False), ("threads", 1), ("parallel", "off")):
            self._solver.setOptionValue(option, value)
        self._solver.passModel(model)

    def cheapest(
        self, cost: Floats, low: Floats, high: Floats, *, whole: bool = False, dearer: float = 0.0
    ) -> Floats | None:
        """Return the x that makes cost @ x smallest with low <= x <= high; None when there is none, or no end to it.

        whole: only whole numbers; then at most the share `dearer` above the cheapest.
        """
        best = self._solved(cost, low, high)
        if best is None or not whole or _all_whole(best):
            return best
        found = self._dive(best, cost, low, high)
        most = cost @ best + dearer * abs(cost @ best) + CLOSE
        if found is not None and cost @ found <= most:
            return found
        return cheapest(cost, self._relations, 0.0, low, high, whole=True, dearer=dearer)

    def _solved(self, cost: Floats, low: Floats, high: Floats) -> Floats | None:
        self._solver.changeColsCost(len(cost), self._columns, cost)
        self._solver.changeColsBounds(len(cost), self._columns, low, high)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return np.asarray(self._solver.getSolution().col_value, float)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        return cheapest(cost, self._relations, 0.0, low, high)  # undecided from this basis: asked anew

    def _dive(self, found: Floats, cost: Floats, low: Floats, high: Floats) -> Floats | None:
        """Fix broken numbers one by one at a whole one beside them, until all are whole; None when that leads nowhere.

        Achterberg (2007), "Constraint integer programming", section 9.2: fractional diving, with one way back per step.
        """
        low, high = low.copy(), high.copy()
        for _ in range(_DEEPEST):
            off = np.abs(found - np.round(found))
            if off.max() <= CLOSE:
                return np.round(found)
            at = int(np.argmin(np.where(off > CLOSE, off, np.inf)))
            nearest = np.round(found[at])
            other = nearest + np.sign(found[at] - nearest)
            for value in (nearest, other):
                low[at] = high[at] = value
                after = self._solved(cost, low, high)
                if after is not None:
                    break
            else:
                return None
            found = after
        return None


def _all_whole(found: Floats) -> bool:
    return bool(np.abs(found - np.round(found)).max(initial=0) <= CLOSE)


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
