"""Money of a wijkbudget: to the cent, never below zero, never rewritten, whoever asks and in whatever order."""

import threading
import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.budgets.conftest import REASON, Council, checked, granted, opened, seated
from tests.publication.conftest import make_city
from tests.voices.people import make_people, working
from wens.audit.models import Event
from wens.budgets import actions
from wens.budgets.actions import BudgetError, TooMuch
from wens.budgets.ledger import balance, balance_of_application, balances_of_applications
from wens.budgets.models import Application, Booking, Budget, Entry, State
from wens.budgets.rules import NotAllowed
from wens.budgets.states import NoSuchMove
from wens.tenancy.context import Actor, acting

REFUSED = (BudgetError, NotAllowed, NoSuchMove)
AMOUNTS = st.decimals("0.01", "700", places=2)


def entry(budget: Budget, kind: str, amount: str, application: Application | None = None) -> Entry:
    """Write a line past all actions, as a mistaken program would."""
    number = budget.entries.count() + 1
    return Entry.objects.create(budget=budget, number=number, kind=kind, amount=Decimal(amount), key=uuid.uuid4(),
                                application=application, booked_on=timezone.localdate(), at=timezone.now())  # fmt: skip


def test_the_database_refuses_a_line_that_is_changed_or_removed(council, budget):
    line = budget.entries.get()
    for statement in ("UPDATE budgets_entry SET amount = 1", "DELETE FROM budgets_entry"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Entry.objects.get(pk=line.pk).amount == Decimal("1000.00")


@pytest.mark.parametrize(
    ("kind", "amount"), [("commit", "1000.01"), ("pay", "0.01"), ("release", "0.01"), ("refund", "0.01"),
                         ("take_back", "1000.01"), ("lapse", "1000.01")],
)  # fmt: skip
def test_the_database_refuses_what_would_go_below_zero(council, budget, kind, amount):
    one = checked(council, budget) if kind in ("commit", "pay", "release", "refund") else None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry(budget, kind, amount, one)


def test_the_database_refuses_money_for_an_application_of_another_budget(council, budget):
    other = opened(council, year=2027)
    with pytest.raises(IntegrityError, match="another budget"), transaction.atomic():
        entry(budget, "commit", "1.00", checked(council, other))


def test_a_decision_promises_and_a_payment_spends(council, budget):
    one = granted(council, budget)
    with working(council.treasurer) as by:
        for amount in ("200.00", "50.00"):
            actions.pay(application=one.pk, amount=Decimal(amount), booked_on=timezone.localdate(),
                        reason="Factuur 1", key=uuid.uuid4(), by=by)  # fmt: skip
        with pytest.raises(TooMuch, match="50,00"):
            actions.pay(application=one.pk, amount=Decimal("50.01"), booked_on=timezone.localdate(),
                        reason="Factuur 2", key=uuid.uuid4(), by=by)  # fmt: skip
    now = balance(budget.pk)
    assert (now.received, now.free, now.promised, now.spent) == (
        Decimal("1000.00"), Decimal("700.00"), Decimal("50.00"), Decimal("250.00"),
    )  # fmt: skip
    with working(council.chair) as by:
        actions.stop(application=one.pk, reason="De grond is te nat.", by=by)
    assert balance(budget.pk).free == Decimal("750.00")
    assert "jo@example.nl" not in str(list(Event.objects.values_list("data", flat=True)))


def test_the_same_payment_sent_twice_is_noted_once(council, budget):
    one, key = granted(council, budget), uuid.uuid4()
    for _ in range(2):
        with working(council.treasurer) as by:
            actions.pay(
                application=one.pk, amount=Decimal("10"), booked_on=timezone.localdate(), reason="F", key=key, by=by
            )
    assert balance_of_application(one.pk).spent == Decimal("10.00")


@pytest.mark.parametrize(
    ("rule_", "most", "carried", "lapsed"),
    [("all", None, "700.00", "0"), ("none", None, "0", "700.00"), ("capped", "500.00", "500.00", "200.00")],
)
def test_what_is_left_goes_on_or_back_as_the_rule_says_also_when_it_comes_free_later(
    council, rule_, most, carried, lapsed
):
    this = opened(council, carry=rule_, carry_most=most and Decimal(most))
    following = opened(council, "0", year=2027)
    one = granted(council, this)
    with working(council.manager) as by:
        actions.close_year(budget=this.pk, by=by)
        actions.close_year(budget=this.pk, by=by)
    now = balance(this.pk)
    assert (now.of(Booking.CARRY_OUT), now.of(Booking.LAPSE)) == (Decimal(carried), Decimal(lapsed))
    assert balance(following.pk).received == Decimal(carried)
    with working(council.treasurer) as by:
        actions.release(application=one.pk, amount=Decimal("100"), reason="Was goedkoper", key=uuid.uuid4(), by=by)
    later = balance(this.pk)
    assert later.free == 0
    assert later.of(Booking.CARRY_OUT) == balance(following.pk).received
    assert later.of(Booking.CARRY_OUT) <= Decimal(most or "10000")


def test_a_year_closes_only_when_all_is_decided_and_the_next_one_is_there(council, budget):
    one = checked(council, budget)
    with working(council.manager) as by, pytest.raises(BudgetError, match="Er wachten er nog 1"):
        actions.close_year(budget=budget.pk, by=by)
    with working(council.chair) as by:
        actions.decide(application=one.pk, outcome="refused", amount=None, reason=REASON, by=by)
    with working(council.manager) as by, pytest.raises(BudgetError, match="2027"), transaction.atomic():
        actions.close_year(budget=budget.pk, by=by)
    assert balance(budget.pk).free == Decimal("1000.00")


class Walk(RuleBasedStateMachine):
    """Two years, four applications, every way to move money, in any order."""

    council: Council

    @initialize()
    def begin(self) -> None:
        self.years = [opened(self.council, carry="capped", carry_most=Decimal("150.00"), year=2026),
                      opened(self.council, "250.00", year=2027)]  # fmt: skip
        self.ones = [checked(self.council, year, "400.00").pk for year in self.years for _ in range(2)]
        self.given = Decimal("1250.00")

    def attempt(self, account: object, do: object) -> bool:
        with working(account) as by:  # type: ignore[arg-type]
            try:
                with transaction.atomic():
                    do(by)  # type: ignore[operator]
            except REFUSED:
                return False
        return True

    @rule(which=st.integers(0, 3), amount=AMOUNTS, who=st.sampled_from(["chair", "treasurer", "manager", "stranger"]))
    def grant(self, which: int, amount: Decimal, who: str) -> None:
        self.attempt(getattr(self.council, who), lambda by: actions.decide(
            application=self.ones[which], outcome="granted", amount=amount, reason=REASON, by=by))  # fmt: skip

    @rule(which=st.integers(0, 3), amount=AMOUNTS, do=st.sampled_from([actions.pay, actions.refund]))
    def cash(self, which: int, amount: Decimal, do: object) -> None:
        self.attempt(self.council.treasurer, lambda by: do(  # type: ignore[operator]
            application=self.ones[which], amount=amount, booked_on=timezone.localdate(), reason="F",
            key=uuid.uuid4(), by=by))  # fmt: skip

    @rule(which=st.integers(0, 3), amount=AMOUNTS)
    def let_go(self, which: int, amount: Decimal) -> None:
        self.attempt(self.council.treasurer, lambda by: actions.release(
            application=self.ones[which], amount=amount, reason="F", key=uuid.uuid4(), by=by))  # fmt: skip

    @rule(which=st.integers(0, 3))
    def stop(self, which: int) -> None:
        self.attempt(self.council.member, lambda by: actions.stop(application=self.ones[which], reason="F", by=by))

    @rule(which=st.integers(0, 3))
    def refuse(self, which: int) -> None:
        self.attempt(self.council.chair, lambda by: actions.decide(
            application=self.ones[which], outcome="refused", amount=None, reason=REASON, by=by))  # fmt: skip

    @rule(year=st.integers(0, 1), amount=st.decimals("-300", "300", places=2).filter(bool))
    def allot(self, year: int, amount: Decimal) -> None:
        if self.attempt(self.council.manager, lambda by: actions.allot(
            budget=self.years[year].pk, amount=amount, reason="F", key=uuid.uuid4(), by=by)):  # fmt: skip
            self.given += amount

    @rule()
    def close(self) -> None:
        self.attempt(self.council.manager, lambda by: actions.close_year(budget=self.years[0].pk, by=by))

    @invariant()
    def all_of_it_is_somewhere(self) -> None:
        if not hasattr(self, "years"):
            return
        first, second = (balance(year.pk) for year in self.years)
        assert first.reconciles
        assert second.reconciles
        assert second.of(Booking.CARRY_IN) == first.of(Booking.CARRY_OUT)
        whole = first + second
        kept = whole.free + whole.promised + whole.spent + whole.of(Booking.LAPSE)
        assert kept == self.given
        each = balances_of_applications(year.pk for year in self.years).values()
        assert sum((one.promised for one in each), Decimal(0)) == whole.promised
        for one in each:
            assert one.spent >= 0
            assert one.promised >= 0


@pytest.mark.slow
def test_totals_reconcile_under_any_order_of_operations(council):
    Walk.council = council
    kept = transaction.savepoint()

    class Fresh(Walk):
        def teardown(self) -> None:
            transaction.savepoint_rollback(kept)

    run_state_machine_as_test(
        Fresh, settings=settings(max_examples=12, stateful_step_count=25, deadline=None,
                                 suppress_health_check=list(HealthCheck)),
    )  # fmt: skip


@pytest.mark.slow
def test_decisions_that_come_at_the_same_moment_never_promise_more_than_there_is(transactional_db, home):
    """Real connections, real waiting: ten people each grant 300 of 1000 euro at once; three get it."""
    code = make_city(["testserver"])
    with acting(code, Actor.machine(), rights={"read_applications", "read_applicants"}):
        council = seated(make_people())
        budget = opened(council)
        ones = [checked(council, budget).pk for _ in range(10)]
    start, said = threading.Barrier(10), []

    def grant(key: uuid.UUID) -> None:
        try:
            start.wait()
            with acting(code, council.chair.as_actor(), organisation=str(council.chair.organisation_id)) as now:
                actions.decide(application=key, outcome="granted", amount=Decimal("300"), reason=REASON, by=now.actor)
            said.append("granted")
        except TooMuch:
            said.append("too much")
        finally:
            connection.close()

    threads = [threading.Thread(target=grant, args=[key]) for key in ones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with acting(code, Actor.machine()):
        assert sorted(said) == ["granted"] * 3 + ["too much"] * 7
        assert balance(budget.pk).free == Decimal("100.00")
        assert Application.objects.filter(state=State.GRANTED).count() == 3
