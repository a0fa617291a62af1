"""Effects of actions: published numbers, statsmodels and SciPy's optimiser as judges, and chance."""

import doctest
from importlib import import_module

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import optimize

from wens.stats.effect import (
    difference_in_differences,
    interrupted_time_series,
    synthetic_control,
    weighted_displacement_difference,
)


@pytest.mark.parametrize("module", ["displacement", "difference", "interrupted", "synthetic"])
def test_worked_examples_are_true(module: str) -> None:
    assert doctest.testmod(import_module(f"wens.stats.effect.{module}")).failed == 0


def test_the_weighted_displacement_difference_is_the_published_one() -> None:
    found = weighted_displacement_difference((207, 110), (308, 318), (178, 157), (150, 140))
    assert found.estimate == -118
    assert_allclose(found.standard_error, 1568**0.5)
    assert (round(found.z, 2), round(found.low), round(found.high)) == (-2.98, -196, -40)
    near = weighted_displacement_difference((207, 110), (308, 318))
    assert (near.estimate, round(near.standard_error**2)) == (-107, 943)
    assert np.isnan(weighted_displacement_difference((0, 0), (0, 0)).z)


def test_the_displacement_difference_says_which_count_is_wrong() -> None:
    with pytest.raises(ValueError, match="control has counts of 0 or more"):
        weighted_displacement_difference((1, 1), (-1, 2))
    with pytest.raises(ValueError, match="between 0 and 1"):
        weighted_displacement_difference((1, 1), (1, 2), level=95)
    with pytest.raises(ValueError, match=r"treated is \(before, after\)"):
        weighted_displacement_difference((1, 1, 2), (1, 2))


def monthly(seed: int, *, step: float = 1.0, growth: float = 1.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    time = np.arange(72)
    season = np.exp(0.3 * np.sin(2 * np.pi * time / 12))
    return rng.negative_binomial(30 * season * np.where(time >= 48, step * growth ** (time - 48), 1.0), 0.5)


def test_the_interrupted_series_is_that_of_statsmodels() -> None:
    counts, people = monthly(1, step=0.7), np.linspace(900, 1100, 72)
    found = interrupted_time_series(counts, before=48, exposure=people, frequency=12)
    time = np.arange(72)
    after = (time >= 48).astype(float)
    waves = [wave(2 * np.pi * k * time / 12) for k in (1, 2) for wave in (np.sin, np.cos)]
    design = np.column_stack([np.ones(72), time, after, (time - 48) * after, *waves])
    judge = sm.GLM(counts, design, family=sm.families.Poisson(), offset=np.log(people)).fit(scale="X2", use_t=True)
    low, high = np.exp(judge.conf_int()).T
    assert_allclose(found.dispersion, judge.scale, rtol=1e-6)
    assert_allclose(
        [found.level_ratio, found.level_low, found.level_high, found.level_p],
        [np.exp(judge.params[2]), low[2], high[2], judge.pvalues[2]], rtol=1e-5,
    )  # fmt: skip
    assert_allclose(
        [found.slope_ratio, found.slope_low, found.slope_high, found.slope_p],
        [np.exp(judge.params[3]), low[3], high[3], judge.pvalues[3]], rtol=1e-5,
    )  # fmt: skip
    without = design.copy()
    without[:, 2:4] = 0
    assert_allclose(found.expected, judge.predict(without, offset=np.log(people)), rtol=1e-6)


def test_difference_in_differences_is_that_of_binomial_regression() -> None:
    ours, theirs = monthly(2, step=0.6), monthly(3)
    found = difference_in_differences(ours, theirs, before=48)
    design = sm.add_constant((np.arange(72) >= 48).astype(float))
    model = sm.GLM(np.column_stack([ours, theirs]), design, family=sm.families.Binomial())
    both, share = ours + theirs, model.fit().fittedvalues
    pearson = ((ours - both * share) ** 2 / (both * share * (1 - share))).sum() / 70
    assert pearson > 1
    judge = model.fit(scale=pearson, use_t=True)
    low, high = np.exp(judge.conf_int())[1]
    assert_allclose(
        [found.ratio, found.low, found.high, found.p, found.dispersion],
        [np.exp(judge.params[1]), low, high, judge.pvalues[1], pearson], rtol=1e-4,
    )  # fmt: skip


def test_ways_that_parted_before_the_action_are_told() -> None:
    rng = np.random.default_rng(4)
    apart = rng.poisson(40 * np.exp(-0.03 * np.arange(36)))
    same = rng.poisson(40, (2, 36))
    assert difference_in_differences(apart, same[0], before=24).pre_trend_p < 0.01
    assert difference_in_differences(same[1], same[0], before=24).pre_trend_p > 0.05
    assert np.isnan(difference_in_differences(same[1], same[0], before=3).pre_trend_p)
    rising, level = [200, 320, 440, 560, 680, 400, 400], [550] * 7
    assert difference_in_differences(rising, level, before=5).pre_trend_p < 0.01


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 9999), st.integers(2, 6))
def test_the_synthetic_control_is_the_best_mixture_in_any_order_and_unit(seed: int, places: int) -> None:
    rng = np.random.default_rng(seed)
    donors, ours = rng.gamma(3, 10, (places, 16)), rng.gamma(3, 10, 16)
    found = synthetic_control(ours, donors, before=10)
    judge = optimize.minimize(
        lambda w: ((ours[:10] - w @ donors[:, :10]) ** 2).mean() / 100, np.full(places, 1 / places), method="SLSQP",
        bounds=[(0, 1)] * places, constraints={"type": "eq", "fun": lambda w: w.sum() - 1}, options={"ftol": 1e-14},
    )  # fmt: skip
    assert_allclose(found.weights.sum(), 1)
    assert (found.weights >= 0).all()
    assert found.fit_before**2 / 100 <= judge.fun * (1 + 1e-6)
    assert_allclose(found.weights, judge.x, atol=5e-3)
    order = rng.permutation(places)
    other = synthetic_control(ours * 1000, donors[order] * 1000, before=10)
    assert_allclose(other.weights, found.weights[order], atol=1e-7)
    assert_allclose(other.estimate, found.estimate * 1000)
    assert other.p == found.p


