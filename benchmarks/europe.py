"""What signals for Europe would cost: 450 million inhabitants, 100,000 areas, every day: units measured.

Nobody has these data here, so nothing is run at that size but the one scan over all areas. Each unit of work is
measured on a sample of what it would meet, in processor seconds of one core, and multiplied by how often a day needs
it. docs/operations/europe.md has the reasoning, the arithmetic and where it breaks.
"""

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from benchmarks.measuring import Measured
from wens.stats.outbreak import ears, farrington_flexible
from wens.stats.scan import space_time_permutation, spatial_poisson

CORE_HOURS, MEMORY_GB = 24.0, 4.0
WEEKS, YEAR = 300, 52


@dataclass(frozen=True)
class Europe:
    """How large it is. An incident may arrive `late_weeks` late, so that so much is counted again every day."""

    areas: int = 100_000
    indicators: int = 20
    regions: int = 1_200
    incidents_a_day: int = 100_000
    late_weeks: int = 12
    seasonal: float = 0.2  # of the series: 1 case a week or more, enough for a season of its own

    @property
    def series(self) -> int:
        """Return the number of series."""
        return self.areas * self.indicators


@dataclass(frozen=True)
class Sample:
    """How much of each unit is measured."""

    seasonal: int = 2_000
    short: int = 100_000
    regions: int = 12
    incidents: int = 5_000_000
    areas: int = 100_000


SMALL = Sample(seasonal=20, short=100, regions=1, incidents=10_000, areas=300)


def run(*, small: bool = False) -> list[Measured]:
    """Measure the units, and what a day of Europe is made of (small: hardly anything)."""
    europe, sample = Europe(), SMALL if small else Sample()
    core_seconds = {
        "count": incidents(sample.incidents) * europe.incidents_a_day * 7 * europe.late_weeks,
        "season": seasonal(sample.seasonal) * europe.series * europe.seasonal,
        "days": short(sample.short) * europe.series,
        "regions": regional(sample.regions, europe) * europe.regions * europe.indicators,
    }
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        everywhere, gigabytes = pool.submit(continental, sample.areas).result()
    core_seconds["everywhere"] = everywhere * europe.indicators
    hours = sum(core_seconds.values()) / 3600
    details = {name: f"{seconds / 3600:.2f} h" for name, seconds in core_seconds.items()}
    about = {"areas": f"{sample.areas:,}", "replications": 999, "processor s": f"{everywhere:.0f}"}
    return [
        Measured("europe, a day of detecting", f"{CORE_HOURS:g} core hours", hours, CORE_HOURS, hours / CORE_HOURS, 1.0,
                 False, "h", details),
        Measured("europe, one scan of all areas", f"{MEMORY_GB:g} GB", gigabytes, MEMORY_GB, gigabytes / MEMORY_GB, 1.0,
                 False, "GB", dict(about)),
    ]  # fmt: skip


def seasonal(series: int) -> float:
    """Return the seconds of the seasonal detector per series and week."""
    rng = np.random.default_rng(1)
    counts = rng.poisson(rng.gamma(1.0, 3.0, series)[:, None] + 1.0, (series, WEEKS))
    return _seconds(lambda: farrington_flexible(counts, range=(WEEKS, WEEKS))) / series


def short(series: int) -> float:
    """Return the seconds of the detector for series with hardly any past, per series and day."""
    counts = np.random.default_rng(2).poisson(0.3, (series, 12))
    return _seconds(lambda: ears(counts, range=(12, 12), method="C2")) / series


def regional(regions: int, europe: Europe) -> float:
    """Return the seconds of a space-time scan over the areas of one region and the weeks of a year."""
    areas, rng = europe.areas // europe.regions, np.random.default_rng(3)
    cases = europe.incidents_a_day * 365 // europe.regions // europe.indicators
    people, points = rng.lognormal(8, 1, areas), rng.uniform(0, 60_000, (areas, 2))

    def scan() -> None:
        for region in range(regions):
            where = rng.choice(areas, cases, p=people / people.sum())
            space_time_permutation(
                where, rng.integers(0, YEAR, cases), points, period=(0, YEAR - 1), prospective=True, max_duration=4,
                seed=region, stop_after=50,
            )  # fmt: skip

    return _seconds(scan) / regions


def continental(areas: int) -> tuple[float, float]:
    """Return the processor seconds of one scan of all areas, windows of 0.1 % of the people, and the gigabytes."""
    rng = np.random.default_rng(4)
    points, people = rng.uniform(0, 3_000_000, (areas, 2)), rng.lognormal(7.5, 1.3, areas)
    cases = rng.multinomial(areas // 2, people / people.sum())

    def scan() -> object:
        return spatial_poisson(cases, people, points, max_population=0.001 if areas > 10_000 else 0.1, seed=1)

    return _seconds(scan), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def incidents(rows: int) -> float:
    """Return the seconds per incident of counting Parquet rows by area, indicator and week."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as engine:
        path = Path(folder) / "incidents.parquet"
        engine.execute(
            "CREATE TABLE given AS SELECT (random() * 100000)::INT AS area, (random() * 20)::INT AS indicator, "
            "(random() * 84)::INT AS day FROM range(?)",
            [rows],
        )
        engine.execute(f"COPY given TO '{path}'")
        counting = f"SELECT area, indicator, day // 7, count(*) FROM '{path}' GROUP BY ALL"  # noqa: S608 (own path)
        return _seconds(lambda: engine.execute(counting).to_arrow_table()) / rows


def _seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds of the second time, when everything is compiled and read: the least of two."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)
