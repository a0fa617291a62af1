"""From an agenda to published minutes: who may what, what is confidential, and nothing lost on the way."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.meetings.conftest import plan, sent, take_in
from tests.voices.people import People, working
from wens.audit.models import Event, Outgoing
from wens.meetings import actions, queries
from wens.meetings.actions import Agenda, MeetingError
from wens.meetings.models import AgendaKind, Answer, Edit, Guests, Kind, Meeting, PublicText, State, Statement
from wens.meetings.rules import NotAllowed
from wens.meetings.states import STEPS, NoSuchStep
from wens.tenancy.context import Actor


def test_every_state_can_be_reached_and_every_other_than_the_last_left():
    reached = {State.PLANNED}
    while more := {one.after for one in STEPS if one.before in reached} - reached:
        reached |= more
    assert reached == set(State)
    assert set(State) - {one.before for one in STEPS} == {State.CANCELLED}


def test_a_meeting_is_planned_with_prevention_on_its_agenda_and_expertise_asked(staff):
    with working(staff.manager) as by:
        one = actions.plan_meeting(of=plan(kind=Kind.WIJKOVERLEG, is_public=True, places=30), by=by)
        items = [
            Agenda("Fietsen op slot", AgendaKind.PREVENTION),
            Agenda("Ramen", AgendaKind.EXPERTISE, asked_of="CCV"),
        ]
        actions.put_agenda(meeting=one.pk, items=items, by=by)
        with pytest.raises(MeetingError, match="aan wie"):
            actions.put_agenda(meeting=one.pk, items=[Agenda("Ramen", AgendaKind.EXPERTISE)], by=by)
    assert [item.asked_of for item in one.agenda.all()] == ["", "CCV"]
    with working(staff.domijn) as by, pytest.raises(NotAllowed):
        actions.plan_meeting(of=plan(), by=by)


@pytest.mark.parametrize(
    "wrong", [{"area_codes": ["nergens"]}, {"is_public": True}, {"ends_at": timezone.now()}, {"title": " "}]
)
def test_a_meeting_that_cannot_be_is_refused_with_a_remedy(staff, wrong):
    with working(staff.manager) as by, pytest.raises(MeetingError):
        actions.plan_meeting(of=plan(**wrong), by=by)
    assert not Meeting.objects.exists()


def test_who_is_invited_answers_and_others_do_not_see_the_table(table, staff):
    with working(staff.domijn) as by:
        mine = queries.invitation_of(table, by)
        actions.answer(invitation=mine.pk, said=Answer.YES, by=by)
        actions.answer(invitation=mine.pk, said=Answer.NO, by=by)
        assert queries.invitation_of(table, by).answer == "no"
    with working(staff.police) as by, pytest.raises(NotAllowed):
        actions.answer(invitation=mine.pk, said=Answer.YES, by=by)
    with working(staff.triage) as by:
        assert queries.statements(table, by) == []
        with pytest.raises(NotAllowed):
            actions.take_in(meeting=table.pk, sent=[], by=by)
    assert Outgoing.objects.filter(topic="meetings.invited").count() == 2


def test_guests_sign_up_without_a_name_once_and_only_while_there_is_room(staff):
    with working(staff.manager) as by:
        one = actions.plan_meeting(of=plan(kind=Kind.WIJKBIJEENKOMST, is_public=True, places=5), by=by)
    key, public = uuid.uuid4(), Actor.public()
    for _ in range(2):
        actions.sign_up(meeting=one.pk, people=4, speaker="resident", answer_key=key, by=public)
    with pytest.raises(MeetingError, match="nog 1 plaatsen"):
        actions.sign_up(meeting=one.pk, people=2, speaker="", answer_key=uuid.uuid4(), by=public)
    assert (Guests.objects.count(), queries.places_left(one)) == (1, 1)


def test_what_is_said_is_read_only_with_the_right_also_by_a_page_that_forgot_to_ask(table, staff):
    take_in(table, staff.domijn, sent(uuid.uuid4(), nature="Afval", theme="living"))
    assert not Statement.objects.exists()
    assert not Edit.objects.exists()
    with working(staff.police) as by:
        assert [one.statement.nature for one in queries.statements(table, by)] == ["Afval"]


def test_before_the_opening_everybody_sees_only_the_own_part(staff):
    with working(staff.manager) as by:
        one = actions.plan_meeting(of=plan(), by=by)
        for account in (staff.domijn, staff.police):
            actions.invite(meeting=one.pk, organisation=account.organisation_id, by=by)
    take_in(one, staff.domijn, sent(uuid.uuid4(), nature="Afval"))
    with working(staff.police) as by:
        assert queries.statements(one, by) == []
    with working(staff.domijn) as by:
        assert len(queries.statements(one, by)) == 1


def test_each_partner_says_whether_it_recognises_a_statement_and_only_its_maker_changes_the_words(table, staff):
    key = uuid.uuid4()
    take_in(table, staff.domijn, sent(key, nature="Afval"))
    outcome = take_in(table, staff.police, sent(key, stance="agree"), sent(key, nature="Iets anders"), {"id": 3})
    assert (len(outcome.kept), len(outcome.refused)) == (1, 2)
    with working(staff.police) as by:
        (shown,) = queries.statements(table, by)
        assert (shown.my_opinion, shown.own, shown.statement.nature) == ("agree", False, "Afval")


def test_two_edits_over_the_same_words_are_both_shown(table, staff):
    key = uuid.uuid4()
    first = sent(key, nature="Afval")
    take_in(table, staff.domijn, first)
    seen = {"nature": [first["id"]]}
    take_in(table, staff.domijn, sent(key, seen, nature="Glas"), sent(key, seen, nature="Olie"))
    with working(staff.domijn) as by:
        (shown,) = queries.statements(table, by)
        assert sorted(shown.statement.conflicts["nature"]) == ["Glas", "Olie"]


def test_words_that_may_point_at_a_person_are_kept_off_the_wall_until_their_maker_looked_again(table, staff):
    key = uuid.uuid4()
    take_in(table, staff.domijn, sent(key, nature="Meneer Jansen dealt hier"))
    with working(staff.domijn) as by:
        (shown,) = queries.statements(table, by)
        assert not shown.may_be_projected
    take_in(table, staff.domijn, sent(key, looked_at=shown.look))
    with working(staff.domijn) as by:
        assert queries.statements(table, by)[0].may_be_projected
    take_in(table, staff.domijn, sent(key, place="Bij mevrouw De Vries"))
    with working(staff.domijn) as by:
        assert not queries.statements(table, by)[0].may_be_projected


def test_minutes_from_generated_to_published_with_a_second_person_and_what_came_late(table, staff):
    key = uuid.uuid4()
    words = {"nature": "Geheime afspraak over afval", "theme": "living", "may_be_public": "yes"}
    take_in(table, staff.domijn, sent(key, public_text="Bij de speeltuin ligt afval.", **words))
    with working(staff.domijn) as by, pytest.raises(NotAllowed):
        actions.approve_text(statement=key, seen_text="Bij de speeltuin ligt afval.", by=by)
    with working(staff.manager) as by:
        actions.approve_text(statement=key, seen_text="Bij de speeltuin ligt afval.", by=by)
        actions.count_people(meeting=table.pk, organisation=staff.domijn.organisation_id, people=2, by=by)
        actions.decide(meeting=table.pk, text="Wij kijken in mei opnieuw.", is_public=True, by=by)
        due = timezone.localdate() + dt.timedelta(days=30)
        actions.agree_action(
            meeting=table.pk, organisation=staff.domijn.organisation_id, text="Extra bak", due_on=due, by=by
        )
        actions.move(meeting=table.pk, name="close", by=by)
        made = actions.generate(meeting=table.pk, by=by)
        assert all(said in made.text for said in ("Geheime afspraak", "Domijn: 2", "Extra bak", "Wonen en leven"))
        better = actions.correct(meeting=table.pk, text=made.text + "Goed overleg.", seen=made.number, by=by)
        with pytest.raises(NotAllowed):
            actions.approve(meeting=table.pk, seen=better.number, by=by)
        with pytest.raises(NoSuchStep):
            actions.publish(meeting=table.pk, by=by)
    with working(staff.police) as by:
        actions.approve(meeting=table.pk, seen=better.number, by=by)
    late = take_in(table, staff.domijn, sent(uuid.uuid4(), nature="Kwam later binnen"))
    assert len(late.late) == 1
    with working(staff.manager) as by:
        assert len(queries.statements(queries.meeting(table.pk), by)) == 1
        public = actions.publish(meeting=table.pk, by=by)
    assert all("Bij de speeltuin ligt afval." in public.texts[language] for language in ("nl", "en"))
    assert not any(hidden in str(public.texts) + str(public.parameters) for hidden in ("Geheime", "Extra bak"))
    assert [one.text for one in queries.public_texts([plan().area_codes[0]], since=dt.date(2020, 1, 1))]
    with working(staff.manager) as by:
        actions.take_back(meeting=table.pk, by=by)
        assert queries.published() == []
        one = actions.take_up(meeting=table.pk, by=by)
        assert len(queries.statements(one, by)) == 2


def test_who_withdraws_a_statement_takes_its_public_text_along_and_a_wrong_clock_does_not_date_it(table, staff):
    key = uuid.uuid4()
    old = {
        **sent(key, nature="Afval", public_text="Er ligt afval.", may_be_public="yes"),
        "made_at": "1999-01-01T00:00Z",
    }
    take_in(table, staff.domijn, old)
    with working(staff.manager) as by:
        actions.approve_text(statement=key, seen_text="Er ligt afval.", by=by)
        assert Statement.objects.get().made_at > timezone.now() - dt.timedelta(days=32)
    take_in(table, staff.domijn, sent(key, withdrawn="yes"))
    assert not PublicText.objects.exists()


def test_a_text_in_which_somebody_may_be_recognised_is_never_public(table, staff):
    key = uuid.uuid4()
    take_in(table, staff.domijn, sent(key, nature="x", public_text="Bel 053-4818181", may_be_public="yes"))
    with working(staff.manager) as by, pytest.raises(MeetingError, match="herkennen"):
        actions.approve_text(statement=key, seen_text="Bel 053-4818181", by=by)
    assert not PublicText.objects.exists()


def test_nothing_that_is_said_stands_in_trail_or_outbox(table, staff):
    take_in(table, staff.domijn, sent(uuid.uuid4(), nature="Zeer geheim"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event WHERE data::text LIKE '%geheim%'")
        assert cursor.fetchone() == (0,)
    assert Event.objects.filter(name="meetings.statements.captured").count() == 1


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_batches_in_any_order_and_any_number_of_times_end_the_same(table: Meeting, staff: People, data: st.DataObject):
    key = uuid.uuid4()
    take_in(table, staff.domijn, first := sent(key, nature="begin"))
    edits, heads = [], [[first["id"]]]
    for number in range(data.draw(st.integers(1, 8))):
        made = sent(key, {"nature": data.draw(st.sampled_from(heads))}, nature=f"woord {number}")
        edits.append(made)
        heads.append([made["id"]])
    batches = data.draw(st.lists(st.lists(st.sampled_from(edits), max_size=4), max_size=6))
    for batch in [*batches, data.draw(st.permutations(edits)), edits]:
        take_in(table, staff.domijn, *batch)
    with working(staff.domijn) as by:
        assert Edit.objects.filter(statement=key).count() == len(edits) + 1
        shown = next(one for one in queries.statements(table, by) if one.statement.pk == key)
        replaced = {pk for made in edits for pk in made["seen"]["nature"]}
        assert set(shown.statement.heads["nature"]) == {made["id"] for made in [first, *edits]} - replaced
