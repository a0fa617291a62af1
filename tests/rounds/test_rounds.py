"""A round from its planning to the sign-off of its dossier: who may what, what is asked, what is kept."""

import datetime as dt
import itertools

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.rounds.conftest import NOTE, closed, heard, planned, second, started, table_held
from tests.voices.people import working
from wens.audit.models import Event, Outgoing
from wens.dossiers.models import Dossier, Quote
from wens.dossiers.queries import content_of, texts_of
from wens.meetings import actions as meetings
from wens.meetings.models import ActionPoint
from wens.rounds import actions, queries
from wens.rounds.actions import Conflict, Plan, RoundError
from wens.rounds.facts import facts_of
from wens.rounds.models import Carried, Decision, Round, Stage, Step, StepKey, StepState, What
from wens.rounds.rules import NotAllowed
from wens.rounds.states import MOVES, TURNS, NoSuchMove
from wens.rounds.steps import BEFORE_SIGNING, KINDS, deadlines


def test_every_state_of_a_round_and_a_step_can_be_reached_and_left_but_for_the_end():
    reached, more = {Stage.PLANNED}, True
    while more:
        new = {one.after for one in MOVES if one.before in reached} - reached
        reached, more = reached | new, bool(new)
    assert reached == set(Stage)
    assert set(Stage) - {one.before for one in MOVES} == {Stage.CANCELLED}
    assert {one.after for one in TURNS} == set(StepState) == {one.before for one in TURNS}
    assert {one.name for one in (*MOVES, *TURNS)} | {What.PLAN, What.SIGN} == set(What)


def test_the_eight_steps_stand_in_order_with_later_and_later_deadlines():
    assert [one.key for one in KINDS] == list(StepKey)
    days = list(deadlines(dt.date(2026, 1, 5)).values())
    assert all(before < after for before, after in itertools.pairwise(days))


def test_only_who_directs_plans_and_moves_a_round(staff):
    one = started(staff)
    for account in (staff.domijn, staff.triage, staff.privacy, staff.wijkraad):
        with working(account) as by, pytest.raises(NotAllowed):
            actions.close_step(key=one.pk, step=StepKey.COLLECT, note=NOTE, by=by)
    with working(staff.domijn) as by, pytest.raises(NotAllowed):
        actions.plan(of=Plan([one.area_code], timezone.localdate()), by=by)


def test_what_people_wrote_about_a_round_is_not_given_to_who_does_not_see_rounds(staff):
    one = closed(started(staff), staff.manager, StepKey.COLLECT)
    for account, seen in ((staff.manager, True), (staff.domijn, True), (staff.wijkraad, False), (staff.privacy, False)):
        with working(account):
            assert bool(queries.decisions(one)) is seen
            assert Round.objects.filter(pk=one.pk).exists()


def test_a_step_is_closed_with_a_note_and_opened_again_with_a_reason(staff):
    one = started(staff)
    with working(staff.manager) as by:
        with pytest.raises(RoundError, match="Schrijf in een zin"):
            actions.close_step(key=one.pk, step=StepKey.COLLECT, note="  ", by=by)
        actions.close_step(key=one.pk, step=StepKey.COLLECT, note=NOTE, by=by, seen=one.version)
        with pytest.raises(Conflict):
            actions.close_step(key=one.pk, step=StepKey.PHOTO, note=NOTE, by=by, seen=one.version)
        with pytest.raises(NoSuchMove):
            actions.close_step(key=one.pk, step=StepKey.COLLECT, note=NOTE, by=by)
        assert queries.current_step(queries.round_(one.pk)).key == StepKey.PHOTO
        actions.reopen_step(key=one.pk, step=StepKey.COLLECT, note="Er kwam een nieuwe levering.", by=by)
        assert [row.what for row in queries.decisions(one)] == ["reopen", "close", "start", "plan"]
    assert Event.objects.filter(name__startswith="rounds.round.").count() == 4


def test_two_rounds_never_run_in_one_wijk_and_a_round_begins_after_the_one_before(staff):
    started(staff)
    with working(staff.manager) as by:
        with pytest.raises(RoundError, match="later dan de vorige"):
            actions.plan(of=Plan(["GM0001-LW-dorp"], timezone.localdate() - dt.timedelta(days=300)), by=by)
        second_round = actions.plan(of=Plan(["GM0001-LW-dorp"], timezone.localdate()), by=by)[0]
        with pytest.raises(RoundError, match="al een ronde bezig"):
            actions.start(key=second_round.pk, by=by)
        with pytest.raises(RoundError, match="al een geplande ronde"):
            actions.plan(of=Plan(["GM0001-LW-dorp"], timezone.localdate() + dt.timedelta(days=9)), by=by)


