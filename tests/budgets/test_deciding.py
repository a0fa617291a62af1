"""From application to result: who may do what, what is told to whom, and what stays closed."""

import datetime as dt
import re
import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.budgets.conftest import REASON, applied, asked, checked, granted, opened
from tests.voices.people import working
from wens.access.rules import rights_of
from wens.audit.models import Event, Outgoing
from wens.budgets import actions
from wens.budgets.actions import BudgetError, Question, Shown, Stale
from wens.budgets.advice_states import STEPS, Side, possible_steps
from wens.budgets.models import AdviceState, ApplicantContact, Application, Conflict, Decision, Done, Original, State
from wens.budgets.rules import NotAllowed
from wens.budgets.states import ENDS, MOVES, NoSuchMove
from wens.organisations.models import Role
from wens.tenancy.context import Actor, acting, current_gemeente


def test_each_state_of_an_application_can_be_reached_and_has_a_way_on_or_is_an_end():
    reached, grows = {State.RECEIVED}, True
    while grows:
        more = {move.after for move in MOVES if move.before in reached} - reached
        reached, grows = reached | more, bool(more)
    assert reached == set(State)
    assert {state for state in State if state not in {move.before for move in MOVES}} <= set(ENDS)


def test_each_state_of_an_advice_can_be_reached_and_ends_with_words():
    reached = {step.after for step in STEPS if step.before is None}
    for _ in STEPS:
        reached |= {step.after for step in STEPS if step.before in reached}
    assert reached == set(AdviceState)
    ends = {state for state in AdviceState if not possible_steps(state, Side)}
    assert ends == {AdviceState.DONE, AdviceState.NOT_GIVEN, AdviceState.WITHDRAWN}


def test_an_application_sent_twice_is_one_and_gives_the_same_code(budget):
    key = uuid.uuid4()
    first, second = (
        actions.apply(budget=budget.pk, asked=asked(), answer_key=key, by=Actor.public()) for _ in range(2)
    )
    assert first.code == second.code
    assert [first.is_new, second.is_new] == [True, False]
    assert actions.find_by_code(first.code.lower()) == first.application
    assert actions.find_by_code("KRT4-9WXM-2HPD") is None


def test_what_somebody_wrote_and_who_it_is_stand_nowhere_in_plain_sight(council, budget):
    applied(budget, name="Jo Jansen", email="jo@example.nl", telephone="0612345678", about="Naast nummer 12.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, email, telephone FROM budgets_applicantcontact")
        assert all(b"Jansen" not in bytes(cell) and b"jo@" not in bytes(cell) for cell in cursor.fetchone())
    kept = str(list(Event.objects.values_list("data", "subject"))) + str(list(Outgoing.objects.values_list("data")))
    assert not re.search("Jansen|jo@|0612|nummer 12", kept)


@pytest.mark.parametrize("name", ["stranger", "chair", "treasurer", "manager"])
def test_the_database_opens_texts_to_seats_and_contact_only_to_who_keeps_the_money(council, budget, name):
    applied(budget)
    with working(getattr(council, name)):
        assert Original.objects.exists() == (name != "stranger")
        assert ApplicantContact.objects.exists() == (name in ("treasurer", "manager"))
    with acting(current_gemeente(), Actor.public()):
        assert not Original.objects.exists()
        assert not ApplicantContact.objects.exists()
        assert not Done.objects.exists()


def test_a_seat_of_one_raad_opens_nothing_of_another(council, budget):
    other = council.people.domijn.organisation
    assert other is not None
    elsewhere = opened(council, "100", year=2027, council=None)
    applied(elsewhere, "50.00")
    with working(council.chair):
        assert not Original.objects.filter(application__budget=elsewhere).exists()


def test_no_role_but_the_stadsdeelmanager_has_a_right_on_budgets():
    mine = {"manage_budgets", "read_applications", "read_applicants"}
    having = {role for role in Role.values if mine & rights_of(type("A", (), {"is_active": True, "role": role})())}
    assert having == {Role.DISTRICT_MANAGER}


def test_a_seat_that_ended_gives_no_mandate(council, budget):
    one = checked(council, budget)
    seat = council.chair.seats.get()
    with working(council.manager) as by:
        actions.end_seat(seat=seat.pk, by=by)
    with working(council.chair) as by, pytest.raises(NotAllowed):
        actions.decide(application=one.pk, outcome="refused", amount=None, reason=REASON, by=by)


def test_who_declared_an_interest_does_not_decide_whatever_the_program_does(council, budget):
    one = checked(council, budget)
    with working(council.chair) as by:
        actions.declare_interest(application=one.pk, kind="close", by=by)
        with pytest.raises(NotAllowed, match="belang"):
            actions.decide(application=one.pk, outcome="refused", amount=None, reason=REASON, by=by)
        today = timezone.localdate()
        with pytest.raises(IntegrityError, match="interest"), transaction.atomic():
            Decision.objects.create(application=one, number=1, outcome="refused", reason="x", mandate="m",
                                    objection="o", decided_on=today, object_before=today + dt.timedelta(days=42),
                                    decided_by=by.reference)  # fmt: skip
    with working(council.member) as by:
        actions.decide(application=one.pk, outcome="granted", amount=Decimal("300"), reason=REASON, by=by)
    assert Conflict.objects.get().kind == "close"


