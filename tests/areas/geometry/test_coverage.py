"""Outlines, dissolving, overlaps and gaps."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings

from tests.areas.geometry.shapes import SIDE, cells, coverages
from wens.areas.geometry.coverage import dissolve, gaps, outlines, overlaps


@settings(deadline=None, max_examples=40)
@given(coverages)
def test_simplified_outlines_keep_shared_borders_shared(areas: np.ndarray) -> None:
    simple = outlines(areas, tolerance=300.0)
    assert shapely.is_valid(simple).all()
    assert shapely.coverage_is_valid(simple)
    assert shapely.union_all(simple).area == pytest.approx(shapely.area(simple).sum())
    touching = shapely.relate_pattern(areas[:, None], areas[None, :], "FF*F1****")
    still = shapely.relate_pattern(simple[:, None], simple[None, :], "FF*F1****")
    assert (touching == still).all()


@settings(deadline=None, max_examples=20)
@given(coverages)
def test_dissolved_parents_have_the_surface_of_their_parts_and_leave_no_gap(areas: np.ndarray) -> None:
    parents = dissolve(areas, ["even" if i % 2 else "odd" for i in range(len(areas))])
    assert sum(shape.area for shape in parents.values() if shape) == pytest.approx(SIDE**2)
    assert overlaps(areas) == []
    assert gaps(areas) == []


def test_an_area_without_shape_stays_without_outline_and_dissolves_to_nothing() -> None:
    areas = np.array([None, shapely.box(0, 0, 9, 9)], dtype=object)
    assert outlines(areas)[0] is None
    assert dissolve(areas, ["a", "b"])["a"] is None
    assert dissolve(areas, ["a", "a"])["a"].area == 81


def test_a_small_area_does_not_vanish_from_the_map() -> None:
    areas = np.array([shapely.box(0, 0, 2, 2), shapely.box(2, 0, 500, 500)], dtype=object)
    assert (shapely.area(outlines(areas, tolerance=100.0)) > 0).all()


def test_overlaps_and_holes_are_measured() -> None:
    ring = shapely.Polygon(shapely.box(0, 0, 100, 100).exterior, [shapely.box(40, 40, 50, 50).exterior])
    areas = np.array([ring, shapely.box(90, 0, 190, 100), shapely.box(100, 10, 110, 20)], dtype=object)
    found = overlaps(areas)
    assert [(o.first, o.second, round(o.surface_m2), round(o.share, 2)) for o in found] == [
        (1, 2, 100, 1.0),
        (0, 1, 1000, 0.1),
    ]
    assert gaps(areas) == [pytest.approx(100.0)]


def test_the_same_shape_twice_is_an_overlap() -> None:
    areas = np.array([shapely.box(0, 0, 10, 10)] * 2, dtype=object)
    assert [o.share for o in overlaps(areas)] == [1.0]


def test_cells_fill_the_square() -> None:
    assert shapely.area(cells(1, 12)).sum() == pytest.approx(SIDE**2)