def test_a_year_of_wijken_is_planned_one_after_another_or_not_at_all(staff):
    with working(staff.manager) as by:
        begin = timezone.localdate()
        codes = [one.code for one in queries.wijken()]
        with pytest.raises(RoundError), transaction.atomic():
            actions.plan(of=Plan([*codes, "GM0001-LW-niets"], begin), by=by)
        assert not Round.objects.exists()
        made = actions.plan(of=Plan(codes, begin, weeks_between=4), by=by)
    assert [one.begins_on - begin for one in made] == [dt.timedelta(weeks=4 * at) for at in range(len(codes))]
    assert Step.objects.count() == 8 * len(codes)


def test_facts_say_what_is_done_and_who_it_waits_on(photographed):
    staff = photographed
    one = started(staff)
    with working(staff.manager):
        facts = facts_of([one])[one.pk]
    assert [fact.done for fact in facts[StepKey.COLLECT]] == [True]
    assert facts[StepKey.PHOTO][0].done
    assert [(fact.done, fact.waits_on) for fact in facts[StepKey.LISTEN]] == [
        (False, "bewoners en ondernemers"), (False, "de stadsdeelmanager"),
    ]  # fmt: skip
    heard()
    table = table_held(staff)
    with working(staff.manager), connection.execute_wrapper(_counting := Counting()):
        facts = facts_of([one])[one.pk]
    assert _counting.asked <= 20
    assert facts[StepKey.LISTEN][0].done
    assert all(fact.done for fact in facts[StepKey.TABLE])
    assert str(table.pk) in facts[StepKey.TABLE][0].address
    for step, waits_on in ((StepKey.PLAN, "de stadsdeelmanager"), (StepKey.FOLLOW, "partners en de stadsdeelmanager"),
                           (StepKey.PUBLISH, "een tweede stadsdeelmanager")):  # fmt: skip
        assert (facts[step][0].done, facts[step][0].waits_on) == (False, waits_on)


class Counting:
    """How many queries were asked."""

    asked = 0

    def __call__(self, execute, sql, params, many, context):
        self.asked += 1
        return execute(sql, params, many, context)


def test_who_has_not_answered_is_named_only_to_who_takes_part_in_meetings(staff):
    one = started(staff)
    with working(staff.manager) as by:
        from tests.meetings.conftest import plan

        table = meetings.plan_meeting(of=plan(), by=by)
        meetings.invite(meeting=table.pk, organisation=staff.domijn.organisation_id, by=by)
        assert "Domijn" in [fact.waits_on for fact in facts_of([one])[one.pk][StepKey.TABLE]]
    with working(staff.analyst):
        assert "Domijn" not in [fact.waits_on for fact in facts_of([one])[one.pk][StepKey.TABLE]]


def test_another_person_signs_and_then_both_parts_are_frozen_once(photographed):
    staff = photographed
    one = started(staff)
    heard(area_code="BU00010000")
    table = table_held(staff)
    other = second(staff)
    with working(other) as by, pytest.raises(RoundError, match="stappen 1 tot en met 4"):
        actions.sign_off(key=one.pk, by=by)
    one = closed(one, staff.manager)
    with working(staff.manager) as by, pytest.raises(NotAllowed, match="Een ander"):
        actions.sign_off(key=one.pk, by=by)
    with working(other) as by:
        actions.sign_off(key=one.pk, by=by)
        actions.sign_off(key=one.pk, by=by)
        assert list(Dossier.objects.order_by("tier").values_list("tier", "number")) == [("partners", 1), ("public", 1)]
        partners = Dossier.objects.get(tier="partners")
        assert partners.meetings == [table.pk]
        living = next(theme for theme in content_of(partners)["themes"] if theme["key"] == "living")
        (statement,) = living["professionals"]["statements"]
        assert texts_of(partners)[statement["nature"]].text == "Grof vuil blijft liggen."
        assert (statement["organisation"], statement["opinions"]["doubt"]) == ("Domijn", ["Politie"])
        assert living["professionals"]["contested"]
    assert Outgoing.objects.filter(topic="rounds.dossier.signed").count() == 1
    public = Dossier.objects.get(tier="public")
    assert "Domijn" not in public.content
    assert "Grof vuil" not in public.content
    shown = {quote.text for quote in texts_of(public).values()}
    assert shown == {"Er ligt vaak afval.", "Grof vuil blijft vaak liggen."}
    for account, seen in ((staff.domijn, True), (staff.triage, False), (staff.wijkraad, False)):
        with working(account):
            assert Dossier.objects.filter(tier="partners").exists() is seen
            assert Quote.objects.filter(dossier__tier="partners").exists() is seen


