"""Weighted displacement difference: fewer incidents, and not just moved next door?"""

import math
from dataclasses import dataclass

import numpy as np
from scipy import special

Pair = tuple[float, float]


@dataclass(frozen=True)
class Displacement:
    """Incidents more (or, negative, fewer) than without the action, over the whole period after it."""

    estimate: float
    standard_error: float
    z: float
    low: float
    high: float


def weighted_displacement_difference(
    treated: Pair,
    control: Pair,
    displaced: Pair | None = None,
    control_displaced: Pair | None = None,
    *,
    level: float = 0.95,
) -> Displacement:
    """Return the change where acted, less that of the control, plus the same for the surroundings.

    (treated after - before) - (control after - before) + (displaced after - before) - (control_displaced after -
    before); the variance is the sum of all counts given, as counts are Poisson. Negative: fewer incidents. z is NaN
    without any incident.

    Each: (before, after), counts over equally long periods. displaced: the surroundings where incidents may have moved
    to, control_displaced those of the control. Raises ValueError for a negative count or a level outside (0, 1).

    Source: Wheeler and Ratcliffe, Crime Science 7 (2018) 11. Published: control (308, 318), treated (207, 110), control
    of the surroundings (150, 140), surroundings (178, 157): -118, standard error sqrt(1568), z -2.98, -196 to -40.
    Limits: counts with more spread than Poisson need a wider interval; the control must have gone the same way before.
    Alternative with series: `difference_in_differences`.

    >>> found = weighted_displacement_difference((207, 110), (308, 318), (178, 157), (150, 140))
    >>> round(found.estimate), round(found.standard_error**2), round(found.z, 2), round(found.low), round(found.high)
    (-118, 1568, -2.98, -196, -40)
    """
    if not 0 < level < 1:
        raise ValueError(f"level is a share between 0 and 1, not {level}")
    pairs = {"treated": treated, "control": control, "displaced": displaced, "control_displaced": control_displaced}
    estimate = variance = 0.0
    for (name, pair), sign in zip(pairs.items(), (1, -1, 1, -1), strict=True):
        if pair is not None and np.shape(pair) != (2,):
            raise ValueError(f"{name} is (before, after), two counts, not {pair!r}")
        before, after = pair if pair is not None else (0.0, 0.0)
        if not (math.isfinite(before + after) and before >= 0 and after >= 0):
            raise ValueError(f"{name} has counts of 0 or more before and after, not {before} and {after}")
        estimate += sign * (after - before)
        variance += after + before
    error = math.sqrt(variance)
    reach = float(special.ndtri((1 + level) / 2)) * error
    z = estimate / error if error else math.nan
    return Displacement(float(estimate), error, z, estimate - reach, estimate + reach)
