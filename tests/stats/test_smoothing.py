"""Empirical Bayes: published values, esda as the judge, and honesty at the edges."""

from pathlib import Path

import numpy as np
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import sparse

from tests.shared_data import shared
from wens.stats import smoothing

AREAS = st.lists(st.tuples(st.integers(0, 60), st.floats(0.5, 40)), min_size=3, max_size=40)


@pytest.fixture
def auckland() -> tuple[Path, np.ndarray, np.ndarray]:
    path = shared("benchmarks/spdata_empirical_bayes/auckland.shp")
    table = pyogrio.read_dataframe(path)
    return path, table["M77_85"].to_numpy(float), 9 * table["Und5_81"].to_numpy(float)


def test_marshall_gives_the_published_mean_and_variance_of_auckland(
    auckland: tuple[Path, np.ndarray, np.ndarray],
) -> None:
    _, deaths, children = auckland
    result = smoothing.marshall(deaths, children)
    assert float(result.variance) == pytest.approx(7.284173e-07, rel=1e-6)
    assert float(result.mean) == pytest.approx(0.002633436, rel=1e-6)


def test_marshall_agrees_with_esda_global_and_local(auckland: tuple[Path, np.ndarray, np.ndarray]) -> None:
    esda = pytest.importorskip("esda.smoothing")
    libpysal = pytest.importorskip("libpysal")
    path, deaths, children = auckland
    inhabited = children > 0
    table = pyogrio.read_dataframe(path)[inhabited].reset_index(drop=True)
    deaths, children = deaths[inhabited], children[inhabited]
    assert_allclose(
        smoothing.marshall(deaths, children).rate, esda.Empirical_Bayes(deaths, children).r.ravel(), rtol=1e-12
    )
    weights = libpysal.weights.Queen.from_dataframe(table, use_index=False, silence_warnings=True)
    weights.id_order = list(range(len(table)))
    local = smoothing.marshall(deaths, children, neighbours=weights.sparse)
    judge = esda.Spatial_Empirical_Bayes(deaths, children, weights).r.ravel()
    assert_allclose(local.rate, judge, rtol=1e-9, atol=1e-15)


@given(AREAS)
def test_marshall_keeps_each_estimate_between_the_raw_rate_and_the_mean(areas: list[tuple[int, float]]) -> None:
    count, exposure = np.array(areas).T
    result = smoothing.marshall(count, exposure)
    raw = count / exposure
    assert (np.minimum(raw, result.mean) - 1e-12 <= result.rate).all()
    assert (result.rate <= np.maximum(raw, result.mean) + 1e-12).all()


def test_marshall_gives_areas_without_exposure_the_mean_and_lets_them_take_no_part() -> None:
    full = smoothing.marshall([4, 10, 30], [10, 10, 10])
    with_empty = smoothing.marshall([4, 10, 30, 2, np.nan], [10, 10, 10, 0, 10])
    assert_allclose(with_empty.rate, [*full.rate, full.mean, full.mean])
    assert_allclose(with_empty.variance, full.variance)


def test_an_area_counts_once_in_its_own_neighbourhood_whether_the_diagonal_is_given_or_not() -> None:
    line = sparse.csr_array(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]]))
    bare = smoothing.marshall([1, 5, 9], [10, 12, 14], neighbours=line)
    with_diagonal = smoothing.marshall([1, 5, 9], [10, 12, 14], neighbours=line + sparse.eye_array(3))
    assert_allclose(bare.rate, with_diagonal.rate)
    assert_allclose(bare.mean, [6 / 22, 15 / 36, 14 / 26])


def test_neighbours_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="3 areas"):
        smoothing.marshall([1, 2, 3], [1, 1, 1], neighbours=sparse.eye_array(2))


def test_the_prior_of_north_carolina_is_the_one_published_by_bivand_and_others() -> None:
    # Bivand, Pebesma and Gomez-Rubio, Applied Spatial Data Analysis with R, 2nd ed., 10.3: nu 4.6307, alpha 4.3956
    path = shared("benchmarks/pysal_sids2/spdata_nc_sids.csv")
    table = np.genfromtxt(path, delimiter=",", names=True, usecols=("BIR74", "SID74"))
    expected = table["BIR74"] * table["SID74"].sum() / table["BIR74"].sum()
    result = smoothing.gamma_poisson(table["SID74"], expected)
    assert float(result.shape[0]) == pytest.approx(4.6307, abs=5e-5)
    assert float(result.rate[0]) == pytest.approx(4.3957, abs=1e-4)


