import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wens.render.strip import EDGE, Strip, axis, position, strip


def figure(**changes):
    given = {
        "value": 13.0, "low": 7.0, "high": 21.0, "reference": 6.0, "verdict": "higher", "value_label": "13",
        "low_label": "7", "high_label": "21", "reference_label": "heel Enschede: 6", "description": "13 <per> 1.000",
        "lighter": 8.0,
    }  # fmt: skip
    return Strip(**{**given, **changes})


def test_the_reference_stands_in_the_middle_and_doublings_are_equally_far_apart():
    places = [position(value, 6.0) for value in (1.5, 3, 6, 12, 24)]
    assert places[2] == 0.5
    steps = [after - before for before, after in pairwise(places)]
    assert steps == pytest.approx([steps[0]] * 4)


@given(st.floats(min_value=0, max_value=1e12), st.floats(min_value=1e-6, max_value=1e9))
def test_every_value_stays_on_the_picture(value, reference):
    assert EDGE <= position(value, reference) <= 1 - EDGE


@given(st.floats(min_value=1e-9, max_value=1e6), st.floats(min_value=1e-9, max_value=1e6))
def test_a_higher_value_never_stands_more_to_the_left(one, other):
    low, high = sorted((one, other))
    assert position(low, 3.0) <= position(high, 3.0)


def test_a_picture_says_in_words_what_it_shows():
    assert 'role="img"' in strip(figure())
    assert 'aria-label="13 &lt;per&gt; 1.000"' in strip(figure())


def test_an_interval_that_goes_on_beyond_the_scale_ends_in_an_arrow():
    inside, beyond = strip(figure()), strip(figure(high=900.0))
    assert "L5 0" not in inside
    assert "L5 0" in beyond


def test_a_figure_without_an_interval_has_no_bar_and_no_bounds():
    drawn = strip(figure(low=None, high=None))
    assert ">7<" not in drawn
    assert 'stroke-width="3"' not in drawn


def test_the_marks_of_the_verdicts_differ_in_form_and_not_only_in_colour():
    shapes = {verdict: re.sub(r'(fill|stroke)="[^"]*"', "", strip(figure(verdict=verdict)).rsplit("<svg", 1)[1])
              for verdict in ("higher", "lower", "chance", "too_few", "")}  # fmt: skip
    assert len(set(shapes.values())) == 5


def test_no_drawing_carries_a_style_attribute():
    assert "style=" not in strip(figure()) + axis(["¼", "½", "", "2", "4"])
