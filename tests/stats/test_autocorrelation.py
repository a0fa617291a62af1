"""Autocorrelation: exact enumeration and esda as judges, and what must not change p."""

from itertools import permutations as orders

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy import sparse

from wens.stats import _saddlepoint
from wens.stats.autocorrelation import getis_ord, local_moran, moran
from wens.stats.rates import false_discovery


def grid(side: int, *, even: bool = True, seed: int = 0) -> sparse.csr_array:
    """Rook neighbours on a square, row-standardised; even=False: weights that differ within a row."""
    line = sparse.diags_array([np.ones(side - 1), np.ones(side - 1)], offsets=[-1, 1])
    here = sparse.eye_array(side)
    links = sparse.csr_array(sparse.kron(line, here) + sparse.kron(here, line))
    if not even:
        links.data = np.random.default_rng(seed).uniform(0.2, 2.0, links.data.size)
    return sparse.csr_array(sparse.diags_array(1 / links.sum(axis=1)) @ links)


def skewed(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).gamma(0.8, 1.0, count)


@pytest.mark.parametrize("even", [True, False])
def test_global_moran_agrees_with_esda(even: bool) -> None:
    esda, libpysal = pytest.importorskip("esda"), pytest.importorskip("libpysal")
    w, x = grid(9, even=even), skewed(81)
    judge = esda.Moran(x, libpysal.weights.WSP(w).to_W(silence_warnings=True), transformation="o", permutations=0)
    ours = moran(x, w)
    found = (ours.statistic, ours.expected, ours.variance, ours.z, ours.p)
    assert_allclose(found, (judge.I, judge.EI, judge.VI_rand, judge.z_rand, judge.p_rand), rtol=1e-9)


@pytest.mark.slow  # esda compiles itself
@pytest.mark.parametrize("even", [True, False])
def test_local_moran_agrees_with_esda_and_p_is_twice_its_folded_one(even: bool) -> None:
    esda, libpysal = pytest.importorskip("esda"), pytest.importorskip("libpysal")
    w, x = grid(6, even=even), skewed(36)
    graph = libpysal.weights.WSP(w).to_W(silence_warnings=True)
    judge = esda.Moran_Local(x, graph, transformation="o", permutations=999, seed=1)
    ours = local_moran(x, w, seed=1, permutations=19_999)
    assert_allclose(ours.statistic, judge.Is, rtol=1e-9, atol=1e-12)
    assert_allclose(ours.p, np.minimum(1, 2 * judge.p_sim), atol=0.13)  # four standard deviations of esda's 999 draws
    assert np.abs(ours.p - np.minimum(1, 2 * judge.p_sim)).mean() < 0.025


@pytest.mark.parametrize("star", [True, False])
def test_getis_ord_agrees_with_esda(star: bool) -> None:
    esda, libpysal = pytest.importorskip("esda"), pytest.importorskip("libpysal")
    x, links = skewed(49), grid(7)
    links.data[:] = 1.0
    graph = libpysal.weights.WSP(links).to_W(silence_warnings=True)
    judge = esda.G_Local(x, graph, transform="b", permutations=0, star=star)
    ours = getis_ord(x, sparse.csr_array(links + sparse.eye_array(49)) if star else links, star=star)
    assert_allclose(ours.z, judge.Zs, rtol=1e-9)
    assert_allclose(ours.p, 2 * judge.p_norm, rtol=1e-9)


@pytest.mark.parametrize("star", [True, False])
def test_getis_ord_with_unequal_weights_is_the_mean_and_spread_of_all_orders(star: bool) -> None:
    x, w = np.array([3.0, 1, 4, 1, 5, 9]), np.array([0.0, 0.3, 1.2, 0.0, 0.9, 0.1])
    row = w + 0.7 * star * (np.arange(6) == 0)
    weights = sparse.csr_array(row[None, :] * (np.arange(6) == 0)[:, None])
    moved = [list(order) if star else [0, *order] for order in orders(range(6) if star else range(1, 6))]
    sums = np.array([row @ x[order] for order in moved])
    assert getis_ord(x, weights, star=star).z[0] == pytest.approx((row @ x - sums.mean()) / sums.std(), rel=1e-9)