def test_the_worked_example_can_be_checked_by_hand() -> None:
    # Pearson 7.2 against 2 degrees of freedom at u = 0; 1 + 10 u = 3.6, so a = 1/0.26 and the estimates follow
    result = smoothing.gamma_poisson([4, 10, 16], [10, 10, 10])
    assert_allclose(result.rate, [1 / 0.26], rtol=1e-10)
    assert_allclose(result.relative_risk, [0.5666667, 1.0, 1.4333333], rtol=1e-6)


@given(AREAS)
def test_estimates_satisfy_the_moment_equations_of_clayton_and_kaldor(areas: list[tuple[int, float]]) -> None:
    count, expected = np.array(areas).T
    expected = np.maximum(expected, 4.0)  # so that each area helps to fit
    result = smoothing.gamma_poisson(count, expected)
    shape, rate = float(result.shape[0]), float(result.rate[0])
    if _kept_apart(count, expected, shape, rate):
        return
    risk, mean = result.relative_risk, shape / rate
    assert float(risk.mean()) == pytest.approx(mean, rel=1e-6)
    spread = float(((1 + rate / expected) * (risk - mean) ** 2).sum()) / (count.size - 1)
    assert shape / rate**2 == pytest.approx(spread, rel=1e-6)


def _kept_apart(count: np.ndarray, expected: np.ndarray, shape: float, rate: float) -> bool:
    mean = shape / rate
    error = np.sqrt(2 * (count.size - 1) + (1 / expected).sum() / mean) / expected.sum()
    return count.sum() == 0 or bool(np.isclose(1 / rate, min(1.5 * error, mean)))


@given(AREAS)
def test_estimates_lie_between_raw_and_prior_and_inside_their_bounds(areas: list[tuple[int, float]]) -> None:
    count, expected = np.array(areas).T
    result = smoothing.gamma_poisson(count, expected)
    raw, prior = count / expected, result.shape / result.rate
    assert (np.minimum(raw, prior) <= result.relative_risk * (1 + 1e-9)).all()
    assert (result.relative_risk <= np.maximum(raw, prior) * (1 + 1e-9)).all()
    assert (result.low < result.high).all()
    assert ((result.probability_above_one >= 0) & (result.probability_above_one <= 1)).all()


@given(AREAS)
def test_estimates_follow_their_area_whatever_the_order(areas: list[tuple[int, float]]) -> None:
    count, expected = np.array(areas).T
    order = np.random.default_rng(count.size).permutation(count.size)
    straight = smoothing.gamma_poisson(count, expected)
    shuffled = smoothing.gamma_poisson(count[order], expected[order])
    assert_allclose(shuffled.relative_risk, straight.relative_risk[order], rtol=1e-7)
    assert_allclose(shuffled.high, straight.high[order], rtol=1e-7)


def test_without_more_than_chance_areas_move_to_the_mean_and_keep_an_interval() -> None:
    result = smoothing.gamma_poisson([9, 10, 11], [10, 10, 10])
    assert_allclose(1 / result.rate, [1.5 * np.sqrt(2 * 2 + 0.3) / 30])
    assert np.ptp(result.relative_risk) < 0.11
    assert (result.low < 1).all()
    assert (result.high > 1).all()
    assert ((result.probability_above_one > 0.3) & (result.probability_above_one < 0.7)).all()


def test_a_group_without_events_gets_a_small_risk_with_a_bound_above_it() -> None:
    result = smoothing.gamma_poisson([0, 0, 0, 0], [5, 5, 5, 5])
    assert_allclose(result.relative_risk, 1 / (1 / (0.5 / 20) + 5))
    assert ((result.high > 0.05) & (result.high < 1)).all()


def test_fewer_than_three_areas_borrow_nothing() -> None:
    result = smoothing.gamma_poisson([12, 3], [6, 6])
    assert_allclose(result.relative_risk, [(12 + 0.5) / (6 + 0.4), (3 + 0.5) / (6 + 0.4)])


