"""The tables of states: every state is reached, none is a dead end; criteria keep their words, never a sum."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wens.bottlenecks import rulesets
from wens.bottlenecks.models import PlaceState, State, TextState
from wens.bottlenecks.rulesets import Criterion, Option, RulesWrong, changes, leaning, options_from, written
from wens.bottlenecks.states import MOVES, PLACE_MOVES, TEXT_MOVES
from wens.voices.pointing import look, pointing

TABLES = {
    "knelpunten": (MOVES, State, State.PROPOSED, set()),
    "places": (PLACE_MOVES, PlaceState, PlaceState.SEEN, set()),
    # What is replaced is history: the text that replaced it goes on.
    "texts": (TEXT_MOVES, TextState, TextState.PROPOSED, {TextState.REPLACED}),
}


def reached(moves, begin) -> set:
    found, todo = {begin}, [begin]
    while todo:
        here = todo.pop()
        for one in moves:
            if one.before == here and one.after not in found:
                found.add(one.after)
                todo.append(one.after)
    return found


@pytest.mark.parametrize("name", TABLES)
def test_every_state_is_reached_from_the_first_and_leads_back_to_it(name):
    moves, states, begin, history = TABLES[name]
    assert reached(moves, begin) == set(states) - history
    for state in set(states) - history:
        assert begin in reached(moves, state), f"{state} is a dead end"


@pytest.mark.parametrize("name", TABLES)
def test_a_move_from_a_state_leads_to_one_state_only(name):
    moves = TABLES[name][0]
    assert len({(one.name, one.before) for one in moves}) == len(moves)


def test_an_approach_never_ends_without_being_evaluated():
    assert {one.before for one in PLACE_MOVES if one.after == PlaceState.ENDED} == {PlaceState.EVALUATING}


labels = st.text(st.characters(categories=["Ll", "Lu", "Nd", "Zs"], max_codepoint=0x17F), min_size=1, max_size=60).map(
    lambda text: " ".join(text.split())
)
options = st.lists(
    st.tuples(labels.filter(lambda text: any(sign.isascii() and sign.isalnum() for sign in text)),
              st.sampled_from(["for", "against", "none"])),
    min_size=2, max_size=8, unique_by=lambda one: rulesets.key_of(one[0]),
).map(lambda found: tuple(Option(rulesets.key_of(label), label, leans) for label, leans in found))  # fmt: skip


@given(options)
def test_options_read_back_as_they_were_written(found):
    assert options_from(written(found)) == found


@given(st.text(max_size=200))
def test_any_text_is_options_or_says_what_is_wrong(text):
    with suppress(RulesWrong):
        assert 2 <= len(options_from(text)) <= 8


@given(options, st.data())
def test_leaning_names_every_criterion_once_and_holds_no_number(found, data):
    criteria = [Criterion(f"c{at}", f"Naam {at}", "Hoe?", found) for at in range(3)]
    answers = {one.key: data.draw(st.sampled_from([*(row.key for row in found), ""])) for one in criteria}
    said = leaning(criteria, answers)
    named = [*said.speaks_for, *said.against, *said.neither, *said.unknown]
    assert sorted(named) == sorted(one.name for one in criteria)
    assert all(isinstance(name, str) for name in named)
    assert changes(criteria, answers, criteria, answers) == [
        f"{one.name} moet nog worden gewogen." for one in criteria if not answers[one.key]
    ]


def test_reweighing_says_in_words_what_would_change():
    before = rulesets.criteria_from(rulesets.usual("criteria"))
    first = before[0]
    softer = Criterion(first.key, first.name, first.question, tuple(
        Option(one.key, one.label, "none") for one in first.options[:1]) + first.options[1:])  # fmt: skip
    after = (softer, *before[1:3], *before[4:])
    answers = {one.key: one.options[0].key for one in before}
    lines = changes(before, answers, after, answers)
    assert lines == [
        "Ernst was: Mensen lopen gevaar (pleit voor oppakken). Wordt: Mensen lopen gevaar (zegt niets voor of tegen).",
        "Draagvlak telt niet meer mee. Er stond: Bewoners en partners.",
    ]
    gone = Criterion(first.key, first.name, first.question, first.options[1:])
    assert changes([first], answers, [gone], answers) == [
        "Ernst moet opnieuw worden gewogen. Er stond: Mensen lopen gevaar."
    ]


@given(st.dictionaries(st.sampled_from(["title", "nature"]), st.text(max_size=80), min_size=1))
def test_a_look_holds_for_exactly_these_words(texts):
    assert look(texts) == look(dict(reversed(texts.items())))
    assert look(texts) != look({**texts, "title": texts.get("title", "") + "x"})
    assert all(one.words in texts[one.field] for one in pointing(texts))