def exact_p(x: np.ndarray, w: sparse.csr_array, area: int) -> float:
    """Two-sided p over every way in which the other values can be laid out."""
    row, z = w[[area], :].toarray().ravel(), x - x.mean()
    others = np.delete(np.arange(x.size), area)
    sums = np.array([z[list(order)] @ row[others] for order in orders(others)])
    reached = row @ z
    high, low = np.mean(sums >= reached - 1e-9), np.mean(sums <= reached + 1e-9)
    return float(min(1.0, 2 * min(high, low)))


@pytest.mark.parametrize("even", [True, False])
@pytest.mark.parametrize("values", [[3.0, 1, 4, 1, 5, 9, 2], [0.0, 0, 0, 1, 1, 0, 7]])
def test_local_moran_gives_the_p_of_a_full_enumeration(values: list[float], even: bool) -> None:
    x = np.array(values)
    w = sparse.csr_array(np.triu(np.ones((7, 7)), 1) - np.triu(np.ones((7, 7)), 3))
    w = sparse.csr_array(w + w.T)
    if not even:
        w.data = np.random.default_rng(5).uniform(0.5, 2, w.data.size)
    exact = [exact_p(x, w, area) for area in range(7)]
    assert_allclose(local_moran(x, w, seed=3, permutations=60_000).p, exact, atol=0.015)


@pytest.mark.parametrize("values", [[3.0, 1, 4, 1, 5, 9, 2], [0.0, 0, 0, 1, 1, 0, 7]])
def test_exact_tails_are_those_of_a_full_enumeration(values: list[float]) -> None:
    x = np.array(values)
    w = sparse.csr_array(np.triu(np.ones((7, 7)), 1) - np.triu(np.ones((7, 7)), 3))
    w = sparse.csr_array(w + w.T)
    exact = [exact_p(x, w, area) for area in range(7)]
    assert_allclose(
        local_moran(x, w, seed=3, tails="exact").p, [1 if v == x.mean() else p for v, p in zip(x, exact, strict=True)]
    )
    assert_allclose(getis_ord(x, w, star=False, tails="exact").p, exact)
    star = getis_ord(x, sparse.csr_array(w + sparse.eye_array(7)), tails="exact").p
    rows = sparse.csr_array(w + sparse.eye_array(7)).toarray()
    sums = [np.array([row @ x[list(order)] for order in orders(range(7))]) for row in rows]
    least = [min(np.mean(s >= r @ x - 1e-9), np.mean(s <= r @ x + 1e-9)) for s, r in zip(sums, rows, strict=True)]
    assert_allclose(star, np.minimum(1, 2 * np.array(least)))


@pytest.mark.parametrize("kind", ["rates", "counts"])
def test_the_saddlepoint_is_near_the_share_of_all_draws_also_far_out(kind: str) -> None:
    rng = np.random.default_rng(4)
    x = rng.gamma(1, 1, 26) if kind == "rates" else rng.poisson(2.0, 26).astype(float)
    x = (x - x.mean()) / x.std()
    own, k = np.arange(26), 5
    sums = np.array([rng.choice(np.delete(x, area), k, replace=False).sum() for area in own])
    sums[::3] = [np.sort(np.delete(x, area))[-k - 1 : -1].sum() for area in own[::3]]
    exact = _saddlepoint._counted(x, own, k, sums)
    near = _saddlepoint._approximated(x, own, k, sums)
    assert exact.min() < 0.001
    assert_allclose(near, exact, rtol=0.25, atol=1e-12)
    assert np.median(np.abs(near / exact - 1)) < 0.04