def test_a_dossier_that_is_opened_again_is_signed_anew_beside_the_old_one(photographed):
    staff, other = photographed, second(photographed)
    one = closed(started(staff), staff.manager)
    with working(other) as by:
        actions.sign_off(key=one.pk, by=by)
    first = {row.pk: (row.digest, row.content) for row in Dossier.objects.filter(tier="public")}
    with working(staff.manager) as by:
        actions.reopen_step(key=one.pk, step=StepKey.TABLE, note="Een partner kon er niet bij zijn.", by=by)
    assert Round.objects.get(pk=one.pk).signed_at is None
    one = closed(one, staff.manager, StepKey.TABLE)
    with working(other) as by:
        actions.sign_off(key=one.pk, by=by)
    assert Dossier.objects.filter(tier="public").count() == 1  # nothing new was said: it is the same one
    heard("Er is iets bijgekomen.")
    with working(staff.manager) as by:
        actions.reopen_step(key=one.pk, step=StepKey.TABLE, note="Er kwam iets bij.", by=by)
    one = closed(one, staff.manager, StepKey.TABLE)
    with working(other) as by:
        actions.sign_off(key=one.pk, by=by)
    (newest, oldest) = Dossier.objects.filter(tier="public").order_by("-number")
    assert {oldest.pk: (oldest.digest, oldest.content)} == first
    assert content_of(newest)["former"] == {"number": 1, "digest": oldest.digest}


def test_the_next_round_takes_over_what_was_left_open(staff):
    one = started(staff, weeks_ago=20)
    table = table_held(staff)
    assert table.pk in [meeting.pk for meeting in queries.meetings_of([one])[one.pk]]
    with working(staff.manager) as by:
        actions.remark(key=one.pk, text="Vraag de school om mee te denken.", by=by)
        with pytest.raises(RoundError, match="open stappen"):
            actions.finish(key=one.pk, note="", by=by)
        actions.finish(key=one.pk, note="De rest komt in de volgende ronde.", by=by)
        again = actions.plan(of=Plan([one.area_code], timezone.localdate() + dt.timedelta(days=1)), by=by)[0]
        actions.start(key=again.pk, by=by)
        left = queries.carried(again)
        assert sorted({row.kind for row in left}) == ["action", "remark", "step"]
        assert [row.action for row in left if row.kind == "action"] == [ActionPoint.objects.get().pk]
        assert sum(row.kind == "step" for row in left) == 8
        remark = next(row for row in left if row.kind == "remark")
        actions.settle(carried=remark.pk, note="De school doet mee.", by=by)
        actions.settle(carried=remark.pk, note="Nog een keer.", by=by)
        assert Carried.objects.get(pk=remark.pk).note == "De school doet mee."
    assert Round.objects.get(pk=again.pk).previous_id == one.pk


def test_a_deadline_is_told_once_and_again_when_it_is_moved(staff):
    one = started(staff, weeks_ago=3)
    with working(staff.manager) as by:
        assert actions.remind() == 2  # collecting is late, the photo is due within a week
        assert actions.remind() == 0
        actions.move_deadline(key=one.pk, step=StepKey.COLLECT, due_on=timezone.localdate(), by=by)
        assert actions.remind() == 1
    assert Outgoing.objects.filter(topic="rounds.step.due").count() == 3
    assert Decision.objects.filter(what="move").count() == 0  # the machine does not see what people wrote


def test_a_round_that_is_called_off_makes_room(staff):
    one = planned(staff)
    with working(staff.manager) as by:
        with pytest.raises(RoundError):
            actions.end(key=one.pk, name=What.CANCEL, note="", by=by)
        actions.end(key=one.pk, name=What.CANCEL, note="Te weinig mensen.", by=by)
        again = actions.plan(of=Plan([one.area_code], one.begins_on), by=by)[0]
        actions.start(key=again.pk, by=by)
        assert (again.number, actions.ready_to_sign(again)) == (2, False)
        for step in BEFORE_SIGNING:
            actions.close_step(key=again.pk, step=step, note=NOTE, by=by)
        assert actions.ready_to_sign(again)
