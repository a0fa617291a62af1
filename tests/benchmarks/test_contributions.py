"""The hall that tells at once still runs at a small size, and loses nothing."""

import pytest

from benchmarks import contributions


@pytest.mark.slow
def test_ten_people_tell_at_once_and_each_has_one_contribution_and_a_code() -> None:
    requests, done = contributions.run(small=True)
    assert requests.details["requests"] == 10 * 7 + 2
    assert done.ratio > 0


def test_a_contribution_that_is_lost_or_there_twice_is_no_measurement() -> None:
    seen = contributions.Seen(codes=["A", "B"])
    whole = {"contributions": 2, "originals": 2, "photos": 1, "announced": 2}
    contributions._check(whole, seen, 2)
    for name in whole:
        with pytest.raises(contributions.LostError):
            contributions._check({**whole, name: 3}, seen, 2)
    seen.codes[1] = "A"
    with pytest.raises(contributions.LostError):
        contributions._check(whole, seen, 2)