def test_far_out_the_exact_tail_goes_where_permutations_need_a_million() -> None:
    x, w = skewed(900, 6), grid(30)
    deep = local_moran(x, w, seed=2, permutations=99_999, at_most=999_999)
    exact = local_moran(x, w, seed=2, permutations=999, tails="exact")
    rare = (deep.p < 0.01) & (deep.p > 2e-4)
    assert rare.sum() >= 8
    assert_allclose(exact.p[rare], deep.p[rare], rtol=0.3)
    x[[415, 416, 445, 446, 385]] += 8
    assert local_moran(x, w, seed=2, permutations=999, tails="exact").p.min() < 2e-4
    with pytest.raises(ValueError, match='tails is "permutation" or "exact"'):
        local_moran(x, w, seed=2, tails="deep")


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.booleans(), st.booleans())
def test_the_order_of_the_areas_changes_no_digit_of_p(seed: int, even: bool, counts: bool) -> None:
    rng = np.random.default_rng(seed)
    x = rng.poisson(0.7, 36).astype(float) if counts else rng.gamma(1, 1, 36)
    w, order = grid(6, even=even, seed=seed), rng.permutation(36)
    moved = sparse.csr_array(w.tocsc()[:, order].tocsr()[order])
    plain, shuffled = (
        local_moran(x, w, seed=9, permutations=199),
        local_moran(x[order], moved, seed=9, permutations=199),
    )
    assert_array_equal(plain.p[order], shuffled.p)
    assert_allclose(plain.statistic[order], shuffled.statistic, rtol=1e-9, atol=1e-12)
    assert moran(x, w).z == pytest.approx(moran(x[order], moved).z, rel=1e-9, nan_ok=True)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 1000), st.floats(-100, 100))
def test_units_and_shift_change_no_p(seed: int, scale: float, shift: float) -> None:
    x, w = skewed(36, seed), grid(6)
    plain, other = (
        local_moran(x, w, seed=4, permutations=199),
        local_moran(scale * x + shift, w, seed=4, permutations=199),
    )
    assert_array_equal(plain.p, other.p)
    assert_allclose(plain.statistic, other.statistic, rtol=1e-6, atol=1e-9)
    star = sparse.csr_array(w + sparse.eye_array(36))
    assert_allclose(getis_ord(x, star).z, getis_ord(scale * x + shift, star).z, rtol=1e-6, atol=1e-8)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_values_upside_down_have_the_same_two_sided_p(seed: int, even: bool) -> None:
    x, w = skewed(36, seed), grid(6, even=even)
    assert_array_equal(local_moran(x, w, seed=4, permutations=199).p, local_moran(-x, w, seed=4, permutations=199).p)
    star = sparse.csr_array(w + sparse.eye_array(36))
    assert_allclose(getis_ord(x, star).z, -getis_ord(-x, star).z, rtol=1e-9)


def test_the_same_seed_gives_the_same_p_and_another_seed_another() -> None:
    x, w = skewed(100), grid(10)
    assert_array_equal(local_moran(x, w, seed=1).p, local_moran(x, w, seed=1).p)
    assert (local_moran(x, w, seed=1).p != local_moran(x, w, seed=2).p).any()


def test_islands_have_no_statistic_and_leave_the_others_as_they_are() -> None:
    x, w = skewed(37), sparse.csr_array(sparse.block_diag([grid(6), sparse.csr_array((1, 1))]))
    for result in (local_moran(x, w, seed=1), getis_ord(x, w, star=False)):
        assert np.isnan(result.p[36])
        assert np.isfinite(result.p[:36]).all()


def test_values_that_are_all_equal_have_no_pattern() -> None:
    w = grid(4)
    assert np.isnan(local_moran(np.full(16, 2.5), w, seed=1).p).all()
    assert np.isnan(getis_ord(np.full(16, 2.5), w, star=False).z).all()
    assert np.isnan(moran(np.full(16, 2.5), w).statistic)


def test_a_planted_cluster_of_a_large_country_is_found_because_p_reaches_far_enough() -> None:
    side = 60
    x = np.random.default_rng(1).normal(size=side * side)
    block = np.array([row * side + column for row in range(20, 24) for column in range(30, 34)])
    x[block] += 6
    low, deep = local_moran(x, grid(side), seed=1), local_moran(x, grid(side), seed=1, at_most=999_999)
    assert low.p.min() == pytest.approx(2 / 1000)
    assert deep.p.min() < 1e-5
    robust = np.flatnonzero(false_discovery(deep.p) < 0.05)
    assert len(set(robust) & set(block)) >= 12
    assert len(set(robust) - set(block)) <= 6  # the rim of a cluster also has high neighbours


def test_areas_that_have_everybody_as_neighbour_can_still_be_drawn_for() -> None:
    everybody = sparse.csr_array(np.ones((6, 6)) - np.eye(6))
    result = local_moran([1.0, 2, 3, 4, 5, 9], everybody, seed=1)
    assert_array_equal(result.p, np.ones(6))  # the sum of all others is the same in whatever order
    assert np.isnan(getis_ord([1.0, 2, 3, 4, 5, 9], everybody, star=False).z).all()


