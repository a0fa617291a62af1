"""The table of states: every state is reached, every way ends honestly, and what ended only reopens."""

import pytest

from wens.voices.models import State
from wens.voices.states import ENDS, FINAL, STEPS, NoSuchStep, Who, possible_steps, step

ALONE = {Who.TRIAGE, Who.PARTNER}


def reached(start: State, who: set[Who]) -> set[State]:
    found, wave = {start}, [start]
    while wave:
        for one in possible_steps(wave.pop(), who):
            if one.after not in found:
                found.add(one.after)
                wave.append(one.after)
    return found


def test_every_state_is_reached_from_what_comes_in():
    assert reached(State.RECEIVED, set(Who)) == set(State)


@pytest.mark.parametrize("state", [one for one in State if one not in FINAL])
def test_what_is_not_final_has_a_way_to_an_honest_end_that_staff_can_go_alone(state):
    assert reached(state, ALONE) >= set(ENDS)


def test_what_ended_only_reopens_or_is_erased():
    leads_on = {(one.before, one.name) for one in STEPS if one.before in FINAL}
    assert leads_on == {(end, name) for end in ENDS for name in ("reopen", "erase")} | {(State.WITHDRAWN, "erase")}


def test_every_end_and_every_refusal_says_why():
    silent = {one.name for one in STEPS if not one.words and (one.after in ENDS or "decline" in one.name)}
    assert silent == set()


def test_from_a_state_a_name_leads_to_one_place():
    pairs = [(one.name, one.before) for one in STEPS]
    assert len(pairs) == len(set(pairs))


def test_a_step_that_is_not_there_says_what_is():
    with pytest.raises(NoSuchStep, match=r"Wel kan: accept, decline, pass_on"):
        step("resolve", State.OFFERED, {Who.PARTNER})
    with pytest.raises(NoSuchStep, match="niets"):
        step("take", State.ERASED, set(Who))
    with pytest.raises(NoSuchStep):
        step("accept", State.OFFERED, {Who.TRIAGE})
