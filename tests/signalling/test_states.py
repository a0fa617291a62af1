"""The table of a worry: every state is reached, every end is honest, none is a dead end."""

import pytest

from wens.signalling.models import WorryMove, WorryState
from wens.signalling.states import ENDS, GOES_ON, MOVES, OVER, NoSuchMove, move, possible


def test_every_state_is_reached_from_the_first_one():
    reached = {WorryState.OPEN}
    for _round in WorryState:
        reached |= {one.after for one in MOVES if one.before in reached}
    assert reached == set(WorryState)


def test_every_state_leads_on_and_belongs_to_one_kind():
    assert {one.before for one in MOVES} == set(WorryState)
    assert set(GOES_ON) | set(OVER) == set(WorryState)
    assert not set(GOES_ON) & set(OVER)


def test_only_a_wijkteam_ends_a_worry_and_only_after_taking_it_up():
    ends = [one for one in MOVES if one.after in ENDS]
    assert {one.before for one in ends} == {WorryState.TAKEN}
    assert all(one.who == {"team"} for one in ends)


def test_who_brought_it_in_cannot_take_it_up():
    assert WorryMove.TAKE not in possible(WorryState.OPEN, {"author"})
    assert possible(WorryState.OPEN, set()) == set()


def test_what_leads_nowhere_says_how_it_stands():
    with pytest.raises(NoSuchMove, match="opgelost"):
        move(WorryMove.TAKE, WorryState.SOLVED)
