"""Placing points: each in exactly one area, the same as two other engines say."""

from pathlib import Path

import duckdb
import duckdb_extension_spatial
import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.areas.geometry.shapes import ORIGIN, SIDE, cells, coverages
from wens.areas.geometry.placing import place, place_index

A = shapely.to_wkb(shapely.box(0, 0, 1, 1))
B = shapely.to_wkb(shapely.box(1, 0, 2, 1))


def test_the_worked_example_comes_out() -> None:
    x, y = np.array([0.5, 1.5, 1.0, 9.0]), np.array([0.5, 0.5, 0.5, 9.0])
    assert place(x, y, [A, B], ["A", "B"]).tolist() == ["A", "B", "A", None]


def test_a_border_point_goes_to_the_smallest_code_whatever_the_order_of_the_areas() -> None:
    x, y = np.array([1.0]), np.array([0.5])
    assert place(x, y, [B, A], ["B", "A"]).tolist() == ["A"]
    assert place(x, y, [A, B], ["Z", "B"]).tolist() == ["B"]


def test_coordinates_that_are_no_numbers_and_areas_without_shape_are_placed_nowhere() -> None:
    x, y = np.array([np.nan, np.inf, 0.5]), np.array([0.5, 0.5, 0.5])
    assert place(x, y, [None, A], ["A", "B"]).tolist() == [None, None, "B"]
    assert place(x, y, [None], ["A"]).tolist() == [None, None, None]
    assert place(np.empty(0), np.empty(0), [A], ["A"]).tolist() == []
    assert place(x, y, [], []).tolist() == [None, None, None]


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="equal length"):
        place(np.zeros(2), np.zeros(1), [A], ["A"])


@settings(deadline=None, max_examples=40)
@given(coverages, st.integers(0, 1000))
def test_each_point_of_a_covered_square_is_in_the_first_area_that_an_rtree_finds(areas: np.ndarray, seed: int) -> None:
    random = np.random.default_rng(seed)
    inside = random.uniform(0, SIDE, (300, 2)) + ORIGIN
    corners = shapely.get_coordinates(areas)[::7]
    outside = inside[:20] + 2 * SIDE
    x, y = np.concatenate([inside, corners, outside]).T
    expected = np.full(len(x), -1)
    area, point = shapely.STRtree(shapely.points(x, y)).query(areas, predicate="intersects")
    expected[point[::-1]] = area[::-1]
    assert place_index(x, y, areas).tolist() == expected.tolist()
    assert (place_index(x, y, areas)[: len(inside)] >= 0).all()


def test_points_that_lie_in_one_spot_and_far_away_do_not_disturb_the_grid() -> None:
    areas = cells(3, 10)
    spot = shapely.get_coordinates(shapely.point_on_surface(areas[4]))[0]
    x = np.concatenate([np.full(1000, spot[0]), [1e12, -1e12]])
    y = np.concatenate([np.full(1000, spot[1]), [1e12, 0.0]])
    assert place_index(x, y, areas).tolist() == [4] * 1000 + [-1, -1]


def test_duckdb_places_twenty_thousand_points_in_the_same_areas() -> None:
    areas = cells(11, 200)
    random = np.random.default_rng(5)
    x, y = (random.uniform(-0.1 * SIDE, 1.1 * SIDE, (20_000, 2)) + ORIGIN).T
    found = place_index(x, y, areas)
    folder = Path(duckdb_extension_spatial.__file__).parent / "extensions"
    connection = duckdb.connect()
    connection.execute(f"LOAD '{next(folder.glob('*/spatial.duckdb_extension'))}'")
    points = pa.table({"point": np.arange(len(x)), "x": x, "y": y})
    shapes = pa.table({"area": np.arange(len(areas)), "shape": pa.array(list(shapely.to_wkb(areas)), pa.binary())})
    connection.register("points", points)
    connection.register("shapes", shapes)
    rows = connection.execute(
        "SELECT point, min(area) FROM (SELECT point, ST_Point(x, y) AS place FROM points) "
        "JOIN (SELECT area, ST_GeomFromWKB(shape) AS shape FROM shapes) ON ST_Intersects(shape, place) GROUP BY point"
    ).fetchall()
    expected = np.full(len(x), -1)
    for point, area in rows:
        expected[point] = area
    assert found.tolist() == expected.tolist()
