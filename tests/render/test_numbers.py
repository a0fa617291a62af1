import pytest
from hypothesis import given
from hypothesis import strategies as st

from wens.render.numbers import interval, number, period


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (0, "0", "0"),
        (0.04, "0,04", "0.04"),
        (0.44, "0,4", "0.4"),
        (4.85, "4,9", "4.9"),  # halves go up, also where the binary number lies just below
        (9.96, "10", "10"),
        (12.5, "13", "13"),
        (1250, "1.250", "1,250"),
        (None, "", ""),
    ],
)
def test_a_number_is_written_with_the_decimals_that_a_reader_needs(value, dutch, english):
    assert number(value, "nl") == dutch
    assert number(value, "en") == english


def test_both_bounds_of_an_interval_have_the_same_decimals():
    assert interval(3.14, 6.9, "nl") == "3,1–6,9"
    assert interval(7.2, 21.4, "nl") == "7–21"


def test_an_interval_with_an_unknown_bound_is_not_written():
    assert interval(None, 3.0, "nl") == interval(3.0, None, "nl") == ""


@pytest.mark.parametrize(
    ("text", "dutch", "english"),
    [
        ("2023", "2023", "2023"),
        ("2023-Q1", "kwartaal 1 van 2023", "quarter 1 of 2023"),
        ("2023-01", "januari 2023", "January 2023"),
    ],
)
def test_a_period_is_written_in_words(text, dutch, english):
    assert (period(text, "nl"), period(text, "en")) == (dutch, english)


@pytest.mark.parametrize("text", ["", "23", "2023-Q5", "2023-13", "2023-1"])
def test_what_is_no_period_is_refused_with_the_forms_that_are(text):
    with pytest.raises(ValueError, match="write 2023, 2023-Q1, 2023-01 or 2011-2020"):
        period(text, "nl")


@given(st.floats(min_value=0, max_value=1e9))
def test_a_written_number_lies_within_half_a_unit_of_its_last_decimal(value):
    written = number(value, "en").replace(",", "")
    decimals = len(written.partition(".")[2])
    assert abs(float(written) - value) <= 0.5 * 10**-decimals + 1e-6 * value
