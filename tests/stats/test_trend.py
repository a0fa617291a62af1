"""Trends: statsmodels is the judge."""

import numpy as np
import pytest

from wens.stats.trend import fit

sm = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed: pip install 'wens[dev]'")
YEARS = np.arange(2014.0, 2024.0)


def some_series(seed: int = 1, series: int = 12) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    people = rng.integers(500, 3000, (series, YEARS.size)).astype(float)
    slope = rng.normal(0, 0.1, (series, 1))
    mean = people * 0.02 * np.exp(slope * (YEARS - 2018))
    return rng.negative_binomial(5, 5 / (5 + mean)).astype(float), people


@pytest.mark.parametrize("row", range(12))
def test_statsmodels_finds_the_same(row: int) -> None:
    count, people = some_series()
    model = sm.GLM(count[row], sm.add_constant(YEARS - 2018), sm.families.Poisson(), offset=np.log(people[row]))
    judge = model.fit(scale="X2", tol=1e-12, use_t=True)
    found = fit(count[[row]], people[[row]], YEARS).trend()
    assert judge.scale > 1
    assert found.dispersion[0] == pytest.approx(judge.scale, rel=1e-6)
    assert found.yearly[0] == pytest.approx(np.exp(judge.params[1]), rel=1e-8)
    assert found.p[0] == pytest.approx(judge.pvalues[1], rel=1e-5)
    assert (found.low[0], found.high[0]) == pytest.approx(tuple(np.exp(judge.conf_int()[1])), rel=1e-5)


def test_with_a_common_dispersion_the_normal_distribution_is_used() -> None:
    count, people = some_series()
    model = sm.GLM(count[0], sm.add_constant(YEARS - 2018), sm.families.Poisson(), offset=np.log(people[0]))
    judge = model.fit(scale=50.0, tol=1e-12)
    found = fit(count[[0]], people[[0]], YEARS).trend(dispersion=50.0)
    assert found.p[0] == pytest.approx(judge.pvalues[1], rel=1e-5)


def test_the_dispersion_is_never_below_that_of_chance() -> None:
    found = fit([[20, 20, 20, 20, 20]], np.ones((1, 5)), np.arange(5.0))
    assert found.trend().dispersion[0] == found.trend(dispersion=0.2).dispersion[0] == 1
    assert found.trend().yearly[0] == pytest.approx(1)


def test_years_that_are_not_known_do_not_count_and_too_few_give_nothing() -> None:
    count = np.array([[10, np.nan, 20, 40, 50], [np.nan, np.nan, np.nan, 3, 4], [0, 0, 0, 0, 0]])
    found = fit(count, np.ones((3, 5)), np.arange(5.0))
    known = fit(count[:1, [0, 2, 3, 4]], np.ones((1, 4)), np.array([0.0, 2, 3, 4]))
    assert found.slope[0] == pytest.approx(known.slope[0])
    assert found.periods.tolist() == [4, 2, 5]
    assert np.isnan(found.slope[1:]).all()


def test_all_cases_in_the_last_year_do_not_break_it() -> None:
    found = fit([[0, 0, 0, 0, 30]], np.ones((1, 5)), np.arange(5.0)).trend()
    assert found.p[0] > 0.5
    with pytest.raises(ValueError, match="never negative"):
        fit([[-1, 2, 3]], np.ones((1, 3)), np.arange(3.0))


def test_chance_alone_gives_a_trend_in_one_of_twenty() -> None:
    """20,000 series of ten years: at 5% at most 1,000 are expected; 4 standard deviations more is 1,124."""
    rng = np.random.default_rng(2)
    count = rng.poisson(12, (20_000, 10)).astype(float)
    found = fit(count, np.ones_like(count), np.arange(10.0)).trend(dispersion=1.0)
    assert (found.p < 0.05).sum() <= 1000 + 4 * 31
    assert (found.p < 0.05).sum() > 300
