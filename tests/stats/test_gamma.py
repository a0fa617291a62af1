"""The quick gamma quantiles keep the accuracy that the intervals promise."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import special

from wens.stats import _gamma


@pytest.mark.parametrize("probability", [0.0005, 0.005, 0.025, 0.1])
@pytest.mark.parametrize("upper", [False, True])
def test_quantiles_equal_the_slow_ones_of_scipy(probability: float, upper: bool) -> None:
    shape = np.concatenate([np.geomspace(0.1, 1.9e6, 4001), np.arange(1.0, 500.0)])
    inverse = special.gammainccinv if upper else special.gammaincinv
    assert_allclose(_gamma.quantile(shape, probability, upper=upper), inverse(shape, probability), rtol=1e-9)


def test_shapes_outside_the_grid_are_computed_and_impossible_ones_are_unknown() -> None:
    quantiles = _gamma.quantile(np.array([[0.01, 5e6], [0.0, np.nan]]), 0.025)
    assert_allclose(quantiles[0], special.gammaincinv([0.01, 5e6], 0.025))
    assert np.isnan(quantiles[1]).all()
