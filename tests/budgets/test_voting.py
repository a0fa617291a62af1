"""A vote of residents: each code once, nothing that ties a ballot to a code, and a count that anybody can do again."""

import datetime as dt
import json
import random
import uuid
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.budgets.conftest import Council, checked, opened
from tests.voices.people import working
from wens.audit.models import Event
from wens.budgets import actions
from wens.budgets.actions import BudgetError, CodeUsed, NoSuchCode
from wens.budgets.counting import count, equal_shares
from wens.budgets.ledger import balance
from wens.budgets.models import Application, Budget, Code, Urn, Vote
from wens.budgets.rules import NotAllowed
from wens.budgets.states import NoSuchMove
from wens.tenancy.context import Actor

PUBLISHED = json.loads(Path(__file__).with_name("equal_shares.json").read_text("utf-8"))


def vote_of(council: Council, budget: Budget, *, method: str = "approval", stake: str = "500.00", codes: int = 6,
            costs: tuple[str, ...] = ("300.00", "250.00", "150.00")) -> tuple[Vote, list[str]]:  # fmt: skip
    """An open vote over three plans, with codes."""
    ones = [checked(council, budget, cost).pk for cost in costs]
    now = timezone.now()
    with working(council.chair) as by:
        vote = actions.plan_vote(budget=budget.pk, method=method, stake=Decimal(stake), opens_at=now,
                                 closes_at=now + dt.timedelta(days=1), applications=ones, by=by)  # fmt: skip
        made = actions.print_codes(vote=vote.pk, number=codes, by=by)
        return actions.open_vote(vote=vote.pk, by=by), made


def cast(vote: Vote, code: str, *plans: int, key: uuid.UUID | None = None) -> None:
    """Vote as a resident does."""
    actions.cast(vote=vote.pk, code=code, plans=plans, answer_key=key or uuid.uuid4(), by=Actor.public())


def closed(vote: Vote) -> None:
    """Let the hour of closing pass."""
    past = timezone.now() - dt.timedelta(hours=1)
    Vote.objects.filter(pk=vote.pk).update(opens_at=past - dt.timedelta(hours=1), closes_at=past)


def test_a_code_gives_one_vote_and_the_same_form_sent_twice_counts_once(council, budget):
    vote, codes = vote_of(council, budget)
    key = uuid.uuid4()
    cast(vote, codes[0].lower().replace("-", " "), 1, 2, key=key)
    cast(vote, codes[0], 1, 2, key=key)
    with pytest.raises(CodeUsed):
        cast(vote, codes[0], 3)
    with pytest.raises(NoSuchCode):
        cast(vote, "BBBB-BBBB-BBBB", 3)
    assert Urn.objects.get(vote=vote).ballots == [[1, 2]]


def test_the_database_refuses_to_make_a_used_code_good_again(council, budget):
    vote, codes = vote_of(council, budget)
    cast(vote, codes[0], 1)
    for value in (None, uuid.uuid4()):
        with pytest.raises(IntegrityError), transaction.atomic():
            Code.objects.exclude(used_with=None).update(used_with=value)


def test_no_code_stands_anywhere_and_nothing_says_who_got_one(council, budget):
    vote, codes = vote_of(council, budget)
    cast(vote, codes[0], 1)
    kept = json.dumps([list(Code.objects.values_list("digest", flat=True)),
                       list(Event.objects.values_list("data", "subject", "name"))], default=str)  # fmt: skip
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)
    assert {field.name for field in Code._meta.get_fields()} == {"gemeente", "id", "vote", "digest", "used_with"}


