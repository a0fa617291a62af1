"""Crosswalks conserve totals exactly."""

from hypothesis import given
from hypothesis import strategies as st

from wens.facts.crosswalk import SCHEMA, Step, crosswalk_table
from wens.facts.expressions import WEIGHT_SCALE


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=60))
def test_weights_of_one_area_sum_to_exactly_one(weights: list[float]) -> None:
    table = crosswalk_table(Step("buurt", 2021, "A", "buurt", f"T{at:02d}", one, 1) for at, one in enumerate(weights))
    assert sum(table["weight"].to_pylist()) == WEIGHT_SCALE
    assert min(table["weight"].to_pylist()) >= 0


def test_the_order_in_which_steps_come_does_not_matter() -> None:
    steps = [Step("postcode4", 0, "7511", "buurt", to, 1 / 3, 1) for to in "CAB"]
    assert crosswalk_table(steps).equals(crosswalk_table(reversed(steps)))


def test_no_steps_make_an_empty_table() -> None:
    assert crosswalk_table([]).schema == SCHEMA
