"""Farrington flexible against R surveillance (Debian: r-cran-surveillance) on the same series, per series."""

import csv
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.measuring import Measured
from wens.stats.outbreak import farrington_flexible

WEEKS = 300
PEER = """
suppressMessages(library(surveillance))
counts <- as.matrix(read.csv(commandArgs(TRUE)[1], header = FALSE))
series <- new("sts", epoch = 1:nrow(counts), freq = 52, observed = counts, start = c(2000, 1))
control <- list(range = nrow(counts), b = 5, w = 3, alpha = 0.01, noPeriods = 10, pastWeeksNotIncluded = 26,
                weightsThreshold = 2.58, thresholdMethod = "nbPlugin", glmWarnings = FALSE)
taken <- system.time(suppressWarnings(farringtonFlexible(series, control)))
cat(taken["elapsed"], taken["user.self"] + taken["sys.self"])
"""


def run(*, small: bool = False) -> list[Measured]:
    """Measure one week of 14,600 areas times 20 categories, in R of 200 of them (small: 20 series, ours only)."""
    areas, categories, in_r = (10, 2, 0) if small else (14_600, 20, 200)
    rng = np.random.default_rng(1)
    rates = rng.gamma(0.5, 4, areas)[:, None]
    farrington_flexible(rng.poisson(rates, (areas, WEEKS))[:10], range=(WEEKS, WEEKS))
    clock = processor = 0.0
    for _ in range(categories):
        counts = rng.poisson(rates, (areas, WEEKS))
        start, work = time.perf_counter(), time.process_time()
        farrington_flexible(counts, range=(WEEKS, WEEKS))
        clock += time.perf_counter() - start
        processor += time.process_time() - work
    ours, work = (seconds / (areas * categories) * 1000 for seconds in (clock, processor))
    details = {"series": f"{areas * categories:,}", "all of them": f"{clock:.0f} s"}
    if small:
        return [Measured("outbreak", "10 ms a series", ours, 10.0, ours / 10, 1.0, False, "ms", details)]
    peer, peer_work = _in_r(counts[:in_r])
    details |= {"series in R": in_r, "processor ratio": f"{peer_work / work:.2f}"}
    return [Measured("outbreak", "R surveillance", ours, peer, peer / ours, 10.0, True, "ms", details)]


def _in_r(counts: np.ndarray) -> tuple[float, float]:
    """Return the milliseconds per series of R surveillance, by the clock and of the processor, start not counted."""
    program = shutil.which("Rscript")
    if program is None:
        raise RuntimeError("R is not on this machine: apt-get install r-cran-surveillance, and measure again.")
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "counts.csv"
        with table.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(counts.T.tolist())
        command = [program, "-e", PEER, str(table)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=3600)  # noqa: S603
    clock, processor = (float(seconds) / len(counts) * 1000 for seconds in done.stdout.split()[-2:])
    return clock, processor
