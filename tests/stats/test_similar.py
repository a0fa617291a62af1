"""Similar areas: scikit-learn is the judge."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from wens.stats.similar import NOBODY, nearest, standardised


@pytest.mark.parametrize("seed", range(5))
def test_scikit_learn_finds_the_same_areas(seed: int) -> None:
    features = np.random.default_rng(seed).normal(size=(70, 5))
    _, judge = NearestNeighbors(n_neighbors=6).fit(features).kneighbors(features)
    assert nearest(features, number=5).tolist() == judge[:, 1:].tolist()


def test_equal_areas_are_taken_in_order_and_an_area_is_never_its_own() -> None:
    assert nearest(np.zeros((4, 2)), number=2).tolist() == [[1, 2], [0, 2], [0, 1], [0, 1]]


def test_an_area_that_lacks_a_feature_has_no_company_and_is_none() -> None:
    found = nearest([[1.0], [np.nan], [2.0]], number=2)
    assert found.tolist() == [[2, NOBODY], [NOBODY, NOBODY], [0, NOBODY]]
    assert (nearest([[1.0]], number=3) == NOBODY).all()


def test_features_count_the_same_whatever_their_unit_and_one_odd_area_does_not_decide() -> None:
    values = np.random.default_rng(1).normal(size=(50, 2))
    assert standardised(values * [1000, 0.1]) == pytest.approx(standardised(values))
    odd = np.append(values[:, 0], 1e6)[:, None]
    assert standardised(odd).max() == 3
    assert (standardised([[4.0], [4.0]]) == 0).all()