def test_a_business_park_with_five_inhabitants_does_not_switch_off_the_smoothing() -> None:
    count, expected = np.array([2, 4, 5, 8, 9, 3, 6, 7]), np.full(8, 5.5)
    alone = smoothing.gamma_poisson(count, expected)
    beside = smoothing.gamma_poisson(np.append(count, 3), np.append(expected, 0.02))
    assert_allclose(beside.relative_risk[:-1], alone.relative_risk)
    assert float(beside.relative_risk[-1]) < 3.0


def test_areas_without_expected_events_have_no_estimate_and_take_no_part() -> None:
    full = smoothing.gamma_poisson([4, 10, 16], [10, 10, 10])
    gaps = smoothing.gamma_poisson([4, 7, 10, 16, np.nan], [10, 0, 10, 10, 10])
    assert_allclose(gaps.relative_risk[[0, 2, 3]], full.relative_risk)
    assert np.isnan(gaps.relative_risk[[1, 4]]).all()
    assert np.isnan(smoothing.gamma_poisson([np.nan], [1.0]).relative_risk).all()
    assert smoothing.gamma_poisson([], []).relative_risk.size == 0


def test_many_groups_at_once_give_what_each_gives_alone() -> None:
    rng = np.random.default_rng(5)
    group = rng.integers(-3, 40, 2000)
    expected = rng.gamma(1.0, 4.0, 2000)
    count = rng.poisson(expected * rng.gamma(2.0, 0.5, 2000))
    together = smoothing.gamma_poisson_grouped(count, expected, group)
    for label, shape in zip(np.unique(group), together.shape, strict=True):
        rows = group == label
        alone = smoothing.gamma_poisson(count[rows], expected[rows])
        assert_allclose(together.relative_risk[rows], alone.relative_risk, rtol=1e-9)
        assert_allclose(together.low[rows], alone.low, rtol=1e-9)
        assert_allclose(together.probability_above_one[rows], alone.probability_above_one, rtol=1e-9)
        assert_allclose(shape, alone.shape[0], rtol=1e-9)


def test_groups_larger_than_a_block_are_fitted_whole() -> None:
    rng = np.random.default_rng(6)
    expected = rng.gamma(2.0, 2.0, 150_000)
    count = rng.poisson(expected * rng.gamma(3.0, 1 / 3, 150_000))
    result = smoothing.gamma_poisson(count, expected)
    assert_allclose(result.shape / result.rate, [1.0], rtol=0.01)
    assert_allclose(result.shape, [3.0], rtol=0.05)


@pytest.mark.parametrize("arguments", [([1, -1, 2], [1, 1, 1]), ([1, 1, 2], [1, -1, 1]), ([1, 1], [1, 1, 1])])
def test_impossible_areas_are_refused(arguments: tuple[list[int], list[int]]) -> None:
    with pytest.raises(ValueError, match=r"negative|equal length"):
        smoothing.gamma_poisson(*arguments)


@pytest.mark.slow
@pytest.mark.parametrize(("heterogeneity", "least"), [(1.0, 0.93), (4.0, 0.925), (25.0, 0.95)])
def test_in_a_known_world_the_bounds_cover_the_true_risks(heterogeneity: float, least: float) -> None:
    rng = np.random.default_rng(15)
    worlds, buurten = 2000, 70
    expected = np.tile(rng.gamma(1.5, 3.0, buurten) + 0.5, worlds)
    risk = rng.gamma(heterogeneity, 1 / heterogeneity, worlds * buurten)
    result = smoothing.gamma_poisson_grouped(
        rng.poisson(expected * risk), expected, np.repeat(np.arange(worlds), buurten)
    )
    covered = float(((result.low <= risk) & (risk <= result.high)).mean())
    assert covered >= least


@pytest.mark.slow
def test_in_a_null_world_hardly_any_area_is_called_certainly_higher() -> None:
    rng = np.random.default_rng(16)
    worlds, buurten = 2000, 70
    expected = np.tile(rng.gamma(1.5, 3.0, buurten) + 0.5, worlds)
    result = smoothing.gamma_poisson_grouped(rng.poisson(expected), expected, np.repeat(np.arange(worlds), buurten))
    assert float((result.probability_above_one > 0.975).mean()) <= 0.025
