"""Measuring ours against a peer: by turns, medians, one ratio and the budget that it is held to."""

import datetime as dt
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Measured:
    """One comparison. `ratio` is what the budget is about; `higher_is_better` tells in which direction."""

    benchmark: str
    against: str
    ours: float
    peer: float
    ratio: float
    budget: float
    higher_is_better: bool
    unit: str = "s"
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Whether the budget holds."""
        return self.ratio >= self.budget if self.higher_is_better else self.ratio <= self.budget

    def as_row(self) -> dict[str, str]:
        """Return the comparison as texts for a table."""
        sign = "≥" if self.higher_is_better else "≤"
        return {
            "benchmark": self.benchmark,
            "against": self.against,
            "ours": f"{self.ours:.3g} {self.unit}",
            "peer": f"{self.peer:.3g} {self.unit}",
            "ratio": f"{self.ratio:.2f}",
            "budget": f"{sign} {self.budget:g}",
            "met": "yes" if self.met else "NO",
            "details": ", ".join(f"{key} {value}" for key, value in self.details.items()),
        }


def compared(
    benchmark: str,
    against: str,
    ours: Callable[[], object],
    peer: Callable[[], object],
    budget: float,
    details: dict[str, Any],
    *,
    repeats: int,
    faster: bool = False,
) -> Measured:
    """Return ours against one peer. faster=True: the ratio is peer / ours and has to reach the budget.

    The details get the ratio of processor seconds too: on a busy machine it tells more than the clock does.
    """
    mine, theirs = by_turns(ours, peer, repeats=repeats)

    def over(own: float, other: float) -> float:
        return other / own if faster else own / other

    details = {**details, "processor ratio": f"{over(mine.processor, theirs.processor):.2f}"}
    ratio = over(mine.clock, theirs.clock)
    return Measured(benchmark, against, mine.clock, theirs.clock, ratio, budget, faster, details=details)


@dataclass(frozen=True)
class Seconds:
    """Medians by the clock and of the processor, all threads together."""

    clock: float
    processor: float


def by_turns(*tasks: Callable[[], object], repeats: int) -> list[Seconds]:
    """Return the median seconds of each task; they take turns, so that a busy moment hits all of them."""
    clock: list[list[float]] = [[] for _ in tasks]
    processor: list[list[float]] = [[] for _ in tasks]
    for _ in range(repeats):
        for i, task in enumerate(tasks):
            start, work = time.perf_counter(), time.process_time()
            task()
            clock[i].append(time.perf_counter() - start)
            processor[i].append(time.process_time() - work)
    return [Seconds(statistics.median(c), statistics.median(p)) for c, p in zip(clock, processor, strict=True)]


def write_results(path: Path, measured: list[Measured]) -> None:
    """Write RESULTS.md: the machine, the versions that matter and one row for each comparison, with its date.

    What was measured before of other benchmarks stays.
    """
    today = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}"
    rows = [{**one.as_row(), "measured": today} for one in measured]
    columns = list(rows[0])
    kept = [row for row in _rows_in(path) if row.get("benchmark") not in {one.benchmark for one in measured}]
    lines = [
        "# Results of `wens bench --write`",
        "",
        f"Last on {machine()}",
        "",
        "Both sides took turns in one process on the same data; medians. Seconds differ by machine: look at the ratio.",
        "",
        "| " + " | ".join(columns) + " |",
        "|" + " --- |" * len(columns),
        *("| " + " | ".join(row.get(column, "") for column in columns) + " |" for row in [*kept, *rows]),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _rows_in(path: Path) -> list[dict[str, str]]:
    table = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] == "|"] if path.exists() else []
    header, *rest = [[cell.strip() for cell in line.strip("|").split("|")] for line in table] or [[]]
    return [dict(zip(header, cells, strict=True)) for cells in rest[1:]]


def machine() -> str:
    """Return what was measured on: processor, cores, memory, Python and the libraries that the peers come from."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = [
        f"{name} {_version(name)}" for name in ("duckdb", "geopandas", "shapely", "numpy", "pyarrow", "granian")
    ]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = [_processor(), f"{cores} cores", f"{memory:.0f} GiB", f"Python {platform.python_version()}", *versions]
    return ", ".join(parts)


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
