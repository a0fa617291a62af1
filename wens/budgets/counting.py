"""From ballots to plans that get money. Pure and exact: amounts are whole cents, shares are fractions.

A ballot is a set of plans. A plan is its number and its cost in cents. Where two plans are even, the one with more
votes goes first, then the cheaper one, then the one that was handed in earlier: known before the vote, so nobody draws
lots and anybody can count again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Ballot = frozenset[int]
Rule = Literal["approval", "knapsack", "shares"]


@dataclass(frozen=True)
class Count:
    """How a vote came out: votes per plan, the plans that get money in the order in which they got it, what is left."""

    ballots: int
    votes: dict[int, int]
    winners: tuple[int, ...]
    left: int


def count(ballots: Sequence[Collection[int]], costs: Mapping[int, int], stake: int, rule: Rule) -> Count:
    """Count `ballots` over plans that cost `costs` (cents by number), with `stake` cents in all.

    approval and knapsack: the plan with most votes first, as far as the money goes; a plan that no longer fits is
    passed over. They differ in the ballot: a knapsack ballot fits within the stake itself. shares: `equal_shares`, and
    what is left goes on as with approval. A plan without a vote gets nothing. Raises ValueError for an unknown plan.
    """
    cast: list[Ballot] = [frozenset(ballot) for ballot in ballots]
    unknown = set().union(*cast) - set(costs) if cast else set()
    if unknown:
        raise ValueError(f"no such plan: {sorted(unknown)}")
    votes = {plan: sum(plan in ballot for ballot in cast) for plan in costs}
    first = equal_shares(cast, costs, stake) if rule == "shares" else []
    left = stake - sum(costs[plan] for plan in first)
    winners = list(first)
    for plan in sorted(costs, key=lambda one: (-votes[one], costs[one], one)):
        if plan not in first and votes[plan] and costs[plan] <= left:
            winners.append(plan)
            left -= costs[plan]
    return Count(len(cast), votes, tuple(winners), left)


def equal_shares(ballots: Sequence[Ballot], costs: Mapping[int, int], stake: int) -> list[int]:
    """Return the plans that the method of equal shares pays for, in order (Peters, Pierczyński and Skowron 2021,
    "Proportional Participatory Budgeting with Additive Utilities"; approval ballots, utility is the cost of a plan).

    Each ballot gets the same part of `stake`. A plan is paid by those who want it, as equally as their money allows.
    Each time the plan goes first for which its payers give the least of their part per euro of the plan.
    """
    money = [Fraction(stake, len(ballots)) for _ in ballots] if ballots else []
    paid: list[int] = []
    while True:
        prices = {
            plan: price
            for plan, cost in costs.items()
            if plan not in paid and (price := _price([money[i] for i in _backers(ballots, plan)], cost)) is not None
        }
        if not prices:
            return paid
        best = min(prices, key=lambda one: (prices[one] / costs[one], -len(_backers(ballots, one)), costs[one], one))
        for i in _backers(ballots, best):
            money[i] -= min(money[i], prices[best])
        paid.append(best)


def _backers(ballots: Sequence[Ballot], plan: int) -> list[int]:
    return [i for i, ballot in enumerate(ballots) if plan in ballot]


def _price(money: list[Fraction], cost: int) -> Fraction | None:
    """The most that anybody pays when backers with so much left pay `cost` together as equally as they can.

    None when they cannot. Who has less pays all that is left; the others share the rest.
    """
    if sum(money) < cost:
        return None
    left = Fraction(cost)
    for position, own in enumerate(sorted(money)):
        share = left / (len(money) - position)
        if own >= share:
            return share
        left -= own
    return None