@pytest.mark.filterwarnings("error")
def test_no_area_and_one_area_have_no_pattern_and_no_warning() -> None:
    for count in (0, 1):
        x, w = np.ones(count), sparse.csr_array((count, count))
        assert np.isnan(getis_ord(x, w).z).all()
        assert np.isnan(local_moran(x, w, seed=1).p).all()
        assert np.isnan(moran(x, w).statistic)


def test_what_cannot_be_right_is_refused_with_the_area() -> None:
    w, x = grid(3), np.arange(9.0)
    with pytest.raises(ValueError, match="area 4 has no value"):
        moran(np.where(np.arange(9) == 4, np.nan, x), w)
    with pytest.raises(ValueError, match="area 0 is its own neighbour"):
        local_moran(x, sparse.csr_array(w + sparse.eye_array(9)), seed=1)
    with pytest.raises(ValueError, match="one value for each area"):
        getis_ord(x[:8], w)
    with pytest.raises(ValueError, match="values are numbers"):
        moran(["high"] * 9, w)
    with pytest.raises(ValueError, match="and weights between them"):
        moran(x, "queen")
    with pytest.raises(ValueError, match="permutations is a whole number, 1 or more"):
        local_moran(x, w, seed=1, permutations=0)


@pytest.mark.slow
@pytest.mark.parametrize("at_most", [None, 9_999])
def test_when_there_is_nothing_p_is_below_five_percent_for_five_percent(at_most: int | None) -> None:
    w, rng = grid(12), np.random.default_rng(8)
    below = dict.fromkeys((0.01, 0.05, 0.2), 0)
    for world in range(400):
        p = local_moran(rng.gamma(1, 1, 144), w, seed=world, permutations=199 if at_most else 999, at_most=at_most).p
        for level in below:
            below[level] += int((p <= level).sum())
    for level, count in below.items():
        assert count / (400 * 144) == pytest.approx(level, rel=0.1)


@pytest.mark.slow
def test_exact_tails_keep_what_they_promise_where_the_normal_ones_do_not() -> None:
    """Worlds of skewed rates without any pattern: p <= .05 and p <= .001 as often as that, Gi* and local Moran."""
    w, rng = grid(12), np.random.default_rng(9)
    star = sparse.csr_array(grid(12) + sparse.eye_array(144))
    star.data[:] = 1.0
    few = rng.choice(144, 6, replace=False)
    seen: dict[str, list[np.ndarray]] = {"normal": [], "gi": [], "moran": []}
    for world in range(1000):
        x = rng.gamma(1, 1, 144)
        seen["normal"].append(getis_ord(x, star).p[few])
        if world < 300:
            seen["gi"].append(getis_ord(x, star, tails="exact").p[few])
            seen["moran"].append(local_moran(x, w, seed=world, permutations=199, tails="exact").p)
    share = {(name, level): np.mean(np.concatenate(p) <= level) for name, p in seen.items() for level in (0.05, 0.001)}
    assert share["gi", 0.05] == pytest.approx(0.05, abs=3 * (0.05 * 0.95 / 1800) ** 0.5)
    assert share["moran", 0.05] == pytest.approx(0.05, rel=0.1)
    assert share["moran", 0.001] == pytest.approx(0.001, rel=0.4)
    assert share["normal", 0.001] > 0.002


@pytest.mark.slow
def test_a_block_of_high_rates_is_found_by_both() -> None:
    """A block of 3 by 3 areas with rates 1.5 standard deviations higher: its centre, in at least 80 of 100 worlds."""
    rng, w = np.random.default_rng(10), grid(12)
    star = sparse.csr_array(grid(12) + sparse.eye_array(144))
    star.data[:] = 1.0
    block = np.array([row * 12 + column for row in (4, 5, 6) for column in (4, 5, 6)])
    found = []
    for world in range(100):
        x = rng.normal(size=144)
        x[block] += 1.5
        found.append((local_moran(x, w, seed=world, permutations=199).p[65] <= 0.05, getis_ord(x, star).p[65] <= 0.05))
    assert np.mean(found, axis=0)[1] >= 0.8
    assert np.mean(found, axis=0)[0] >= 0.5
