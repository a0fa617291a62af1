"""Log-likelihood ratios of windows with high rates, from tables over whole numbers of cases.

A window's size is fixed, only its cases differ between replications; so the logarithms of sizes are taken once per
window and those of cases once per scan, and a window in a replication costs a look-up, a product and two sums.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]


class Windows(Protocol):
    """The windows of one block, prepared."""

    def ratio(self, cases: Counts) -> Floats:
        """Return the ratio for cases (circles, intervals, replications); 0 where the rate is not high."""

    def reaching(self, floor: float) -> Counts | None:
        """Return a number of cases per window below which the ratio is less than floor; None when not known."""

    def ratio_at(self, window: Counts, cases: Counts) -> Floats:
        """Return the ratio of single windows, numbered circle by circle, at so many cases above the expected."""


class Likelihood(Protocol):
    """A probability model of the cases in a window, given all cases."""

    total: int

    def windows(self, size: Floats) -> Windows:
        """Prepare the windows of these sizes (circles, intervals)."""

    def expected(self, size: Floats) -> Floats:
        """Return the expected cases of windows of these sizes."""


class Poisson:
    """Cases fall in proportion to the expected ones: c ln(c / e) + (C - c) ln((C - c) / (C - e)) where c > e.

    size: the window's share of all expected cases. Source: Kulldorff (1997) formula 5, with C in all.
    """

    def __init__(self, total: int, min_cases: int) -> None:
        self.total, self.min_cases = total, min_cases
        cases = np.arange(total + 1) / max(total, 1)
        self.of_cases = total * (xlogy(cases, cases) + xlogy(1 - cases, 1 - cases))

    def expected(self, size: Floats) -> Floats:
        """Return the expected cases: the window's share of all cases."""
        return size * self.total

    def windows(self, size: Floats) -> "PoissonWindows":
        """Prepare the windows of these shares."""
        return PoissonWindows(self, size)


class PoissonWindows:
    """ln(c-part) + c ln((1 - s) / s) - C ln(1 - s), with s the window's share."""

    def __init__(self, model: Poisson, share: Floats) -> None:
        usable = (share > 0) & (share < 1)
        safe = np.where(usable, share, 0.5)
        self.of_cases, self.total = model.of_cases, model.total
        self.expected = (safe * model.total)[..., None]
        self.slope = np.log((1 - safe) / safe)[..., None]
        self.constant = (-model.total * np.log1p(-safe))[..., None]
        self.least = least_cases(share * model.total, model.min_cases, usable, model.total)

    def ratio(self, cases: Counts) -> Floats:
        """Return the log-likelihood ratio, 0 below the least number of cases that is a high rate."""
        ratio: Floats = self.slope * cases
        ratio += self.constant
        ratio += self.of_cases.take(cases)
        ratio *= cases >= self.least
        return ratio

    def reaching(self, floor: float) -> Counts | None:
        """Return the least cases that can reach the floor.

        By Taylor, c ln(c / e) - (c - e) is at most (c - e)^2 / 2e, and the outside adds at most (c - e)^2 / 2(C - c).
        """
        above = self.expected + np.sqrt(2 * floor * self.expected)
        outside = np.maximum(self.total - above, 1e-9)
        bound = self.expected + np.sqrt(2 * floor / (1 / self.expected + 1 / outside))
        return np.asarray(np.maximum(np.ceil(bound * (1 - 1e-12)), self.least), dtype=np.intp)

    def ratio_at(self, window: Counts, cases: Counts) -> Floats:
        """Return the ratio of single windows."""
        return np.asarray(self.slope.ravel()[window] * cases + self.constant.ravel()[window] + self.of_cases[cases])


class Bernoulli:
    """Each person is a case or not: the likelihood of two proportions, inside and outside, against one.

    size: cases and controls in the window. Source: Kulldorff (1997) formula 2.
    """

    def __init__(self, total: int, persons: int, min_cases: int) -> None:
        self.total, self.persons, self.min_cases = total, persons, min_cases
        number = np.arange(persons + 1, dtype=float)
        self.xlogx = xlogy(number, number)
        cases = np.arange(total + 1)
        self.of_cases = self.xlogx[cases] + self.xlogx[total - cases]

    def expected(self, size: Floats) -> Floats:
        """Return the expected cases: the window's share of all persons times all cases."""
        return size * (self.total / self.persons)

    def windows(self, size: Floats) -> "BernoulliWindows":
        """Prepare the windows of so many persons."""
        return BernoulliWindows(self, size)


class BernoulliWindows:
    """The logarithms that stay the same in all replications, and where to look up the others."""

    def __init__(self, model: Bernoulli, size: Floats) -> None:
        inside = np.rint(size).astype(np.intp)
        outside = model.persons - inside
        self.xlogx, self.of_cases = model.xlogx, model.of_cases
        everything = self.xlogx[model.total] + self.xlogx[model.persons - model.total] - self.xlogx[model.persons]
        self.constant = (-self.xlogx[inside] - self.xlogx[outside] - everything)[..., None]
        self.inside = inside[..., None]
        self.controls_outside = (outside - model.total)[..., None]
        self.least = least_cases(model.expected(size), model.min_cases, (inside > 0) & (outside > 0), model.total)

    def ratio(self, cases: Counts) -> Floats:
        """Return the log-likelihood ratio, 0 below the least number of cases that is a high rate."""
        ratio: Floats = self.of_cases.take(cases)
        ratio += self.xlogx.take(self.inside - cases)
        ratio += self.xlogx.take(self.controls_outside + cases)
        ratio += self.constant
        ratio *= cases >= self.least
        return ratio

    def reaching(self, floor: float) -> Counts | None:  # noqa: ARG002
        """Return None: all windows are looked at."""
        return None

    def ratio_at(self, window: Counts, cases: Counts) -> Floats:
        """Return the ratio of single windows."""
        inside, outside = self.inside.ravel()[window], self.controls_outside.ravel()[window]
        logs = self.of_cases[cases] + self.xlogx[inside - cases] + self.xlogx[outside + cases]
        return np.asarray(logs + self.constant.ravel()[window])


def least_cases(expected: Floats, min_cases: int, usable: NDArray[np.bool_], total: int) -> Counts:
    """Return the smallest whole number of cases above the expected and not below min_cases; unreachable if unusable."""
    # A window with exactly the expected number of cases has ratio 0: counting it in or out by rounding is no matter.
    least = np.maximum(np.floor(expected + 1e-9).astype(np.intp) + 1, min_cases)
    return np.asarray(np.where(usable, least, total + 1)[..., None])
