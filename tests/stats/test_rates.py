"""Rates: exact intervals, the E-test and false discovery, against printed tables and independent judges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from wens.stats import rates

COUNTS = st.integers(min_value=0, max_value=100_000)
LEVELS = st.floats(min_value=0.5, max_value=0.999)


def test_a_worked_example_can_be_checked_with_a_chi_square_table() -> None:
    rate, low, high = rates.poisson_interval(3, 1000)
    assert_allclose([rate, low, high], [0.003, 0.0006186721, 0.0087672731], rtol=1e-7)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.242, 7.225),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (100, 81.36, 121.63),
    ],
)
def test_intervals_equal_the_printed_table_of_exact_limits(count: int, low: float, high: float) -> None:
    _, lower, upper = rates.poisson_interval(count, 1)
    assert_allclose([lower, upper], [low, high], rtol=2e-3)


@given(st.lists(COUNTS, min_size=1, max_size=30), LEVELS)
def test_intervals_equal_the_chi_square_quantiles_of_scipy(counts: list[int], level: float) -> None:
    k = np.array(counts)
    _, low, high = rates.poisson_interval(k, np.ones(k.size), level=level)
    expected_low = np.where(k == 0, 0, stats.chi2.ppf((1 - level) / 2, np.maximum(2 * k, 1)) / 2)
    assert_allclose(low, expected_low, rtol=1e-8, atol=1e-12)
    assert_allclose(high, stats.chi2.isf((1 - level) / 2, 2 * k + 2) / 2, rtol=1e-8)


@given(COUNTS, st.floats(min_value=0.001, max_value=1e7))
def test_the_rate_lies_in_its_interval_and_a_higher_level_is_never_narrower(count: int, exposure: float) -> None:
    rate, low, high = rates.poisson_interval(count, exposure)
    _, wider_low, wider_high = rates.poisson_interval(count, exposure, level=0.99)
    assert wider_low <= low <= rate <= high <= wider_high


@given(COUNTS)
def test_one_more_event_moves_both_limits_up(count: int) -> None:
    _, low, high = rates.poisson_interval([count, count + 1], 1000)
    assert low[0] < low[1]
    assert high[0] < high[1]


def test_no_exposure_or_an_unknown_count_has_no_rate_and_no_interval() -> None:
    for values in rates.poisson_interval([1, np.nan, 0, 2], [0, 5, 0, np.nan]):
        assert np.isnan(values).all()


def test_a_fractional_count_lies_between_its_neighbours() -> None:
    _, low, high = rates.poisson_interval([2, 2.5, 3, 0.02], 1)
    assert low[0] < low[1] < low[2]
    assert high[0] < high[1] < high[2]
    assert_allclose(high[3], stats.gamma.isf(0.025, 1.02), rtol=1e-9)


@pytest.mark.parametrize("arguments", [(-1, 10, 0.95), (1, -10, 0.95), (1, 10, 0.0), (1, 10, 1.0)])
def test_impossible_input_is_refused(arguments: tuple[float, float, float]) -> None:
    count, exposure, level = arguments
    with pytest.raises(ValueError, match=r"never negative|between 0 and 1"):
        rates.poisson_interval(count, exposure, level=level)


def test_the_weighted_interval_is_the_exact_one_when_every_weight_is_one() -> None:
    counts = np.array([0, 1, 7, 250])
    exact = rates.poisson_interval(counts, 1000)
    weighted = rates.dobson_interval(counts, counts, counts, 1000)
    assert_allclose(weighted[0], exact[0])
    assert_allclose(weighted[1], exact[1])
    assert_allclose(weighted[2][1:], exact[2][1:])
    assert np.isnan(weighted[2][0])


def test_half_of_an_area_gets_half_of_the_events_and_half_of_the_limits() -> None:
    rate, low, high = rates.dobson_interval(2, 1, 4, 1)
    _, exact_low, exact_high = rates.poisson_interval(4, 1)
    assert_allclose([rate, low, high], [2, exact_low / 2, exact_high / 2], rtol=1e-9)


def test_the_e_test_of_zero_against_three_is_the_published_value() -> None:
    assert_allclose(rates.e_test(0, 1, 3, 1), 0.0883790, atol=5e-8)


@given(st.integers(0, 400), st.integers(0, 400), st.sampled_from([0.25, 1.0, 2.0, 64.0]))
def test_the_e_test_agrees_with_the_scalar_of_scipy(a: int, b: int, exposure: float) -> None:
    judge = stats.poisson_means_test(a, 8, b, 8 * exposure).pvalue
    ours = float(rates.e_test(a, 8, b, 8 * exposure))
    # the judge leaves out exact ties when rounding says so: ours is then higher, by the probability of those ties
    assert judge - 1e-9 <= ours
    assert ours == pytest.approx(judge, abs=1e-9) or _has_ties(a, b, exposure)


def _has_ties(a: int, b: int, exposure: float) -> bool:
    x, y = np.meshgrid(np.arange(2 * (a + b) + 20), np.arange(int((2 * (a + b) + 20) * max(exposure, 1))))
    with np.errstate(divide="ignore", invalid="ignore"):
        z2 = (x - y / exposure) ** 2 / (x + y / exposure**2)
    own = (a - b / exposure) ** 2 / (a + b / exposure**2)
    return int(np.count_nonzero(np.isclose(z2, own, rtol=1e-12, atol=0))) > 1


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), min_size=1, max_size=40), st.integers(1, 10**6))
def test_the_e_test_does_not_depend_on_order_side_or_unit(pairs: list[tuple[int, int]], unit: int) -> None:
    a, b = np.array(pairs).T
    p = rates.e_test(a, 7, b, 11)
    assert_allclose(rates.e_test(b, 11, a, 7), p, atol=1e-11)
    assert_allclose(rates.e_test(a, 7 * unit, b, 11 * unit), p, atol=1e-11)
    assert_allclose(rates.e_test(a[::-1], 7, b[::-1], 11)[::-1], p, atol=1e-11)
    assert ((p >= 0) & (p <= 1)).all()


def test_the_e_test_says_nothing_without_exposure_and_one_for_two_zeros() -> None:
    assert_allclose(
        rates.e_test([0, 1, np.nan, 1], [1, 0, 1, 1], [0, 1, 1, 1], [1, 1, 1, np.nan]), [1, np.nan, np.nan, np.nan]
    )


def test_the_e_test_handles_a_village_beside_the_whole_country() -> None:
    small_beside_large = rates.e_test(
        [3, 800_000, 0], [900, 17_100_000, 5], [801_000, 3, 2], [17_200_000, 900, 17_200_000]
    )
    assert small_beside_large[0] == pytest.approx(float(small_beside_large[1]), abs=1e-3)
    assert (small_beside_large < 1).all()


def test_the_e_test_refuses_counts_that_are_not_whole() -> None:
    with pytest.raises(ValueError, match="whole"):
        rates.e_test(1.5, 1, 2, 1)


@pytest.mark.parametrize("method", ["bh", "by"])
@given(p=st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_adjusted_p_values_equal_those_of_scipy(method: str, p: list[float]) -> None:
    assert_allclose(
        rates.false_discovery(p, method=method), stats.false_discovery_control(p, method=method), rtol=1e-9, atol=1e-300
    )


@given(st.lists(st.floats(0, 1), min_size=2, max_size=40))
def test_adjusting_follows_the_areas_and_skips_what_is_not_known(p: list[float]) -> None:
    values = np.array(p)
    order = np.random.default_rng(len(p)).permutation(len(p))
    adjusted = rates.false_discovery(values)
    assert_allclose(rates.false_discovery(values[order]), adjusted[order])
    with_gap = rates.false_discovery(np.append(values, np.nan))
    assert_allclose(with_gap[:-1], adjusted)
    assert np.isnan(with_gap[-1])
    assert (adjusted >= values * (1 - 1e-12)).all()


def test_the_published_example_of_benjamini_and_hochberg_rejects_four_hypotheses() -> None:
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    assert int((rates.false_discovery(p) <= 0.05).sum()) == 4


def test_a_family_of_unknowns_stays_unknown_and_bad_p_values_are_refused() -> None:
    assert np.isnan(rates.false_discovery([np.nan, np.nan])).all()
    assert rates.false_discovery([]).size == 0
    with pytest.raises(ValueError, match="between 0 and 1"):
        rates.false_discovery([0.5, 1.5])
    with pytest.raises(ValueError, match="method"):
        rates.false_discovery([0.5], method="holm")  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("mean", [0.2, 1.0, 4.5, 30.0, 400.0])
def test_in_a_null_world_intervals_cover_what_they_promise(mean: float) -> None:
    counts = np.random.default_rng(11).poisson(mean, 400_000)
    _, low, high = rates.poisson_interval(counts, 1)
    covered = float(((low <= mean) & (mean <= high)).mean())
    assert covered >= 0.95 - 0.001


@pytest.mark.slow
@pytest.mark.parametrize("weights", [(0.5, 0.5), (1.0, 0.3), (0.8, 0.2)])
def test_in_a_null_world_weighted_intervals_cover_about_what_they_promise(weights: tuple[float, float]) -> None:
    x = np.random.default_rng(12).poisson((6.0, 4.0), (200_000, 2))
    w = np.array(weights)
    _, low, high = rates.dobson_interval(x @ w, x @ w**2, x.sum(axis=1), 1)
    truth = float(w @ (6.0, 4.0))
    assert float(((low <= truth) & (truth <= high)).mean()) >= 0.945


@pytest.mark.slow
@pytest.mark.parametrize("mean", [1.0, 3.0, 10.0, 80.0])
def test_in_a_null_world_the_e_test_is_wrong_about_as_often_as_it_says(mean: float) -> None:
    rng = np.random.default_rng(13)
    p = rates.e_test(rng.poisson(mean, 100_000), 1.0, rng.poisson(mean * 1.5, 100_000), 1.5)
    assert float((p <= 0.05).mean()) <= 0.055
    assert float((p <= 0.01).mean()) <= 0.012


@pytest.mark.slow
def test_in_a_null_world_a_gemeente_rarely_gets_a_false_finding_and_a_doubling_is_found() -> None:
    rng = np.random.default_rng(14)
    worlds, buurten = 400, 70
    dwellings = rng.integers(200, 3000, buurten)
    before = rng.poisson(dwellings * 0.006, (worlds, buurten))
    after = rng.poisson(dwellings * 0.006, (worlds, buurten))
    false_worlds = sum(
        bool((rates.false_discovery(rates.e_test(b, dwellings, a, dwellings)) <= 0.05).any())
        for b, a in zip(before, after, strict=True)
    )
    assert false_worlds / worlds <= 0.05 + 0.02
    large = rates.e_test(rng.poisson(60.0, 2000), 1.0, rng.poisson(120.0, 2000), 1.0)
    assert float((large * buurten <= 0.05).mean()) > 0.8


def test_shapes_that_do_not_fit_are_named() -> None:
    with pytest.raises(ValueError, match=r"count \(2,\), exposure \(3,\)"):
        rates.poisson_interval([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match=r"count_a \(2,\), exposure_a \(1,\), count_b \(3,\)"):
        rates.e_test([1, 2], [1], [1, 2, 3], [1])
    with pytest.raises(ValueError, match="count are numbers in rows of equal length, but hold 'few'"):
        rates.poisson_interval(["few"], [1])
