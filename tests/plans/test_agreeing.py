"""An action from its proposal to its end: who may what, what is signed, what is kept."""

import uuid

import pytest

from tests.plans.conftest import WHY, agreed, focus, goal, in_days, proposed, share, sign, terms, told
from tests.voices.people import working
from wens.audit.models import Event, Outgoing
from wens.plans import actions, queries
from wens.plans.actions import Conflict, LookOnce, PlanError, Said, Step
from wens.plans.models import (
    Action,
    Done,
    FocusPoint,
    FocusState,
    Milestone,
    Need,
    Part,
    PartVersion,
    Report,
    Stage,
    What,
)
from wens.plans.progress import progress_of, state_words
from wens.plans.rules import NotAllowed
from wens.plans.states import FOCUS_MOVES, MOVES, NoSuchMove
from wens.tenancy.context import Actor, acting


def test_every_state_can_be_reached_and_left_but_for_what_goes_on_in_a_new_period():
    for table, states, first, ends in (
        (MOVES, Stage, Stage.PROPOSED, {Stage.CARRIED}), (FOCUS_MOVES, FocusState, FocusState.DRAFT, set()),
    ):  # fmt: skip
        reached, more = {first}, True
        while more:
            new = {one.after for one in table if one.before in reached} - reached
            reached, more = reached | new, bool(new)
        assert reached == set(states)
        assert set(states) - {one.before for one in table} == ends
        assert len({(one.name, one.before) for one in table}) == len(table)


def test_only_who_directs_makes_a_plan_and_only_its_partners_sign_and_report(staff):
    with working(staff.domijn) as by, pytest.raises(NotAllowed):
        focus(by)
    one = proposed(staff)
    own = one.parts.get(organisation=staff.domijn.organisation)
    for account in (staff.manager, staff.police, staff.triage, staff.analyst):
        with working(account) as by, pytest.raises(NotAllowed):
            actions.sign(part=own.pk, number=1, by=by)
    for account in (staff.wijkraad, staff.privacy):
        with working(account) as by, pytest.raises(Part.DoesNotExist):
            actions.sign(part=own.pk, number=1, by=by)
    one = sign(one, staff.domijn, staff.police)
    for account in (staff.manager, staff.triage):
        with working(account) as by, pytest.raises(NotAllowed):
            actions.report(action=one.pk, said=Said("Ja."), answer_key=uuid.uuid4(), by=by)
    with working(staff.police) as by, pytest.raises(NotAllowed):
        actions.change_part(part=own.pk, share=share(staff.domijn), reason=WHY, by=by)
    with working(staff.domijn) as by, pytest.raises(NotAllowed):
        actions.move_action(action=one.pk, name=What.STOP, words=WHY, by=by)


def test_the_last_signature_makes_an_agreement_and_what_is_public_goes_outside_only_then(staff):
    one = proposed(staff)
    assert _seen_outside() == []
    one = sign(one, staff.domijn)
    assert (one.stage, _seen_outside()) == (Stage.PROPOSED, [])
    one = sign(one, staff.police, staff.police)  # twice is once
    assert (one.stage, _seen_outside()) == (Stage.AGREED, [one.pk])
    assert Event.objects.filter(name="plans.action.sign").count() == 2
    assert Outgoing.objects.filter(topic="plans.part.offered").count() == 2


def test_a_confidential_action_and_a_draft_are_not_there_for_the_outside(staff):
    agreed(staff, is_public=False)
    with working(staff.wijkraad):
        assert not Action.objects.exists()
        assert not Part.objects.exists()
        assert not Milestone.objects.exists()
        assert FocusPoint.objects.count() == 1
        assert not Done.objects.exists()
    with working(staff.manager) as by:
        draft = focus(by, slogan="Nog niet af")
        goal(by, draft)
    with working(staff.wijkraad):
        assert [one.slogan for one in queries.focus_points()] == ["Schone paden"]
    with working(staff.domijn):
        assert Action.objects.count() == 1
        assert len(queries.focus_points()) == 2


def test_a_change_is_a_new_version_with_a_reason_and_is_signed_anew(staff, action):
    own = Part.objects.get(action=action, organisation=staff.domijn.organisation)
    with working(staff.domijn) as by:
        steps = (Step("Bak geplaatst", in_days(9)), Step("Borden", in_days(20)))
        with pytest.raises(PlanError, match="waarom"):
            actions.change_part(part=own.pk, share=share(staff.domijn, *steps), reason=" ", by=by)
        actions.change_part(part=own.pk, share=share(staff.domijn, *steps), reason=WHY, by=by, seen=action.version)
    now = Action.objects.get(pk=action.pk)
    assert now.stage == Stage.PROPOSED
    assert [part.is_signed for part in now.parts.order_by("role")] == [False, True]
    first, second = own.versions.order_by("number")
    assert (first.signed_by, second.signed_by, second.reason) == (staff.domijn.as_actor().reference, "", WHY)
    assert [step["title"] for step in first.terms["steps"]] == ["Bak geplaatst", "Pad schoon"]
    assert sorted(Milestone.objects.filter(dropped_at=None).values_list("title", flat=True)) == ["Bak geplaatst",
                                                                                                 "Borden"]  # fmt: skip
    with working(staff.domijn) as by, pytest.raises(Conflict):
        actions.sign(part=own.pk, number=1, by=by)
    assert sign(now, staff.domijn).stage == Stage.AGREED