def test_a_planted_effect_stands_out_from_the_placebos() -> None:
    rng = np.random.default_rng(6)
    common = 50 + 10 * np.sin(np.arange(40) / 3)
    donors = common * rng.uniform(0.7, 1.3, (19, 1)) + rng.normal(0, 2, (19, 40))
    ours = common + rng.normal(0, 2, 40)
    assert synthetic_control(ours, donors, before=28).p > 0.05
    ours[28:] -= 15
    found = synthetic_control(ours, donors, before=28)
    assert found.p == 0.05
    assert_allclose(found.estimate, -15, atol=2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: interrupted_time_series([1, -1, 2, 3, 4, 5, 6, 7], before=4), "time 1 has -1"),
        (lambda: interrupted_time_series([1, 1, 2, 3], before=3), "3 times before and 2 after"),
        (lambda: interrupted_time_series([1] * 12, before=6, frequency=12), "leave out the season"),
        (lambda: interrupted_time_series([0] * 6 + [1] * 6, before=6), "at least one case before"),
        (lambda: interrupted_time_series([1] * 8, before=4, exposure=[0] * 8), "above 0"),
        (lambda: difference_in_differences([1, 2, 3], [1, 2], before=2), "the same times"),
        (lambda: difference_in_differences([0, 0, 3, 3], [1, 2, 1, 1], before=2), "one case before and one after"),
        (lambda: synthetic_control([1, 2, 3, 4], [[1, 2, 3, 4]], before=2), "2 or more places"),
        (lambda: synthetic_control([1, 2, 3, 4], [[1, 2, 3, 4], [1, np.nan, 1, 1]], before=2), "donor 1"),
    ],
)
def test_the_error_says_what_is_wrong(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.slow
def test_without_effect_five_in_a_hundred_are_found() -> None:
    """1,000 worlds of overdispersed months with a season; 3 standard errors and a little for the approximation."""
    found = np.array(
        [
            (
                interrupted_time_series(monthly(world), before=48, frequency=12).level_p <= 0.05,
                difference_in_differences(monthly(world), monthly(world + 5000), before=48).p <= 0.05,
            )
            for world in range(1000)
        ]
    )
    assert (abs(found.mean(axis=0) - 0.05) < 0.025).all()


@pytest.mark.slow
def test_a_fall_of_a_third_is_mostly_found() -> None:
    found = [
        difference_in_differences(monthly(w, step=0.67), monthly(w + 5000), before=48).p <= 0.05 for w in range(200)
    ]
    assert np.mean(found) > 0.9
