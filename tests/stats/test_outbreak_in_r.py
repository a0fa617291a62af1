"""Outbreak detection on series that nobody chose: R surveillance, where it is installed, gives the same bounds."""

import functools
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from wens.stats.outbreak import ears, farrington, farrington_flexible

WEEKS, JUDGED = 330, (322, 330)
PROGRAM = """
suppressMessages(library(surveillance))
counts <- as.matrix(read.csv("counts.csv", header = FALSE))
series <- new("sts", epoch = 1:nrow(counts), freq = 52, observed = counts, start = c(2000, 1))
weeks <- %d:%d
put <- function(x, name) write.table(format(x, digits = 16), name, row.names = FALSE, col.names = FALSE,
                                     sep = ",", quote = FALSE)
old <- function(i) {
  one <- create.disProg(week = 1:nrow(counts), observed = counts[, i], state = rep(0, nrow(counts)),
                        start = c(2000, 1), freq = 52)
  suppressWarnings(algo.farrington(one, control = list(range = weeks, b = %d, w = %d, alpha = %g)))$upperbound
}
put(sapply(1:ncol(counts), old), "farrington.csv")
for (method in c("nbPlugin", "muan", "delta")) {
  control <- list(range = weeks, b = %d, w = %d, alpha = %g, noPeriods = %d, pastWeeksNotIncluded = %d,
                  weightsThreshold = %g, thresholdMethod = method, glmWarnings = FALSE)
  put(suppressWarnings(farringtonFlexible(series, control))@upperbound, paste0(method, ".csv"))
}
for (method in c("C1", "C2")) {
  put(earsC(series, list(range = weeks, method = method, alpha = %g))@upperbound, paste0(method, ".csv"))
}
"""


@functools.cache
def judge() -> str | None:
    """Return Rscript if it has the package."""
    program = shutil.which("Rscript")
    if program is None:
        return None
    asked = [program, "-e", 'quit(status = !requireNamespace("surveillance", quietly = TRUE))']
    return program if subprocess.run(asked, check=False, capture_output=True).returncode == 0 else None


def unchosen(seed: int, series: int) -> np.ndarray:
    """Series with season, line, past outbreaks and overdispersion; the first ones are sparse."""
    rng = np.random.default_rng(seed)
    week, phase = np.arange(WEEKS), rng.uniform(0, 6, series)[:, None]
    line = rng.normal(0, 0.003, series)[:, None] * week
    mean = rng.gamma(2, 4, series)[:, None] * np.exp(0.5 * np.cos(2 * np.pi * week / 52 + phase) + line)
    counts = rng.negative_binomial(mean, 0.5) if seed % 2 else rng.poisson(mean)
    counts[: series // 4] = rng.poisson(0.8, (series // 4, WEEKS))
    for row in range(series // 4, series):
        start = rng.integers(60, WEEKS - 30)
        counts[row, start : start + 4] += rng.poisson(30)
    return counts


def agree(
    folder: Path, seed: int, series: int, b: int, w: int, alpha: float, periods: int, past: int, at: float
) -> None:
    """Compare all detectors on the same series with the same settings."""
    program = judge()
    if program is None:
        pytest.skip("R with the package surveillance is not on this machine (apt-get install r-cran-surveillance)")
    counts = unchosen(seed, series)
    np.savetxt(folder / "counts.csv", counts.T, delimiter=",", fmt="%d")
    values = (*JUDGED, b, w, alpha, b, w, alpha, periods, past, at, alpha)
    subprocess.run([program, "-e", PROGRAM % values], check=True, capture_output=True, cwd=folder)

    def theirs(name: str) -> np.ndarray:
        return np.genfromtxt(folder / f"{name}.csv", delimiter=",").T

    ours, in_r = farrington(counts, range=JUDGED, b=b, w=w, alpha=alpha).upper, theirs("farrington")
    known = ~np.isnan(ours)
    assert known.mean() > 0.5
    assert_allclose(ours[known], in_r[known], rtol=1e-9, atol=1e-12)
    for method in ("nbPlugin", "muan", "delta"):
        found = farrington_flexible(
            counts, range=JUDGED, b=b, w=w, alpha=alpha, no_periods=periods, past_weeks_not_included=past,
            weights_threshold=at, threshold=method,
        )  # fmt: skip
        assert_array_equal(np.isnan(found.upper), known == 0)
        assert_allclose(found.upper, theirs(method), rtol=1e-9, atol=1e-12, err_msg=method)
    for method in ("C1", "C2"):
        assert_allclose(ears(counts, range=JUDGED, method=method, alpha=alpha).upper, theirs(method), rtol=1e-9)


def test_series_that_nobody_chose_have_the_bounds_of_r(tmp_path: Path) -> None:
    agree(tmp_path, 1, 4, 5, 3, 0.01, 10, 26, 2.58)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_so_have_they_with_other_settings(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    b, w, alpha = int(rng.integers(2, 6)), int(rng.integers(2, 5)), float(rng.choice([0.05, 0.01, 0.001]))
    periods, past, at = int(rng.choice([1, 5, 10])), int(rng.choice([4, 13, 26])), float(rng.choice([1.0, 2.58]))
    agree(tmp_path, seed, 6, b, w, alpha, periods, past, at)
