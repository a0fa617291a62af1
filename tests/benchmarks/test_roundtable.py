"""The round table of many devices still runs at a small size, and loses nothing."""

import pytest

from benchmarks import roundtable


@pytest.mark.slow
def test_four_devices_talk_and_each_sees_what_the_others_said() -> None:
    (measured,) = roundtable.run(small=True)
    assert measured.details["statements"] >= 2
    assert measured.ratio > 0


def test_a_statement_that_is_lost_there_twice_or_not_seen_is_no_measurement() -> None:
    evening = roundtable.Evening(said={"a": 0.0, "b": 0.0}, waits=[0.5] * 2)
    whole = {"statements": 2, "edits": 2}
    roundtable._check(whole, evening, 2)
    for name in whole:
        with pytest.raises(roundtable.LostError):
            roundtable._check({**whole, name: 3}, evening, 2)
    with pytest.raises(roundtable.LostError):
        roundtable._check(whole, evening, 3)
