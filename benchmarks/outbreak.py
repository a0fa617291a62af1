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
cat(system.time(suppressWarnings(farringtonFlexible(series, control)))["elapsed"])
"""


def run(*, small: bool = False) -> list[Measured]:
    """Measure one week of 14,600 areas times 20 categories, in R of 200 of them (small: 20 series, ours only)."""
    areas, categories, in_r = (10, 2, 0) if small else (14_600, 20, 200)
    rng = np.random.default_rng(1)
    rates = rng.gamma(0.5, 4, areas)[:, None]
    start = time.perf_counter()
    work = 0.0
    for _ in range(categories):
        counts = rng.poisson(rates, (areas, WEEKS))
        begun = time.perf_counter()
        farrington_flexible(counts, range=(WEEKS, WEEKS))
        work += time.perf_counter() - begun
    ours = work / (areas * categories) * 1000
    details = {"series": f"{areas * categories:,}", "all of them": f"{time.perf_counter() - start:.0f} s"}
    if small:
        return [Measured("outbreak", "10 ms a series", ours, 10.0, ours / 10, 1.0, False, "ms", details)]
    peer = _in_r(counts[:in_r]) * 1000
    return [Measured("outbreak", "R surveillance", ours, peer, peer / ours, 10.0, True, "ms", details)]


def _in_r(counts: np.ndarray) -> float:
    """Return the seconds per series of R surveillance, start and reading not counted."""
    program = shutil.which("Rscript")
    if program is None:
        raise RuntimeError("R is not on this machine: apt-get install r-cran-surveillance, and measure again.")
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "counts.csv"
        with table.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(counts.T.tolist())
        command = [program, "-e", PEER, str(table)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=3600)  # noqa: S603
    return float(done.stdout.split()[-1]) / len(counts)