def test_what_all_share_is_signed_by_all_again_and_becomes_confidential_at_once(staff, action):
    with working(staff.manager) as by:
        actions.change_terms(action=action.pk, of=terms(is_public=False), reason=WHY, by=by)
    assert _seen_outside() == []
    with working(staff.manager) as by:
        actions.change_terms(action=action.pk, of=terms(is_public=True), reason=WHY, by=by)
    assert _seen_outside() == []
    sign(action, staff.domijn, staff.police)
    assert _seen_outside() == [action.pk]
    assert PartVersion.objects.count() == 6


def test_who_saw_an_older_state_changes_nothing_and_sees_how_it_is_now(staff, action):
    with working(staff.manager) as by:
        actions.change_terms(action=action.pk, of=terms(title="Eerst"), reason=WHY, by=by, seen=action.version)
        with pytest.raises(Conflict) as refused:
            actions.change_terms(action=action.pk, of=terms(title="Later"), reason=WHY, by=by, seen=action.version)
    assert refused.value.now.title == Action.objects.get(pk=action.pk).title == "Eerst"


def test_progress_comes_from_the_steps_and_the_last_one_ends_the_action(staff, action):
    assert _words(action) == "afgesproken, nog niet begonnen"
    told(action, staff.domijn, done=1)
    assert _words(action) == "bezig"
    progress = progress_of(list(action.milestones.all()), Stage.AGREED, today=in_days(61))
    assert (progress.done, progress.steps, progress.late_since) == (1, 2, in_days(60))
    assert progress.words == "1 van de 2 stappen is klaar."
    told(action, staff.domijn, done=1)
    assert Action.objects.get(pk=action.pk).stage == Stage.DONE
    with working(staff.manager) as by:
        actions.move_action(action=action.pk, name=What.REOPEN, words=WHY, by=by)
    assert _words(action) == "bezig"


def test_stuck_says_what_is_needed_and_the_outside_does_not_read_it(staff, action):
    with pytest.raises(PlanError, match="nodig"):
        told(action, staff.domijn, is_stuck=True)
    told(action, staff.domijn, "Wij wachten nog.", is_stuck=True, needs="Een plek voor de bak.")
    assert Action.objects.get(pk=action.pk).stage == Stage.STUCK
    assert Outgoing.objects.filter(topic="plans.action.stuck").count() == 1
    with working(staff.domijn):
        assert [need.words for need in queries.needs(action)] == ["Een plek voor de bak."]
    with working(staff.wijkraad):
        assert not Need.objects.exists()
        assert [report.line for report in queries.reports(action)] == ["Wij wachten nog."]
    told(action, staff.domijn, "Er is een plek.")
    assert Action.objects.get(pk=action.pk).stage == Stage.AGREED
    with working(staff.domijn):
        assert queries.needs(action) == []


def test_a_report_that_is_sent_twice_counts_once(staff, action):
    key = uuid.uuid4()
    with working(staff.domijn) as by:
        for _ in range(2):
            actions.report(action=action.pk, said=Said("Het loopt."), answer_key=key, by=by)
    assert Report.objects.count() == 1


def test_a_line_for_everybody_in_which_somebody_may_be_recognised_is_looked_at_once_more(staff, action):
    line = "Meneer Jansen van Kade 12 ruimt niet op."
    with pytest.raises(LookOnce):
        told(action, staff.domijn, line)
    assert not Report.objects.exists()
    told(action, staff.domijn, line, looked=True)


def test_nothing_is_reported_on_what_waits_for_a_signature_or_is_over(staff):
    one = proposed(staff)
    with pytest.raises(PlanError):
        told(one, staff.domijn)
    with working(staff.manager) as by:
        actions.move_action(action=one.pk, name=What.STOP, words=WHY, by=by)
        with pytest.raises(NoSuchMove):
            actions.move_action(action=one.pk, name=What.STOP, words=WHY, by=by)
    with pytest.raises(PlanError):
        told(one, staff.domijn)


def test_what_is_open_goes_on_in_a_next_period_and_its_history_stays(staff, action):
    told(action, staff.domijn, done=1)
    of = action.goal.ambition.focus
    with working(staff.manager) as by:
        new = actions.carry_over(focus=of.pk, starts_on=in_days(1), ends_on=in_days(900), by=by)
        with pytest.raises(PlanError):
            actions.carry_over(focus=of.pk, starts_on=in_days(1), ends_on=in_days(900), by=by)
    later = Action.objects.get(previous=action)
    assert (new.previous, new.state, later.stage, later.goal.previous) == (of, "draft", "proposed", action.goal)
    assert [step.title for step in later.milestones.all()] == ["Pad schoon"]
    assert Action.objects.get(pk=action.pk).stage == Stage.CARRIED
    assert Report.objects.filter(action=action).count() == 1


def test_a_partner_hears_before_a_step_is_due_and_who_directs_when_it_is_late_each_once(staff, action):
    with acting("GM0001", Actor.job("test"), rights={"see_plans"}):
        assert actions.remind(today=in_days(-10)) == 0
        assert [actions.remind(today=in_days(day)) for day in (0, 1, 11, 12, 13)] == [1, 0, 0, 1, 0]
    topics = Outgoing.objects.filter(topic__in=["plans.action.due", "plans.action.late"]).order_by("at")
    assert [row.topic for row in topics] == ["plans.action.due", "plans.action.late"]


def _seen_outside() -> list[uuid.UUID]:
    with acting("GM0001", Actor.public()):
        return list(Action.objects.values_list("pk", flat=True))


def _words(action: Action) -> str:
    now = Action.objects.get(pk=action.pk)
    return state_words(now.stage, progress_of(list(now.milestones.all()), now.stage, today=in_days(0)))
