"""The funnel: exact against SciPy, never below Poisson, and honest where areas differ."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, nbinom

from wens.stats.funnel import LEAST_AREAS, MOST, extra_variation, two_sided
from wens.stats.rates import false_discovery

COUNT = st.integers(0, 60)
EXPOSURE = st.floats(0.1, 100)


@given(COUNT, EXPOSURE, COUNT, EXPOSURE)
def test_without_extra_variation_it_is_the_conditional_test(k: int, n: float, r: int, m: float) -> None:
    share = n / (n + m)
    side = "greater" if k * m > r * n else "less"
    exact = 1.0 if k + r == 0 or k * m == r * n else min(1.0, 2 * binomtest(k, k + r, share, alternative=side).pvalue)
    assert two_sided(k, n, r, m, 0.0) == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize(("count", "extra"), [(0, 0.1), (3, 0.5), (14, 0.2), (40, 0.05)])
def test_with_a_well_known_comparison_it_is_the_negative_binomial(count: int, extra: float) -> None:
    mean = 10.0
    judge = nbinom(1 / extra, 1 / (1 + extra * mean))
    tail = judge.sf(count - 1) if count > mean else judge.cdf(count)
    assert two_sided(count, 1.0, 1e9, 1e8, extra) == pytest.approx(min(1.0, 2 * tail), rel=1e-5)


@given(COUNT, EXPOSURE, st.integers(1, 500), EXPOSURE, st.floats(0, 3))
def test_p_is_never_below_that_of_poisson_counts(k: int, n: float, r: int, m: float, extra: float) -> None:
    assert two_sided(k, n, r, m, extra) >= two_sided(k, n, r, m, 0.0)


def test_what_is_not_available_stays_so_and_what_cannot_be_is_refused() -> None:
    found = two_sided([np.nan, 3, 3, 0], [1, 0, 1, 1], [5, 5, np.nan, 0], 1, 0)
    assert np.isnan(found[:3]).all()
    assert found[3] == 1
    with pytest.raises(ValueError, match="never negative"):
        two_sided(-1, 1, 1, 1, 0)


def areas(seed: int, variance: float, groups: int = 200, size: int = 70) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    n = rng.integers(300, 2500, (groups, size)).astype(float)
    risk = rng.gamma(1 / variance, variance, (groups, size)) if variance else np.ones((groups, size))
    k = rng.poisson(n * 0.02 * risk).astype(float)
    total, people = k.sum(1, keepdims=True), n.sum(1, keepdims=True)
    group = np.repeat(np.arange(groups), size).reshape(groups, size)
    return k, n, total - k, people - n, group


@pytest.mark.parametrize("variance", [0.0, 0.05, 0.2, 0.5])
def test_the_extra_variation_is_found_on_the_high_side(variance: float) -> None:
    cells = (one.ravel() for one in areas(1, variance))
    _, found = extra_variation(*cells)
    assert variance <= np.median(found) <= 1.7 * variance + 0.04


def test_one_area_out_of_the_ordinary_does_not_hide_itself() -> None:
    k, n, r, m, group = areas(2, 0.05, groups=50)
    _, before = extra_variation(*(one.ravel() for one in (k, n, r, m, group)))
    k[:, 0] = 10 * n[:, 0] * 0.02
    _, after = extra_variation(*(one.ravel() for one in (k, n, r, m, group)))
    assert np.median(after - before) < 0.015


def test_a_few_areas_say_nothing_and_the_order_of_rows_no_digit() -> None:
    cells = [one.ravel() for one in areas(3, 0.2, groups=3, size=LEAST_AREAS)]
    shuffled = np.random.default_rng(4).permutation(cells[0].size)
    names, found = extra_variation(*cells)
    again = extra_variation(*(one[shuffled] for one in cells))
    assert names.tolist() == [0, 1, 2]
    assert found.tolist() == again[1].tolist()
    few = [one.ravel() for one in areas(3, 0.2, groups=3, size=LEAST_AREAS - 1)]
    assert np.isnan(extra_variation(*few)[1]).all()
    assert (found <= MOST).all()


@pytest.mark.parametrize("variance", [0.0, 0.05, 0.2, 0.5])
def test_in_worlds_where_areas_differ_and_nothing_is_wrong_the_promised_share_holds(variance: float) -> None:
    """48 indicators x 70 areas, 60 worlds: 3 false alarms at the promised 5%; more than 7 by chance in 1%."""
    alarms = 0
    k, n, r, m, group = areas(5, variance, groups=48 * 60)
    _, extra = extra_variation(*(one.ravel() for one in (k, n, r, m, group)))
    p = two_sided(k, n, r, m, extra[:, None])
    for world in range(60):
        alarms += bool((false_discovery(p[world * 48 : (world + 1) * 48]) <= 0.05).any())
    assert alarms <= 7
