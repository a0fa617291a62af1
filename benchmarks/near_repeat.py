"""Near repeats among 64,000 burglaries: against the bare engine, and against pointpats where that can still run.

pointpats keeps every pair that is close in time as a Python tuple: 100 million at this size, so that it is asked about
fewer burglaries and one cell of the table. The bare engine is SciPy's tree with NumPy: the pairs, once, unchecked.
"""

import numpy as np
from scipy.spatial import KDTree

from benchmarks.measuring import Measured, compared
from wens.stats.near_repeat import knox_table, knox_test

DISTANCES, TIMES = (0.0, 100.0, 200.0, 300.0, 400.0), (0.0, 7.0, 14.0, 21.0, 28.0)
BURGLARIES, DAYS, TOWNS, COUNTRY_M, TOWN_M = 64_000, 1_096, 342, 250_000.0, 2_500.0


def run(*, small: bool = False) -> list[Measured]:
    """Measure the table and 999 permutations (small: 500 burglaries, 9 permutations)."""
    events, for_peer, permutations = (500, 200, 9) if small else (BURGLARIES, 3_000, 99)
    repeats = 1 if small else 5
    x, y, t = burglaries(events, seed=1)
    table = compared(
        "near repeat, table", "SciPy tree and NumPy", lambda: ours(x, y, t), lambda: bare(x, y, t), 3.0,
        {"burglaries": f"{events:,}", "pairs within 400 m and 28 days": f"{int(ours(x, y, t).sum()):,}"},
        repeats=repeats,
    )  # fmt: skip
    return [table, _test(for_peer, permutations, repeats)]


def _test(events: int, permutations: int, repeats: int) -> Measured:
    from pointpats.spacetime import Knox

    x, y, t = burglaries(events, seed=2)
    where, when = np.column_stack([x, y]), t[:, None]

    def mine() -> object:
        return knox_test(
            x, y, t, distance_edges=[0, DISTANCES[-1]], time_edges=[0, TIMES[1]], permutations=permutations, seed=1
        )

    return compared(
        "near repeat, test", "pointpats", mine, lambda: Knox(where, when, DISTANCES[-1], TIMES[1], permutations),
        10.0, {"burglaries": f"{events:,}", "permutations": permutations}, repeats=min(repeats, 3), faster=True,
    )  # fmt: skip


def ours(x: np.ndarray, y: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Return the table as WENS makes it."""
    return knox_table(x, y, t, distance_edges=DISTANCES, time_edges=TIMES)


def bare(x: np.ndarray, y: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Return the same table, straight from the engine."""
    points = np.column_stack([x, y])
    first, second = KDTree(points).query_pairs(DISTANCES[-1], output_type="ndarray").T
    distance = np.hypot(*(points[first] - points[second]).T)
    return np.histogram2d(distance, np.abs(t[first] - t[second]), bins=(DISTANCES, TIMES))[0]


def burglaries(events: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return x, y in metres and the day of burglaries in towns of all sizes."""
    rng = np.random.default_rng(seed)
    town = rng.choice(TOWNS, events, p=rng.dirichlet(np.full(TOWNS, 0.6)))
    place = rng.uniform(0, COUNTRY_M, (TOWNS, 2))[town] + rng.normal(0, TOWN_M, (events, 2))
    return place[:, 0], place[:, 1], rng.integers(0, DAYS, events).astype(float)
