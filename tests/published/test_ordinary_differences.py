"""How much areas differ, and change, beyond chance in a real city: what is assumed where it cannot be estimated."""

import csv
import gzip

import numpy as np
import pytest

from tests.shared_data import shared
from wens.figures.build.dispersion import TYPICAL_BETWEEN, TYPICAL_CHANGE
from wens.stats.funnel import extra_variation

YEARS = range(2014, 2020)
CRIMES = ("Assault", "AutoTheft", "BreakandEnter", "Robbery", "TheftOver")


@pytest.fixture(scope="module")
def toronto() -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Counts (years, neighbourhoods) per crime, and the inhabitants."""
    path = shared("toronto_mci_incidents/neighbourhood_crime_rates_official_2014_2019.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    counts = {
        crime: np.array([[float(row[f"{crime}_{year}"] or 0) for row in rows] for year in YEARS]) for crime in CRIMES
    }
    return counts, np.array([float(row["Population"]) for row in rows])


def test_ordinary_differences_between_neighbourhoods_are_those_of_toronto(
    toronto: tuple[dict[str, np.ndarray], np.ndarray],
) -> None:
    counts, people = toronto
    found = [
        extra_variation(one, people, one.sum() - one, people.sum() - people, np.zeros(len(one)))[1][0]
        for crime in CRIMES
        for one in counts[crime]
    ]
    assert np.median(found) == pytest.approx(TYPICAL_BETWEEN, abs=0.01)


def test_ordinary_changes_in_a_year_are_those_of_toronto(toronto: tuple[dict[str, np.ndarray], np.ndarray]) -> None:
    counts, people = toronto
    found = [
        extra_variation(now, people * now.sum() / then.sum(), then, people, np.zeros(len(now)))[1][0]
        for crime in CRIMES
        for then, now in zip(counts[crime][:-1], counts[crime][1:], strict=True)
    ]
    assert np.median(found) == pytest.approx(TYPICAL_CHANGE, abs=0.01)
