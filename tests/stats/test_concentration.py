"""Concentration over areas."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_data import shared
from wens.stats.concentration import gini, half_of, lorenz, poisson_gini

COUNTS = st.lists(st.integers(0, 1000), min_size=2, max_size=80).filter(any)


def test_four_areas_by_hand() -> None:
    assert gini([0, 0, 1, 3], normalised=False) == pytest.approx(0.625)
    assert gini([0, 0, 1, 3]) == pytest.approx(0.8333333)


def test_the_lorenz_curve_by_hand_and_its_surface_is_the_gini() -> None:
    areas, events = lorenz([3, 0, np.nan, 1, 0])
    assert (areas.tolist(), events.tolist()) == ([0, 0.25, 0.5, 0.75, 1], [0, 0, 0, 0.25, 1])
    assert 1 - 2 * np.trapezoid(events, areas) == pytest.approx(gini([3, 0, 1, 0], normalised=False))
    assert np.isnan(lorenz([0, 0])[1]).all()


def test_all_crime_in_enschede_in_2023_has_the_published_concentration() -> None:
    with shared("politie_47018NED/enschede_totaal_misdrijven_2023.csv").open(encoding="utf-8") as file:
        counts = [int(row["GeregistreerdeMisdrijven_1"]) for row in csv.DictReader(file)]
    assert sum(counts) == 9024
    assert gini(counts) == pytest.approx(0.533, abs=5e-4)


@given(COUNTS)
def test_concentration_lies_between_equal_and_all_in_one_area(counts: list[int]) -> None:
    assert -1e-12 <= gini(counts) <= 1 + 1e-12
    assert gini([*([0] * len(counts)), 5]) == pytest.approx(1)
    assert gini([7] * len(counts)) == pytest.approx(0, abs=1e-12)


@given(COUNTS, st.integers(2, 9))
def test_order_and_scale_do_not_matter_and_unknown_areas_take_no_part(counts: list[int], factor: int) -> None:
    assert gini(counts[::-1]) == gini(counts)
    assert gini(np.array(counts) * factor) == pytest.approx(gini(counts))
    assert gini([*counts, np.nan]) == gini(counts)


def test_without_events_or_with_one_area_there_is_no_concentration() -> None:
    assert np.isnan(gini([0, 0]))
    assert np.isnan(gini([]))
    assert np.isnan(gini([4]))
    with pytest.raises(ValueError, match="negative"):
        gini([1, -1])
    with pytest.raises(ValueError, match="holds infinity"):
        lorenz([1, np.inf])


@pytest.mark.parametrize("mean", [0.1, 0.5, 2.0, 30.0])
def test_chance_alone_is_no_concentration(mean: float) -> None:
    counts = np.random.default_rng(1).poisson(mean, (2000, 70))
    found = [poisson_gini(row) for row in counts if row.sum() > 1]
    assert abs(np.mean(found)) < 0.03
    assert mean > 1 or np.mean([gini(row) for row in counts if row.any()]) > 0.5


def test_real_concentration_stays() -> None:
    risk = np.random.default_rng(2).gamma(1, 1, 70)
    counts = np.random.default_rng(3).poisson(4 * risk)
    assert gini(counts) > poisson_gini(counts) > 0.25
    assert gini(risk) == pytest.approx(0.5, abs=0.08)


def test_half_of_the_cases_by_hand() -> None:
    assert [half_of(one) for one in ([0, 0, 1, 3], [1, 1, 1, 1], [5], [0, 0], [2, 1, 1, np.nan])] == [1, 2, 1, 0, 1]


def test_two_events_in_two_areas_by_hand() -> None:
    """Together half of the time: C = 1/2. Together: (1 - 1/2) / (1 - 1/2) = 1; apart: (0 - 1/2) / (1 - 1/2) = -1."""
    assert (poisson_gini([2, 0]), poisson_gini([1, 1])) == (pytest.approx(1), pytest.approx(-1))
    assert np.isnan(poisson_gini([0, 0]))
    assert np.isnan(poisson_gini([1, 0]))
