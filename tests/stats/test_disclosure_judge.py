"""An independent judge: Tau-Argus (pytauargus, EUPL-1.2) on the same tables.

Its audit reports what was realised with the protection it was asked for, so its intervals lie inside the exact ones.
"""

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from wens.stats.disclosure import Interval, Pattern, Published, Rules, Table, audit, protect

EXACT = Rules(base=1)


def crossed(counts: np.ndarray) -> Table:
    """A table of two dimensions with its totals, the totals first: rows of cells as Tau-Argus numbers them."""
    whole = np.zeros((counts.shape[0] + 1, counts.shape[1] + 1))
    whole[1:, 1:] = counts
    whole[0, 1:], whole[1:, 0] = counts.sum(axis=0), counts.sum(axis=1)
    whole[0, 0] = counts.sum()
    at = np.arange(whole.size).reshape(whole.shape)
    sums = [*at, *at.T]
    relations = np.zeros((len(sums), whole.size))
    for row, own in zip(relations, sums, strict=True):
        row[own] = [1, *[-1] * (len(own) - 1)]
    return Table.of(whole.ravel().tolist(), sparse.csr_array(relations))


@pytest.mark.parametrize("seed", range(3))
def test_tau_argus_calls_the_same_cells_small_and_its_intervals_lie_within_ours(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = pytest.importorskip("pytauargus", reason="pytauargus (Tau-Argus) is not installed here")
    monkeypatch.chdir(tmp_path)  # it leaves its logs where it runs
    counts = np.random.default_rng(seed).negative_binomial(1.5, 0.08, (3, 4)) + 1
    people = [
        {"wijk": f"W{row}", "kind": f"K{column}", "n": 1.0}
        for (row, column), count in np.ndenumerate(counts)
        for _ in range(count)
    ]
    result = judge.protect(
        people, ["wijk", "kind"], response="n", safety_rules="FREQ(10,30)", suppress="OPT(1)", workdir=str(tmp_path)
    )
    status = np.array(result.tables[0].status())
    hidden, table = status != "S", crossed(counts)
    nowhere = np.full(hidden.shape, np.nan)
    pattern = Pattern(hidden, status == "M", table.count, Interval(nowhere, nowhere), np.zeros(hidden.shape, bool))
    known = Published.of(table, EXACT, pattern)
    found = audit(Published(known.low, known.high, known.relations, known.result, hidden))
    theirs = {row["cell"]: (row["min"], row["max"]) for row in result.engine.audit(0)}
    assert (status == "U").tolist() == table.primary(EXACT).tolist()
    assert theirs
    assert all(found.low[cell] <= low and high <= found.high[cell] for cell, (low, high) in theirs.items())
    ours = protect(table, EXACT)
    print(f"hidden for another: Tau-Argus {int((status == 'M').sum())}, ours {int(ours.secondary.sum())}")
    assert not ours.exposed.any()
