"""Edits of people who could not see each other: any order and any repetition gives the same, and no words are lost."""

import datetime as dt
import random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from wens.meetings.converging import Edit, converge

T0 = dt.datetime(2026, 11, 22, 19, 30, tzinfo=dt.UTC)
FIELDS = ("nature", "place", "stance/a", "stance/b")


def key(number: int) -> UUID:
    return UUID(int=number)


def edit(number: int, value: str, seen: tuple[int, ...] = (), field: str = "nature", minute: int = 0) -> Edit:
    when = T0 + dt.timedelta(minutes=minute)
    return Edit(key(number), {field: value}, {field: tuple(map(key, seen))}, when)


def test_a_later_edit_stands_instead_of_what_its_maker_had_seen():
    found = converge([edit(1, "afval"), edit(2, "afval bij de speeltuin", seen=(1,))])
    assert (found["nature"].value, found["nature"].rivals) == ("afval bij de speeltuin", ())


def test_two_edits_over_the_same_both_stay_and_the_last_one_made_is_shown_first():
    found = converge([edit(1, "afval"), edit(2, "glas", seen=(1,), minute=1), edit(3, "olie", seen=(1,), minute=2)])
    assert found["nature"].rivals == ("olie", "glas")
    solved = converge([edit(1, "afval"), edit(2, "glas", (1,)), edit(3, "olie", (1,)), edit(4, "glas, olie", (2, 3))])
    assert (solved["nature"].value, solved["nature"].rivals) == ("glas, olie", ())


def test_a_wrong_clock_does_not_bring_replaced_words_back():
    found = converge([edit(1, "oud", minute=500), edit(2, "nieuw", seen=(1,), minute=0)])
    assert found["nature"].value == "nieuw"


def test_edits_that_claim_to_replace_each_other_both_stay():
    assert converge([edit(1, "a", seen=(2,)), edit(2, "b", seen=(1,))])["nature"].rivals == ("b", "a")


@st.composite
def evenings(draw: st.DrawFn) -> list[Edit]:
    """Up to five devices that edit one statement and exchange what they have at random moments."""
    devices: list[dict[UUID, Edit]] = [{} for _ in range(draw(st.integers(1, 5)))]
    every: list[Edit] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        at = draw(st.integers(0, len(devices) - 1))
        if draw(st.booleans()):
            devices[at] |= devices[draw(st.integers(0, len(devices) - 1))]
        field = draw(st.sampled_from(FIELDS))
        known = converge(devices[at].values())
        heads = known[field].heads if field in known else ()
        clock = T0 + dt.timedelta(seconds=draw(st.integers(-3600, 3600)))
        made = Edit(key(number), {field: f"woord {number}"}, {field: heads}, clock)
        devices[at][made.id] = made
        every.append(made)
    return every


@settings(max_examples=60, deadline=None)
@given(evenings(), st.randoms(use_true_random=False))
def test_any_interleaving_converges_nothing_lost_nothing_doubled(every: list[Edit], chance: random.Random):
    wanted = converge(every)
    shuffled = [*every, *chance.sample(every, chance.randint(0, len(every)))]
    chance.shuffle(shuffled)
    assert converge(shuffled) == wanted
    for name, found in wanted.items():
        standing = set(found.heads)
        of_field = [one for one in every if name in one.changes]
        replaced = {seen for one in of_field for seen in one.seen[name]}
        assert standing | replaced == {one.id for one in of_field}  # gone only because somebody had seen it
        assert not standing & replaced
        assert len(found.heads) == len(standing)
