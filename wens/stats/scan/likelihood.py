"""Log-likelihood ratios of windows with high rates, and how small a window must be to reach one."""

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

from wens.stats._given import whole

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]
# Enough to pass over nearly all windows below a floor; what is a hair too wide is judged exactly afterwards.
HALVINGS = 24


class Likelihood(ABC):
    """A probability model of the cases in a window, given all cases.

    For so many cases, the ratio falls while the window grows up to the size that expects as many; from there on it is
    not high.
    """

    def __init__(self, total: int, min_cases: int) -> None:
        self.total, self.min_cases = total, whole(min_cases, "min_cases", 1)

    @abstractmethod
    def expected(self, size: Floats) -> Floats:
        """Return the expected cases of windows of these sizes."""

    @abstractmethod
    def size_of(self, cases: Counts) -> Floats:
        """Return the size of a window that expects so many cases."""

    @abstractmethod
    def _log_ratio(self, cases: Floats, size: Floats) -> Floats:
        """Return the log-likelihood ratio against no difference, on either side."""

    def ratio(self, cases: ArrayLike, size: ArrayLike) -> Floats:
        """Return the ratio of windows with these cases and sizes; 0 where the rate is not high or cases are few."""
        cases, size = np.asarray(cases, dtype=float), np.asarray(size, dtype=float)
        # A window with exactly the expected number of cases has ratio 0: in or out by rounding is no matter.
        high = (cases >= self.min_cases) & (size > 0) & (cases > self.expected(size) + 1e-9)
        ratio = np.zeros(high.shape)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio[high] = self._log_ratio(cases[high], size[high])
        return ratio

    def reach(self, floor: float) -> Floats:
        """Return (total + 1,) per number of cases: below this size the ratio is at least the floor; never too small."""
        cases = np.arange(self.total + 1)
        small, large = np.zeros(cases.shape), self.size_of(cases)
        for _ in range(HALVINGS if floor > 0 else 0):
            middle = (small + large) / 2
            with np.errstate(divide="ignore", invalid="ignore"):
                lower = self._log_ratio(cases.astype(float), middle) < floor
            small, large = np.where(lower, small, middle), np.where(lower, middle, large)
        return np.where(cases < self.min_cases, 0.0, large * (1 + 1e-12))


class Poisson(Likelihood):
    """Cases fall in proportion to the expected ones: c ln(c / e) + (C - c) ln((C - c) / (C - e)) where c > e.

    size: the window's share of all expected cases. Source: Kulldorff (1997) formula 5, with C in all.
    """

    def expected(self, size: Floats) -> Floats:
        """Return the expected cases: the window's share of all cases."""
        return size * self.total

    def size_of(self, cases: Counts) -> Floats:
        """Return the share that expects so many cases."""
        return np.asarray(cases / max(self.total, 1), dtype=float)

    def _log_ratio(self, cases: Floats, size: Floats) -> Floats:
        share = cases / max(self.total, 1)
        return self.total * np.asarray(xlogy(share, share / size) + xlogy(1 - share, (1 - share) / (1 - size)))


class Bernoulli(Likelihood):
    """Each person is a case or not: the likelihood of two proportions, inside and outside, against one.

    size: cases and controls in the window, among `persons` in all. Source: Kulldorff (1997) formula 2.
    """

    def __init__(self, total: int, persons: int, min_cases: int) -> None:
        super().__init__(total, min_cases)
        self.persons = persons

    def expected(self, size: Floats) -> Floats:
        """Return the expected cases: the window's share of all persons times all cases."""
        return size * (self.total / self.persons)

    def size_of(self, cases: Counts) -> Floats:
        """Return how many persons have so many cases on average."""
        return np.asarray(cases * (self.persons / max(self.total, 1)), dtype=float)

    def _log_ratio(self, cases: Floats, size: Floats) -> Floats:
        inside = xlogy(cases, cases / size) + xlogy(size - cases, (size - cases) / size)
        outside, rest = self.persons - size, self.total - cases
        beyond = xlogy(rest, rest / outside) + xlogy(outside - rest, (outside - rest) / outside)
        rate = self.total / self.persons
        return np.asarray(inside + beyond - xlogy(self.total, rate) - xlogy(self.persons - self.total, 1 - rate))
