"""From one division to another: totals conserved, the best basis used, nothing guessed."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.areas.geometry.shapes import coverages
from wens.areas.geometry.overlap import Division, Link, link_by_label, link_divisions, normalised, sums_of


def division(shapes: np.ndarray, prefix: str = "A", **holds: list[float]) -> Division:
    codes = [f"{prefix}{i:03d}" for i in range(len(shapes))]
    return Division(codes, shapes, {basis: np.array(values, float) for basis, values in holds.items()})


WHOLE = np.array([shapely.box(0, 0, 10, 10)], dtype=object)
PARTS = np.array([shapely.box(0, 0, 6, 10), shapely.box(6, 0, 10, 10)], dtype=object)


def test_the_worked_example_by_dwellings_and_by_surface() -> None:
    links = link_divisions(division(WHOLE), division(PARTS, "B", dwellings=[10, 30]))
    assert links == [Link("A000", "B000", 0.25, "dwellings"), Link("A000", "B001", 0.75, "dwellings")]
    by_surface = link_divisions(division(WHOLE), division(PARTS, "B", dwellings=[10, math.nan]))
    assert [link.weight for link in by_surface] == pytest.approx([0.6, 0.4], abs=1e-15)
    assert {link.basis for link in by_surface} == {"surface"}


def test_households_and_population_are_used_where_dwellings_are_not_known() -> None:
    target = division(PARTS, "B", dwellings=[10, math.nan], households=[1, 3], population=[1, 1])
    assert {link.basis for link in link_divisions(division(WHOLE), target)} == {"households"}
    empty = division(PARTS, "B", dwellings=[0, 0], population=[1, 1])
    assert {link.basis for link in link_divisions(division(WHOLE), empty)} == {"population"}


@settings(deadline=None, max_examples=40)
@given(coverages, coverages, st.integers(0, 1000))
def test_totals_are_conserved_exactly(source: np.ndarray, target: np.ndarray, seed: int) -> None:
    dwellings = np.random.default_rng(seed).integers(0, 50, len(target)).tolist()
    links = link_divisions(division(source), division(target, "B", dwellings=dwellings))
    sums = sums_of(links)
    assert set(sums) == {f"A{i:03d}" for i in range(len(source))}
    assert set(sums.values()) == {1.0}
    assert all(0 < link.weight <= 1 for link in links)


@settings(deadline=None, max_examples=20)
@given(coverages)
def test_a_division_leads_to_itself_by_code(areas: np.ndarray) -> None:
    links = link_divisions(division(areas), division(areas))
    assert links == [Link(code, code, 1.0, "code") for code in division(areas).codes]


def test_the_same_border_drawn_again_is_the_same_area_and_a_moved_one_is_not() -> None:
    redrawn = np.array([shapely.box(0, 0, 10, 10.04)], dtype=object)
    assert link_divisions(division(WHOLE), division(redrawn)) == [Link("A000", "A000", 1.0, "code")]
    moved = np.array([shapely.box(0, 0, 6, 10), shapely.box(6, 0, 10, 10)], dtype=object)
    assert [link.basis for link in link_divisions(division(WHOLE), division(moved))] == ["surface", "surface"]


def test_an_area_that_lies_mostly_elsewhere_is_not_spread() -> None:
    half = np.array([shapely.box(0, 0, 5, 10)], dtype=object)
    assert link_divisions(division(WHOLE), division(half, "B")) == []


def test_slivers_of_digitising_are_left_out() -> None:
    nearly = np.array([shapely.box(0, 0, 9.98, 10), shapely.box(9.98, 0, 20, 10)], dtype=object)
    assert link_divisions(division(WHOLE), division(nearly, "B")) == [Link("A000", "B000", 1.0, "surface")]


def test_areas_without_shape_have_no_links() -> None:
    none = np.array([None], dtype=object)
    assert link_divisions(division(none), division(WHOLE)) == []
    assert link_divisions(division(WHOLE), division(none, "B")) == []


def test_a_postcode_is_spread_by_what_its_buurten_hold() -> None:
    holds = {"dwellings": np.array([math.nan, 1, 0]), "households": np.array([10.0, 30.0, 5.0])}
    links = link_by_label(["7511", "7511", None], ["B1", "B2", "B3"], holds)
    assert links == [Link("7511", "B1", 0.25, "households"), Link("7511", "B2", 0.75, "households")]
    nothing = link_by_label(["7511"], ["B1"], {"dwellings": np.array([0.0])})
    assert nothing == []


@given(st.lists(st.floats(1e-6, 1e9), min_size=1, max_size=60))
def test_weights_sum_to_exactly_one(masses: list[float]) -> None:
    assert sum(normalised(masses)) == sum(reversed(normalised(masses))) == 1.0


@pytest.mark.parametrize("masses", [[], [0.0], [-1.0, 3.0], [math.inf]])
def test_there_is_nothing_to_divide_by(masses: list[float]) -> None:
    with pytest.raises(ValueError, match="positive mass"):
        normalised(masses)