def test_who_decided_does_not_pay(council, budget):
    one = checked(council, budget)
    with working(council.treasurer) as by:
        actions.decide(application=one.pk, outcome="granted", amount=Decimal("300"), reason=REASON, by=by)
        with pytest.raises(NotAllowed, match="besloot zelf"):
            actions.pay(application=one.pk, amount=Decimal("1"), booked_on=timezone.localdate(), reason="F",
                        key=uuid.uuid4(), by=by)  # fmt: skip


def test_a_decision_says_why_and_where_to_object_and_is_never_rewritten(council, budget):
    one = granted(council, budget)
    made = one.decisions.get()
    assert (made.object_before - made.decided_on).days == 42
    assert made.objection == budget.objection
    with pytest.raises(Exception, match="stays as it was"), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(reason="Toch niet.")
    with working(council.chair) as by, pytest.raises(NoSuchMove):
        actions.decide(application=one.pk, outcome="refused", amount=None, reason=REASON, by=by)


def test_a_refusal_can_be_looked_at_again_and_both_decisions_stay(council, budget):
    one = checked(council, budget)
    with working(council.chair) as by:
        actions.decide(application=one.pk, outcome="refused", amount=None, reason=REASON, by=by)
        actions.reconsider(application=one.pk, reason="Bezwaar gegrond", by=by)
        actions.check(application=one.pk, shown=Shown(title="Bankje", about="Een bankje."), by=by)
        actions.decide(application=one.pk, outcome="granted", amount=Decimal("200"), reason=REASON, by=by)
    assert [row.outcome for row in one.decisions.all()] == ["refused", "granted"]


def test_a_question_and_its_answer_go_between_raad_and_applicant(council, budget):
    one = applied(budget)
    with working(council.chair) as by:
        actions.ask(application=one.pk, words="Voor wie is het?", by=by, seen=0)
        with pytest.raises(Stale):
            actions.ask(application=one.pk, words="Nog iets", by=by, seen=0)
    with acting(current_gemeente(), Actor.public()) as now:
        actions.reply(application=one.pk, words="Voor iedereen.", by=now.actor)
    assert Application.objects.get(pk=one.pk).state == State.RECEIVED
    assert list(one.history.values_list("what", flat=True)) == ["apply", "ask", "reply"]


def test_withdrawing_removes_how_to_reach_somebody_at_once(council, budget):
    one = applied(budget)
    actions.withdraw(application=one.pk, by=Actor.public())
    assert not ApplicantContact.objects.exists()


def test_reading_how_to_reach_an_applicant_stands_in_the_read_log(council, budget):
    one = applied(budget)
    with working(council.treasurer) as by:
        assert actions.show_applicant(application=one.pk, by=by).email == "jo@example.nl"
    assert Event.objects.filter(name="budgets.applicant.read", subject=f"application:{one.pk}").count() == 1
    with working(council.chair) as by, pytest.raises(NotAllowed):
        actions.show_applicant(application=one.pk, by=by)


def test_nobody_asks_more_than_the_rule_or_after_the_last_day(council):
    with pytest.raises(BudgetError, match="hoogste bedrag"):
        applied(opened(council, most_each=Decimal("500.00")), "600.00")
    past = timezone.localdate() - dt.timedelta(days=1)
    with pytest.raises(BudgetError, match="nu niet aanvragen"):
        applied(opened(council, year=2030, closes_on=past))


def test_advice_goes_from_question_to_answer_with_a_reason_and_is_reminded_of_once(council):
    raad, day = council.chair.organisation, timezone.localdate() + dt.timedelta(days=20)
    with working(council.manager) as by:
        one = actions.ask_advice(council=raad, of=Question(title="Speelplek", text="Waar?", due_on=day), by=by)
        with pytest.raises(NoSuchMove):
            actions.give_advice(advice=one.pk, text="Hier.", by=by)
    assert [actions.remind_advice(today=day - dt.timedelta(days=off)) for off in (10, 7, 3)] == [0, 1, 0]
    with working(council.stranger) as by, pytest.raises(NoSuchMove):
        actions.give_advice(advice=one.pk, text="Hier.", by=by)
    with working(council.member) as by:
        actions.give_advice(advice=one.pk, text="Bij het park.", by=by)
    with working(council.manager) as by:
        with pytest.raises(BudgetError, match="waarom"):
            actions.answer_advice(advice=one.pk, followed="not", answer=" ", by=by)
        actions.answer_advice(advice=one.pk, followed="partly", answer="De plek wel, de hoogte niet.", by=by)
        done = actions.finish_advice(advice=one.pk, outcome="Hij staat er.", by=by)
    assert done.state == AdviceState.DONE
    assert list(one.steps.values_list("what", flat=True)) == ["ask", "give", "answer", "finish"]
