"""Random coverages: points in a square give cells that together fill it and do not overlap."""

import numpy as np
import shapely
from hypothesis import strategies as st
from numpy.typing import NDArray

SIDE = 10_000.0
ORIGIN = (250_000.0, 470_000.0)


def cells(seed: int, number: int) -> NDArray[np.object_]:
    """Return ``number`` Voronoi cells of random points, clipped to a square near Enschede."""
    random = np.random.default_rng(seed)
    points = shapely.multipoints(random.uniform(0, SIDE, (number, 2)) + ORIGIN)
    square = shapely.box(ORIGIN[0], ORIGIN[1], ORIGIN[0] + SIDE, ORIGIN[1] + SIDE)
    whole = shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(points, extend_to=square)), square)
    # Each common border is cut up once, so that both cells get the same vertices.
    lines = shapely.segmentize(shapely.union_all(shapely.boundary(whole)), 400.0)
    return shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))


coverages = st.builds(cells, st.integers(0, 10_000), st.integers(3, 25))
