"""Synthetic control: a mixture of other places that went the same way before, as what would have been."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize

from wens.stats.effect._given import before_and_after, series

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Synthetic:
    """weights: (donors,), 0 or more, adding up to 1. synthetic: (times,) the mixture. gap: treated less the mixture.

    estimate: mean gap after the action. fit_before: root mean square of the gap before. p: rank of the treated among
    the placebos, one-sided in size; NaN without placebo. placebo_ratios: (donors,) root mean square gap after over
    before, of each donor as if it were the treated; treated_ratio the same of the treated.
    """

    weights: Floats
    synthetic: Floats
    gap: Floats
    estimate: float
    fit_before: float
    p: float
    treated_ratio: float
    placebo_ratios: Floats


def synthetic_control(treated: ArrayLike, donors: ArrayLike, *, before: int, placebo: bool = True) -> Synthetic:
    """Find weights w >= 0, sum 1, with the smallest squared gap before the action, and look at the gap after.

    placebo: each donor takes the place of the treated, the other donors form its mixture; p = (1 + donors with a ratio
    of gaps, after over before, as large) / (1 + donors). It cannot be below 1 / (1 + donors): 19 donors for .05. An
    effect is a larger gap than places without the action show, in either direction.

    treated: (times,), donors: (donors, times): rates or counts on one scale, not touched by the action (no neighbours).
    before: the first so many times are before the action. Deterministic. Raises ValueError for fewer than 2 donors,
    lengths that differ, NaN, or too few times.

    Source: Abadie, Diamond, Hainmueller, Journal of the American Statistical Association 105 (2010) 493, with all times
    before as predictors. Judge: quadratic programming in SciPy. Limits: a treated place above or below all donors has
    no good mixture: look at fit_before.

    Worked example: exactly half of the one and half of the other, until it falls by 2:
    >>> found = synthetic_control([3, 4, 3, 2, 2], [[2, 4, 3, 4, 4], [4, 4, 3, 4, 4]], before=3, placebo=False)
    >>> found.weights.round(3).tolist(), round(found.estimate, 3)
    ([0.5, 0.5], -2.0)
    """
    ours = series(treated, "treated")
    others = np.asarray(donors, dtype=float)
    if others.ndim != 2 or len(others) < 2 or others.shape[1] != ours.size:
        raise ValueError(f"donors are (2 or more places, {ours.size} times), not {others.shape}")
    others = np.stack([series(row, f"donor {number}") for number, row in enumerate(others)])
    before_and_after(ours.size, before, 0.95)
    weights = _weights(ours[:before], others[:, :before])
    gap = ours - weights @ others
    ratio, fit = _ratio(gap, before)
    ratios = np.zeros(0)
    if placebo:
        ratios = np.array([_placebo(others, number, before) for number in range(len(others))])
    return Synthetic(
        weights=weights,
        synthetic=ours - gap,
        gap=gap,
        estimate=float(gap[before:].mean()),
        fit_before=fit,
        p=(1 + int((ratios >= ratio * (1 - 1e-9)).sum())) / (1 + len(others)) if placebo else float("nan"),
        treated_ratio=ratio,
        placebo_ratios=ratios,
    )


def _placebo(others: Floats, number: int, before: int) -> float:
    rest = np.delete(others, number, axis=0)
    return _ratio(others[number] - _weights(others[number, :before], rest[:, :before]) @ rest, before)[0]


def _weights(ours: Floats, others: Floats) -> Floats:
    """Return the weights on the simplex.

    With the weights adding up to 1 the gap is D w, D the donors less the treated. Minimising |D w|^2 + (sum w - 1)^2
    over w >= 0 gives a multiple of the wanted weights, as for each direction of w only its length is open.
    """
    away = others - ours
    scale = float(np.abs(away).max()) or 1.0
    found, _ = optimize.nnls(np.vstack([away.T / scale, np.ones(len(others))]), np.append(np.zeros(ours.size), 1.0))
    return np.asarray(found / found.sum())


def _ratio(gap: Floats, before: int) -> tuple[float, float]:
    fit, after = (float(np.sqrt(np.mean(part**2))) for part in (gap[:before], gap[before:]))
    # A perfect fit before must not make any gap after infinitely large: rounding is no fit.
    return after / max(fit, 1e-9 * max(after, 1.0)), fit
