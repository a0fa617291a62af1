"""The scan against the times of SaTScan 10.3.2, which no registry has: measured elsewhere on 2 cores, whole process.

281 areas with 999 replications took it 0.09 s; 14,096 areas, 25,000 cases and windows of at most 1 % of the population
22 s. Ours: kernel, warm, one process.
"""

import resource
import time

import numpy as np

from benchmarks.measuring import Measured
from wens.stats.scan import spatial_poisson

SATSCAN = {281: 0.09, 14_096: 22.0}
MOST_MB = 500.0


def run(*, small: bool = False) -> list[Measured]:
    """Measure both sizes (small: 50 areas with 9 replications)."""
    if small:
        return [_measured(50, 200, 0.5, 9, 1.0, 1.0)]
    first = _measured(281, 552, 0.5, 999, SATSCAN[281], 1.5)
    second = _measured(14_096, 25_000, 0.01, 999, SATSCAN[14_096], 3.0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    limit = Measured("scan memory", "500 MB", memory, MOST_MB, memory / MOST_MB, 1.0, False, "MB")
    return [first, second, limit]


def _measured(
    areas: int, cases: int, max_population: float, replications: int, satscan: float, budget: float
) -> Measured:
    rng = np.random.default_rng(3)
    coordinates = rng.uniform(0, 300_000, (areas, 2))
    population = np.maximum(rng.lognormal(6.5, 1.1, areas).round(), 5)
    counts = rng.multinomial(cases, population / population.sum())
    seconds = []
    for _ in range(3 if areas < 1000 else 1):
        start = time.perf_counter()
        spatial_poisson(
            counts, population, coordinates, max_population=max_population, replications=replications, seed=1
        )
        seconds.append(time.perf_counter() - start)
    ours = min(seconds)
    details = {"areas": f"{areas:,}", "cases": f"{cases:,}", "replications": replications}
    return Measured("scan", "SaTScan 10.3.2", ours, satscan, satscan / ours, budget, True, details=details)
