"""Repair: valid polygons, no border moved, everything said."""

import numpy as np
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wens.areas.geometry.repair import repair

coordinates = st.tuples(st.integers(0, 30), st.integers(0, 30))
rings = st.lists(coordinates, min_size=4, max_size=12)


@settings(deadline=None, max_examples=150)
@given(rings)
@example([(1, 1), (0, 0), (0, 1), (1, 1), (0, 0), (1, 0)])
def test_whatever_the_ring_the_result_is_polygons_on_the_same_lines(ring: list[tuple[int, int]]) -> None:
    shape = shapely.Polygon(ring)
    repaired = repair(np.array([shape], dtype=object))
    result = repaired.shapes[0]
    if result is None:
        assert repaired.lost == [0]
        return
    assert result.is_valid
    assert result.geom_type in ("Polygon", "MultiPolygon")
    assert result.boundary.difference(shape.exterior.buffer(1e-9)).length < 1e-6


def test_a_bow_tie_becomes_two_triangles_and_the_reason_is_told() -> None:
    bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    repaired = repair(np.array([bow_tie], dtype=object))
    assert repaired.shapes[0].area == 2.0
    assert "Self-intersection" in repaired.reasons[0]


def test_valid_shapes_come_back_as_they_are() -> None:
    shapes = np.array([shapely.box(0, 0, 1, 1), None], dtype=object)
    repaired = repair(shapes)
    assert repaired.shapes[0] is shapes[0]
    assert (repaired.reasons, repaired.lost) == ({}, [1])


def test_lines_and_points_leave_nothing_and_are_lost() -> None:
    flat = shapely.Polygon([(0, 0), (1, 1), (2, 2)])
    mixed = shapely.GeometryCollection([shapely.box(0, 0, 1, 1), shapely.Point(5, 5)])
    repaired = repair(np.array([flat, shapely.Point(1, 1), mixed], dtype=object))
    assert repaired.lost == [0, 1]
    assert repaired.shapes[2].equals(shapely.box(0, 0, 1, 1))
