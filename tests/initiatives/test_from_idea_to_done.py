"""From idea to done: who takes which step, what everybody reads, and that there is always a way on."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.initiatives.conftest import PUBLIC, brought, idea, opened, person, shown
from tests.plans.conftest import focus
from tests.voices.people import working
from wens.audit.models import Event, Outgoing
from wens.initiatives import actions
from wens.initiatives.actions import InitiativeError, Outcome, Settled, Stale
from wens.initiatives.models import (
    Initiative,
    InitiatorContact,
    Need,
    NeedState,
    Original,
    State,
    Step,
    Supporter,
    What,
)
from wens.initiatives.rules import NotAllowed
from wens.initiatives.states import ENDS, MOVES, NEED_MOVES, NoSuchMove, Who, possible
from wens.plans.beside import beside
from wens.plans.models import FocusPoint, FocusState


def test_the_same_form_twice_is_one_idea_with_one_code(people):
    key = uuid.uuid4()
    first, second = (actions.bring(idea=idea(), answer_key=key, by=PUBLIC) for _ in range(2))
    assert (first.is_new, second.is_new) == (True, False)
    assert first.code == second.code
    assert Initiative.objects.count() == Original.objects.count() == InitiatorContact.objects.count() == 1
    assert actions.find_by_code(first.code.lower()) == first.initiative
    assert b"jo@example.nl" not in bytes(InitiatorContact.objects.get().email)
    assert Outgoing.objects.filter(topic="initiatives.received").count() == 1


def test_what_was_written_is_only_for_who_was_trained_and_is_noted(people):
    one = brought()
    assert Original.objects.get().hints == ["name"]
    with working(people.manager) as by:
        assert not Original.objects.exists()
        assert actions.show_initiator(initiative=one.pk, by=by).email == "jo@example.nl"
        with pytest.raises(NotAllowed):
            actions.open_up(initiative=one.pk, shown=shown(), by=by)
    with working(people.domijn) as by:
        assert not Original.objects.exists()
        assert not InitiatorContact.objects.exists()
        assert not Step.objects.filter(is_private=True).exists()
        with pytest.raises(NotAllowed):
            actions.show_initiator(initiative=one.pk, by=by)
    assert Event.objects.filter(name="initiatives.initiator.read").count() == 1


def test_an_initiative_goes_from_idea_to_done_with_help_found(people):
    one = brought()
    with working(people.triage) as by:
        actions.ask(initiative=one.pk, words="Welk veldje?", by=by)
    actions.take_own_step(initiative=one.pk, name=What.REPLY, words="Bij de school.", by=PUBLIC)
    with working(people.triage) as by:
        actions.open_up(initiative=one.pk, shown=shown(), by=by)
    needs = {need.kind: need for need in Need.objects.all()}
    with working(people.manager) as by:
        with pytest.raises(InitiativeError, match="nog hulp nodig"):
            actions.start(initiative=one.pk, words="In mei.", by=by)
        with pytest.raises(InitiativeError, match="functie"):
            actions.settle(need=needs["permit"].pk, of=Settled(state="found", how="Mag"), by=by)
        with pytest.raises(InitiativeError, match="waarom niet"):
            actions.settle(need=needs["means"].pk, of=Settled(state="refused"), by=by)
        for kind, need in needs.items():
            of = Settled(state="found", how="Gelukt.", function="groenbeheerder" if kind == "permit" else "")
            actions.settle(need=need.pk, of=of, by=by)
        actions.start(initiative=one.pk, words="In mei gaan wij spitten.", by=by)
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        with pytest.raises(InitiativeError, match="nog niet geweest"):
            actions.finish(initiative=one.pk, of=Outcome(words="Klaar", done_on=tomorrow), by=by)
        actions.finish(initiative=one.pk, of=Outcome(words="Er groeit sla.", done_on=timezone.localdate()), by=by)
    one.refresh_from_db()
    assert (one.state, one.supporters, one.helpers) == ("done", 0, 0)
    public = [step.what for step in Step.objects.filter(is_private=False)]
    assert public == ["bring", "open", "start", "finish"]
    assert InitiatorContact.objects.get().retain_until <= timezone.localdate() + dt.timedelta(days=90)
    assert not any("sla" in str(event.data) for event in Event.objects.all())


def test_two_people_at_once_do_not_overwrite_each_other(people):
    one = opened(people)
    with working(people.manager) as by:
        actions.pause(initiative=one.pk, words="Winter.", by=by, seen=one.version)
        with pytest.raises(Stale):
            actions.stop(initiative=one.pk, words="Niemand.", by=by, seen=one.version)
    assert Initiative.objects.get().state == "paused"


def test_who_brought_it_can_take_it_back_and_then_nobody_can_be_reached(people):
    one = opened(people)
    actions.support(initiative=one.pk, voice=actions.Voice(kind="supports", person=person(email="a@example.nl")),
                    answer_key=uuid.uuid4(), by=PUBLIC)  # fmt: skip
    actions.withdraw(initiative=one.pk, by=PUBLIC)
    assert not InitiatorContact.objects.exists()
    assert not Supporter.objects.exists()
    assert not Initiative.objects.get().is_public
    with pytest.raises(NoSuchMove):
        actions.withdraw(initiative=one.pk, by=PUBLIC)


def test_a_child_is_reached_only_with_the_word_of_a_parent(people):
    with pytest.raises(InitiativeError, match="jonger dan 16"):
        brought(person=person(below_16=True))
    brought(person=person(below_16=True, guardian=True))
    assert InitiatorContact.objects.get().guardian


def test_a_speerpunt_shows_the_initiatives_that_serve_it_and_a_draft_is_not_tied(people):
    one = opened(people)
    with working(people.manager) as by:
        drafted = focus(by)
        with pytest.raises(InitiativeError, match="vastgesteld"):
            actions.serve(initiative=one.pk, focus_points={drafted.pk}, by=by)
        FocusPoint.objects.filter(pk=drafted.pk).update(state=FocusState.ADOPTED)
        actions.serve(initiative=one.pk, focus_points={drafted.pk}, by=by)
    ((part,),) = [beside(drafted.pk)]
    assert [(line.title, line.url) for line in part.lines] == [("Moestuin op het veldje", f"/initiatieven/{one.pk}/")]
    assert "Initiatieven van bewoners" in Client().get(f"/plan/{drafted.pk}/").content.decode()
    assert "Schone paden" in Client().get(f"/initiatieven/{one.pk}/").content.decode()
    with working(people.manager) as by:
        actions.serve(initiative=one.pk, focus_points=set(), by=by)
    assert beside(drafted.pk) == []


def test_the_database_refuses_an_open_initiative_without_words(people):
    one = brought()
    with pytest.raises(DatabaseError), transaction.atomic():
        Initiative.objects.filter(pk=one.pk).update(state="open")


@given(states=st.lists(st.sampled_from(State), min_size=1))
def test_from_every_state_somebody_can_go_on_to_an_end_and_only_withdrawing_is_final(states):
    reached = {State.RECEIVED}
    while more := {move.after for move in MOVES if move.before in reached} - reached:
        reached |= more
    assert reached == set(State)
    for state in states:
        ways, seen = {state}, set()
        while ways - seen:
            seen |= ways
            ways |= {move.after for one in seen for move in possible(one, Who)}
        assert seen & set(ENDS)
        assert (len(seen) == 1) == (state == State.WITHDRAWN)


def test_help_is_never_at_a_dead_end():
    assert set(NEED_MOVES) == set(NeedState)
    for after in NEED_MOVES.values():
        assert after
    assert {one for after in NEED_MOVES.values() for one in after} == set(NeedState)
