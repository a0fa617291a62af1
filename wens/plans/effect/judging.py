"""What came out: likely, unclear or no effect, with the numbers, and whether it moved to the neighbours. Pure.

Likely: the whole interval lies at the wanted side. No effect: it lies at the other side, or so close to no change that
nobody would notice (`MARGIN`; the two one-sided tests of Schuirmann 1987, here with a 95 % interval). Else unclear:
that nothing is seen is not that nothing happened.
"""

import math
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from wens.plans.effect.choosing import Choice, Method, comparable_rates, nearest, summed, went_same_way_p, window
from wens.plans.effect.material import Material, Series
from wens.plans.models.choices import Effect
from wens.stats.effect import (
    difference_in_differences,
    interrupted_time_series,
    synthetic_control,
    weighted_displacement_difference,
)

MARGIN = 0.20
"""A fifth fewer, or a quarter more: less than that is no change that people in a street would notice."""

SURE = 0.05
FREQUENCY = {"month": 12, "quarter": 4}
ALIKE = 1.5


@dataclass(frozen=True)
class Finding:
    """`numbers` by name, as `words` says them; `why` is the code of the verdict; `moved` that of the neighbours."""

    effect: Effect
    why: str
    numbers: dict[str, float] = field(default_factory=dict)
    moved: str = ""
    moved_numbers: dict[str, float] = field(default_factory=dict)
    compared_with: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as it is stored; what is not a number is left out."""
        found = asdict(self)
        for name in ("numbers", "moved_numbers"):
            found[name] = {key: value for key, value in found[name].items() if math.isfinite(value)}
        return {**found, "effect": self.effect.value}


def judge(of: Material, choice: Choice) -> Finding:
    """Return what came out by the chosen method; without one: unclear, with what is missing."""
    if choice.method is None:
        return Finding(Effect.UNCLEAR, choice.why)
    by = {
        Method.DIFFERENCE: _difference, Method.SYNTHETIC: _synthetic, Method.INTERRUPTED: _interrupted,
        Method.BEFORE_AFTER: _before_after,
    }  # fmt: skip
    return _with_neighbours(of, by[choice.method](of))


def _difference(of: Material) -> Finding:
    theirs = summed(of.peers)
    known = _totals(of) | {
        "theirs_before": float(theirs[: of.before].sum()),
        "theirs_after": float(theirs[of.before :].sum()),
    }
    codes = tuple(one.code for one in of.peers)
    if not (known["after"] and known["theirs_after"]):
        return Finding(Effect.UNCLEAR, "nothing_left", known, compared_with=codes)
    found = difference_in_differences(of.own.counts, theirs, before=of.before)
    effect, why = _of_ratio(of, found.low, found.high)
    numbers = known | {"ratio": found.ratio, "low": found.low, "high": found.high, "p": found.p,
                       "course_p": went_same_way_p(of)}  # fmt: skip
    return Finding(effect, why, numbers, compared_with=codes)


def _of_ratio(of: Material, low: float, high: float) -> tuple[Effect, str]:
    if (high < 1) if of.fewer else (low > 1):
        return Effect.LIKELY, "better"
    if (low > 1) if of.fewer else (high < 1):
        return Effect.NONE, "worse"
    if low >= 1 - MARGIN and high <= 1 / (1 - MARGIN):
        return Effect.NONE, "small"
    return Effect.UNCLEAR, "chance"


def _synthetic(of: Material) -> Finding:
    rates = comparable_rates(of)
    assert rates is not None
    found = synthetic_control(*rates, before=of.before)
    expected = float(found.synthetic[of.before :].mean())
    numbers = _totals(of) | {
        "estimate": found.estimate, "expected": expected, "actual": expected + found.estimate, "p": found.p,
        "places": float(len(found.weights)), "fit": found.fit_before,
    }  # fmt: skip
    codes = tuple(one.code for one, weight in zip(of.others, found.weights, strict=False) if weight > 0.01)
    better = (found.estimate < 0) == of.fewer
    if found.p > SURE:
        return Finding(Effect.UNCLEAR, "chance", numbers, compared_with=codes)
    return Finding(
        Effect.LIKELY if better else Effect.NONE, "better" if better else "worse", numbers, compared_with=codes
    )


def _interrupted(of: Material) -> Finding:
    frequency = FREQUENCY.get(of.grain)
    harmonics = {"month": 2, "quarter": 1}.get(of.grain, 0)
    known = _totals(of)
    if not known["after"]:
        return Finding(Effect.UNCLEAR, "nothing_left", known)
    found = interrupted_time_series(of.own.counts, before=of.before, frequency=frequency, harmonics=harmonics)
    numbers = known | {
        "ratio": found.level_ratio, "low": found.level_low, "high": found.level_high, "p": found.level_p,
        "slope": found.slope_ratio, "slope_low": found.slope_low, "slope_high": found.slope_high,
        "expected": float(found.expected[of.before :].sum()),
    }  # fmt: skip
    if abs(found.autocorrelation) > 2 / math.sqrt(len(of.periods)):
        return Finding(Effect.UNCLEAR, "hang_together", numbers)
    effect, why = _of_ratio(of, found.level_low, found.level_high)
    if effect == Effect.LIKELY and ((found.slope_low > 1) if of.fewer else (found.slope_high < 1)):
        return Finding(Effect.UNCLEAR, "fades", numbers)
    return Finding(effect, why, numbers)


def _before_after(of: Material) -> Finding:
    beside = nearest(of, of.own, ())
    assert beside is not None
    ours, theirs = _pair(of, of.own), _pair(of, beside)
    found = weighted_displacement_difference(ours, theirs)
    expected = max(1.0, ours[1] - found.estimate)
    numbers = {"before": ours[0], "after": ours[1], "theirs_before": theirs[0], "theirs_after": theirs[1],
               "estimate": found.estimate, "low": found.low, "high": found.high, "expected": expected}  # fmt: skip
    codes = (beside.code,)
    if (found.high < 0) if of.fewer else (found.low > 0):
        return Finding(Effect.LIKELY, "better", numbers, compared_with=codes)
    if (found.low > 0) if of.fewer else (found.high < 0):
        return Finding(Effect.NONE, "worse", numbers, compared_with=codes)
    if max(-found.low, found.high) <= MARGIN * expected:
        return Finding(Effect.NONE, "small", numbers, compared_with=codes)
    return Finding(Effect.UNCLEAR, "chance", numbers, compared_with=codes)


def _with_neighbours(of: Material, found: Finding) -> Finding:
    """Add whether incidents moved next door; if so, an effect is likely only when something of it is left in all."""
    moved, numbers = _moved(of)
    effect, why = found.effect, found.why
    if effect == Effect.LIKELY and moved == "moved" and numbers["net_high"] >= 0:
        effect, why = Effect.UNCLEAR, "moved"
    return Finding(effect, why, found.numbers, moved, numbers, found.compared_with)


def _moved(of: Material) -> tuple[str, dict[str, float]]:
    """Put an area that is like it beside the area and beside each of its neighbours, and compare them all."""
    if not of.fewer:
        return "", {}
    if not of.neighbours:
        return "no_neighbours", {}
    beside: list[Series] = []
    for one in (of.own, *of.neighbours):
        found = nearest(of, one, tuple(other.code for other in beside))
        if found is None:
            return "no_pairs", {}
        beside.append(found)
    near, control = _pair(of, *of.neighbours), _pair(of, *beside[1:])
    if max(near[0], control[0]) > ALIKE * max(1.0, min(near[0], control[0])):
        return "no_pairs", {}
    next_door = weighted_displacement_difference(near, control)
    net = weighted_displacement_difference(_pair(of, of.own), _pair(of, beside[0]), near, control)
    numbers = {"estimate": next_door.estimate, "low": next_door.low, "high": next_door.high,
               "net": net.estimate, "net_low": net.low, "net_high": net.high, "before": near[0], "after": near[1],
               "areas": float(len(of.neighbours))}  # fmt: skip
    return "moved" if next_door.low > 0 else "better_too" if next_door.high < 0 else "not_seen", numbers


def _pair(of: Material, *rows: Series) -> tuple[float, float]:
    before, after = zip(*(window(of, one) for one in rows), strict=True)
    return float(np.sum(before)), float(np.sum(after))


def _totals(of: Material) -> dict[str, float]:
    return {"before": sum(of.own.counts[: of.before]), "after": sum(of.own.counts[of.before :])}
