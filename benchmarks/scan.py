"""The scan against the times of SaTScan 10.3.2, which no registry has: measured elsewhere on 2 cores, whole process.

281 areas with 999 replications took it 0.09 s; 14,096 areas at random places in a square of 300 km, 25,000 cases and
windows of at most 1 % of the population 22 s and 25 MB. Ours, on such a world: the kernel, warm, in one process;
and the whole process with reading Python and the compiled code, which no budget is on: a scan of a gemeente costs a
second of starting, and is done within a command or worker that has started.
"""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.measuring import Measured
from wens.stats.scan import spatial_poisson

SATSCAN = {281: 0.09, 14_096: 22.0, 14_600: 22.0}
MOST_MB = 500.0
WHOLE = """
import sys
from pathlib import Path
from benchmarks.scan import scan, world
areas, cases = int(sys.argv[1]), int(sys.argv[2])
scan(world(areas, cases), float(sys.argv[3]), int(sys.argv[4]))
# The most of this program: ru_maxrss would begin at what the process had that started it.
print(next(int(line.split()[1]) for line in Path("/proc/self/status").open() if line.startswith("VmHWM")) / 1024)
"""
World = tuple[np.ndarray, np.ndarray, np.ndarray]


def run(*, small: bool = False) -> list[Measured]:
    """Measure both sizes and the buurten of the country (small: 50 areas with 9 replications)."""
    if small:
        return [_warm(50, 200, 0.5, 9, 1.0, 1.0), *_whole(50, 200, 0.5, 9, 1.0)]
    warm = [
        _warm(281, 552, 0.5, 999, SATSCAN[281], 1.5),
        _warm(14_096, 25_000, 0.01, 999, SATSCAN[14_096], 3.0),
        _warm(14_600, 25_000, 0.01, 999, SATSCAN[14_600], 3.0),
    ]
    return [*warm, *_whole(281, 552, 0.5, 999, SATSCAN[281]), *_whole(14_096, 25_000, 0.01, 999, SATSCAN[14_096])]


def world(areas: int, cases: int) -> World:
    """Return cases, population, coordinates in metres; skewed as CBS 2024: 141 areas in a window of 1 %."""
    rng = np.random.default_rng(3)
    coordinates = rng.uniform(0, 300_000, (areas, 2))
    population = np.maximum(rng.lognormal(6.5, 1.1, areas).round(), 5)
    return rng.multinomial(cases, population / population.sum()), population, coordinates


def scan(given: World, max_population: float, replications: int) -> None:
    """Scan one world."""
    spatial_poisson(*given, max_population=max_population, replications=replications, seed=1)


def _warm(areas: int, cases: int, max_population: float, replications: int, satscan: float, budget: float) -> Measured:
    given, seconds, work = world(areas, cases), [], []
    scan(given, max_population, 9)  # compiles, or reads what was compiled
    for _ in range(9 if areas < 1000 else 3):
        start, begun = time.perf_counter(), time.process_time()
        scan(given, max_population, replications)
        seconds.append(time.perf_counter() - start)
        work.append(time.process_time() - begun)
    ours = min(seconds)
    details = {**_about(areas, cases, replications), "processor s": f"{min(work):.2f}"}
    return Measured("scan", "SaTScan 10.3.2", ours, satscan, satscan / ours, budget, True, details=details)


def _whole(areas: int, cases: int, max_population: float, replications: int, satscan: float) -> list[Measured]:
    """Return a new process from start to end, without a budget, and the memory that it took."""
    command = [sys.executable, "-c", WHOLE, *(str(value) for value in (areas, cases, max_population, replications))]
    seconds, memory = [], 0.0
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run(  # noqa: S603 (the program above)
            command, cwd=Path(__file__).parents[1], check=True, capture_output=True, text=True
        )
        seconds.append(time.perf_counter() - start)
        memory = max(memory, float(done.stdout))
    ours, details = min(seconds), _about(areas, cases, replications)
    return [
        Measured("scan, whole process", "SaTScan 10.3.2", ours, satscan, satscan / ours, 0.0, True, details=details),
        Measured("scan, memory", f"{MOST_MB:g} MB", memory, MOST_MB, memory / MOST_MB, 1.0, False, "MB", details),
    ]


def _about(areas: int, cases: int, replications: int) -> dict[str, object]:
    return {"areas": f"{areas:,}", "cases": f"{cases:,}", "replications": replications}
