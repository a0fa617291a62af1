"""Which areas are most alike: nearest neighbours on standardised features.

Worked example: four areas with one feature; 1 and 2 lie close together, and so do 8 and 9:
>>> nearest([[1.0], [2.0], [8.0], [9.0]], number=1).tolist()
[[1], [0], [3], [2]]
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]

NOBODY = -1
_FARTHEST = 3.0
_SPARE = 8  # neighbours looked up beyond those wanted, so that ties are decided by number and not by the tree


def standardised(features: ArrayLike) -> Floats:
    """Return each feature (column) less its mean, over its standard deviation, cut off at +-3; NaN stays NaN.

    features: (areas, features). A feature that is the same everywhere becomes 0. The cut keeps one odd area, such as a
    business park with a hundred firms per inhabitant, from making all others look alike.
    """
    values = np.asarray(features, float)
    ordered = np.sort(values, axis=0)  # a sum that does not depend on the order of the areas
    with np.errstate(invalid="ignore"):
        centre = np.array([np.nanmean(one) if not np.isnan(one).all() else np.nan for one in ordered.T])
        spread = np.array([np.nanstd(one) if not np.isnan(one).all() else np.nan for one in ordered.T])
        scaled = (values - centre) / np.where(spread > 0, spread, 1.0)
    return np.asarray(np.clip(scaled, -_FARTHEST, _FARTHEST))


def nearest(features: ArrayLike, *, number: int) -> NDArray[np.int64]:
    """Return for each area the rows of the `number` most similar others, the most similar first: (areas, number).

    features: (areas, features), standardised and weighted (a weight multiplies the square of a difference). Euclidean
    distance; of equally near ones the lower row. An area with a NaN has no neighbours and is nobody's: NOBODY (-1), as
    where there are too few others.

    Source: k nearest neighbours, Fix and Hodges 1951, by SciPy's k-d tree (Maneewongvatana and Mount 1999). Judge:
    scikit-learn's NearestNeighbors. Alternative: clusters, in which an area at the edge has unlike company.
    """
    values = np.asarray(features, float)
    result = np.full((len(values), number), NOBODY, np.int64)
    rows = np.flatnonzero(~np.isnan(values).any(axis=1)) if values.shape[1] else np.empty(0, np.int64)
    if rows.size < 2:
        return result
    wanted = min(number, rows.size - 1)
    distance, found = cKDTree(values[rows]).query(values[rows], k=min(rows.size, number + 1 + _SPARE))
    found = rows[found]
    distance = np.where(found == rows[:, None], -1.0, np.round(distance, 12))
    order = np.lexsort((found, distance), axis=1)
    result[rows, :wanted] = np.take_along_axis(found, order, axis=1)[:, 1 : wanted + 1]
    return result