def everything_about(vote: Vote) -> object:
    """What the database holds of a vote after it, without the keys of forms, which are drawn at random."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ballots, (SELECT count(*) FROM budgets_urn) FROM budgets_urn WHERE vote_id = %s", [vote.pk]
        )
        urn = cursor.fetchall()
    used = sorted((one.digest, one.used_with is not None) for one in Code.objects.filter(vote=vote))
    said = list(Event.objects.filter(name="budgets.ballot.taken").values_list("subject", "actor", "data"))
    return urn, used, said


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_the_same_whichever_code_cast_which_ballot_in_whatever_order(council, budget, seed):
    """The formal meaning of "cannot be traced": swap who voted what, and no stored thing differs."""
    vote, codes = vote_of(council, budget)
    draw, seen = random.Random(seed), []
    ballots = [draw.sample([1, 2, 3], draw.randint(1, 3)) for _ in range(4)]
    for _ in range(4):
        point, used = transaction.savepoint(), codes[: len(ballots)]
        draw.shuffle(used)
        draw.shuffle(ballots)
        for code, ballot in zip(used, ballots, strict=True):
            cast(vote, code, *ballot)
        seen.append(everything_about(vote))
        transaction.savepoint_rollback(point)
    assert all(one == seen[0] for one in seen)


def test_a_knapsack_ballot_fits_within_the_stake(council, budget):
    vote, codes = vote_of(council, budget, method="knapsack", stake="400.00")
    with pytest.raises(BudgetError, match="meer dan er te verdelen is"):
        cast(vote, codes[0], 1, 2)
    cast(vote, codes[0], 2, 3)


def test_the_outcome_decides_and_promises_the_money(council, budget):
    vote, codes = vote_of(council, budget)
    for code, plans in zip(codes, [(2, 3), (2,), (3,), (1, 3)], strict=False):
        cast(vote, code, *plans)
    with working(council.chair) as by, pytest.raises(BudgetError):
        actions.count_vote(vote=vote.pk, by=by)
    closed(vote)
    with pytest.raises(BudgetError):
        cast(vote, codes[5], 1)
    with working(council.chair) as by:
        outcome = actions.count_vote(vote=vote.pk, by=by)
    assert outcome.winners == (3, 2)
    assert {one.number: one.state for one in Application.objects.all()} == {1: "refused", 2: "granted", 3: "granted"}
    assert balance(budget.pk).promised == Decimal("400.00")
    assert "1 van de 4 stemmen" in Application.objects.get(number=1).decisions.get().reason


def test_nobody_decides_alone_on_what_residents_vote_on_and_a_vote_can_be_called_off(council, budget):
    vote, codes = vote_of(council, budget)
    cast(vote, codes[0], 1)
    one = Application.objects.get(number=1)
    with working(council.chair) as by:
        with pytest.raises(NoSuchMove):
            actions.decide(application=one.pk, outcome="refused", amount=None, reason="Nee.", by=by)
        actions.cancel_vote(vote=vote.pk, reason="De codes kwamen te laat.", by=by)
    assert Application.objects.get(number=1).state == "checked"
    assert Urn.objects.get(vote=vote).ballots == []


def test_only_the_raad_organises_a_vote_and_not_for_more_than_there_is(council, budget):
    with pytest.raises(BudgetError, match="niet zo veel"):
        vote_of(council, budget, stake="1000.01")
    with working(council.stranger) as by, pytest.raises(NotAllowed):
        actions.plan_vote(budget=budget.pk, method="approval", stake=Decimal(1), opens_at=timezone.now(),
                          closes_at=timezone.now() + dt.timedelta(1), applications=[], by=by)  # fmt: skip


@pytest.mark.parametrize("costs,stake,ballots,winners", PUBLISHED)  # noqa: PT006
def test_equal_shares_pays_for_what_pabutools_pays_for(costs, stake, ballots, winners):
    """Elections drawn at random and counted by pabutools 1.2.3 (cost utilities, the same rule where plans are even)."""
    plans = {int(number): cost for number, cost in costs.items()}
    assert sorted(equal_shares([frozenset(ballot) for ballot in ballots], plans, stake)) == winners


def test_equal_shares_by_hand():
    """90 cents: the two have 60 together, the one has 30. Plans 1 and 2 are even, so the cheaper goes first."""
    ballots = [frozenset({1, 2}), frozenset({1, 2}), frozenset({3})]
    assert equal_shares(ballots, {1: 60, 2: 40, 3: 30}, 90) == [2, 3]
    assert count(ballots, {1: 60, 2: 40, 3: 30}, 90, "approval").winners == (2, 3)


CASES = st.integers(1, 6).flatmap(lambda plans: st.tuples(
    st.dictionaries(st.integers(1, plans), st.integers(1, 100), min_size=plans, max_size=plans),
    st.integers(1, 250), st.lists(st.sets(st.integers(1, plans), min_size=1), max_size=9),
))  # fmt: skip


@given(CASES, st.sampled_from(["approval", "knapsack", "shares"]), st.randoms(use_true_random=False))
def test_a_count_spends_no_more_than_there_is_and_does_not_depend_on_the_order(case, rule, order):
    costs, stake, ballots = case
    first = count(ballots, costs, stake, rule)
    shuffled = list(ballots)
    order.shuffle(shuffled)
    assert count(shuffled, costs, stake, rule) == first
    assert sum(costs[plan] for plan in first.winners) + first.left == stake
    assert first.left >= 0
    assert all(first.votes[plan] for plan in first.winners)
    cheap = [plan for plan in costs if first.votes[plan] and plan not in first.winners]
    assert all(costs[plan] > first.left for plan in cheap), "what still fits and somebody wants gets its money"


@given(CASES)
def test_equal_shares_is_fair_to_a_group_that_agrees(case):
    """Who agree on one plan that their own part can pay get it, or have nobody left with that much (EJR, one plan)."""
    costs, stake, ballots = case
    paid = equal_shares([frozenset(one) for one in ballots], costs, stake)
    for plan, cost in costs.items():
        backers = [set(ballot) for ballot in ballots if plan in ballot]
        if backers and Fraction(stake, len(ballots)) * len(backers) >= cost:
            assert any(ballot & set(paid) for ballot in backers)


def test_a_budget_of_a_year_that_is_closed_takes_no_vote(council):
    budget = opened(council, carry="none")
    vote_of(council, budget)
    with working(council.manager) as by, pytest.raises(BudgetError):
        actions.close_year(budget=budget.pk, by=by)
