"""Quantiles of the gamma distribution for millions of shapes at one probability.

`scipy.special.gammaincinv` costs about a microsecond a value. For a fixed probability the logarithm of the quantile is
a smooth function of the logarithm of the shape, so a cubic spline on an even grid gives it in a twentieth of the time
with a relative error below 1e-10 (tests/stats/test_gamma.py). Shapes outside the grid are computed directly.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special
from scipy.interpolate import CubicSpline

Floats = NDArray[np.float64]

_FIRST, _LAST = 0.1, 2e6
_STEPS_PER_UNIT = 256
_BLOCK = 50_000


def quantile(shape: Floats, probability: float, *, upper: bool = False) -> Floats:
    """Return the value that a gamma variable of this shape and rate 1 stays below with this probability.

    shape: array of any dimension, > 0, else NaN. upper=True: the value that it stays above with this probability.
    """
    flat = np.ascontiguousarray(shape, float).ravel()
    result = np.empty_like(flat)
    for start in range(0, flat.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        _fill(flat[part], result[part], probability, upper)
    return result.reshape(np.shape(shape))


def _fill(shape: Floats, result: Floats, probability: float, upper: bool) -> None:
    inside = (shape >= _FIRST) & (shape < _LAST)
    position = np.log(np.where(inside, shape, _FIRST) / _FIRST) * _STEPS_PER_UNIT
    cell = position.astype(np.int64)
    position -= cell
    coefficients = _spline(probability, upper)
    value = coefficients[0].take(cell)
    for row in coefficients[1:]:
        value *= position
        value += row.take(cell)
    np.exp(value, out=result)
    if not inside.all():
        result[~inside] = np.nan
        beyond = ~inside & (shape > 0)
        result[beyond] = (special.gammainccinv if upper else special.gammaincinv)(shape[beyond], probability)


@lru_cache(maxsize=16)
def _spline(probability: float, upper: bool) -> Floats:
    steps = int(np.ceil((np.log(_LAST) - np.log(_FIRST)) * _STEPS_PER_UNIT)) + 1
    knots = np.arange(steps + 1.0)
    shapes = _FIRST * np.exp(knots / _STEPS_PER_UNIT)
    inverse = special.gammainccinv if upper else special.gammaincinv
    coefficients: Floats = CubicSpline(knots, np.log(inverse(shapes, probability))).c
    return np.ascontiguousarray(coefficients)
