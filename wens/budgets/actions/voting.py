"""A vote of residents: put plans to the vote, print codes, take ballots in, count, and let the outcome decide.

Nothing ties a ballot to a code, and nothing a code to a person (see :mod:`wens.budgets.models.voting`).
"""

import datetime as dt
import secrets
import uuid
from collections.abc import Collection
from dataclasses import asdict
from decimal import Decimal
from typing import cast as cast_to

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.budgets.actions.booking import held
from wens.budgets.actions.deciding import settle
from wens.budgets.actions.keeping import BudgetError, locked, step, words_of
from wens.budgets.counting import Count, Rule, count
from wens.budgets.ledger import balance
from wens.budgets.models import Application, Candidate, Code, Method, Outcome, State, Urn, Vote, VoteState, What
from wens.budgets.rules import NotAllowed, manages, seat_in
from wens.tenancy.bulk import insert_rows
from wens.tenancy.context import Actor
from wens.voices import codes, keyring

MOST_CODES = 20_000


class CodeUsed(BudgetError):
    """This code has given its vote already."""


class NoSuchCode(BudgetError):
    """This is no code of this vote."""


def plan_vote(
    *, budget: uuid.UUID, method: str, stake: Decimal, opens_at: dt.datetime, closes_at: dt.datetime,
    applications: Collection[uuid.UUID], by: Actor,
) -> Vote:  # fmt: skip
    """Put checked applications to the vote. Raises NotAllowed, BudgetError, NoSuchMove."""
    with transaction.atomic():
        of = held(budget)
        if not (manages(by) or seat_in(of, by)):
            raise NotAllowed(_("Alleen leden van de raad die besluit, doen dit."))
        if closes_at <= opens_at or closes_at <= timezone.now():
            raise BudgetError(_("De stemming moet later dichtgaan dan zij opengaat, en nog komen."))
        if stake <= 0 or stake > balance(of.pk).free:
            raise BudgetError(_("Er is niet zo veel te verdelen."))
        if len(set(applications)) < 2:
            raise BudgetError(_("Kies ten minste twee plannen om over te stemmen."))
        made = Vote.objects.create(
            budget=of, method=Method(method), stake=stake, opens_at=opens_at, closes_at=closes_at,
            made_by=by.reference, made_at=timezone.now(),
        )  # fmt: skip
        Urn.objects.create(vote=made)
        for key in sorted(set(applications)):
            _stand(made, locked(key), by)
        record("budgets.vote.planned", subject=f"vote:{made.pk}", by=by, data={"method": method, "stake": str(stake)})
    return made


def _stand(vote: Vote, one: Application, by: Actor) -> None:
    if one.budget_id != vote.budget_id or one.asked > vote.stake:
        raise BudgetError(_("Dit plan past niet in deze stemming: %(title)s") % {"title": one.title})
    step(one, What.PUT_TO_VOTE, by=by)
    Candidate.objects.create(vote=vote, application=one, cost=one.asked)


def print_codes(*, vote: uuid.UUID, number: int, by: Actor) -> list[str]:
    """Make one-off codes and return them, once: they are kept as keyed hashes only. Raises NotAllowed, BudgetError."""
    if not 1 <= number <= MOST_CODES:
        raise BudgetError(_("Maak tussen 1 en %(most)s codes.") % {"most": MOST_CODES})
    with transaction.atomic():
        one = _of_organiser(vote, by)
        if one.state not in (VoteState.DRAFT, VoteState.OPEN):
            raise BudgetError(_("Deze stemming is voorbij."))
        key_id = keyring.newest("follow")
        made = {_new_code() for _unused in range(number)}
        while len(made) < number:
            made.add(_new_code())
        rows = ((one.gemeente, uuid.uuid4(), one.pk, codes.digest_of(code, key_id)) for code in made)
        insert_rows(Code, ("gemeente", "id", "vote_id", "digest"), rows)
        record("budgets.codes.printed", subject=f"vote:{one.pk}", by=by, data={"codes": number})
    return list(made)  # a set has no order to be told by


def _new_code() -> str:
    return codes.grouped("".join(secrets.choice(codes.ALPHABET) for _unused in range(codes.LENGTH)))


def open_vote(*, vote: uuid.UUID, by: Actor) -> Vote:
    """Let the vote open on its hour. Raises NotAllowed, BudgetError."""
    with transaction.atomic():
        one = _of_organiser(vote, by)
        if one.state != VoteState.DRAFT:
            raise BudgetError(_("Deze stemming staat al open, of is voorbij."))
        if not one.codes.exists():
            raise BudgetError(_("Maak eerst codes: zonder code kan niemand stemmen."))
        _to(one, VoteState.OPEN, by)
    return one


def cancel_vote(*, vote: uuid.UUID, reason: str, by: Actor) -> Vote:
    """Call a vote off: the plans go back to the raad, the ballots are thrown away. Raises NotAllowed, BudgetError."""
    why = words_of(reason, ask=_("Schrijf op waarom de stemming niet doorgaat."), longest=300)
    with transaction.atomic():
        one = _of_organiser(vote, by)
        if one.state not in (VoteState.DRAFT, VoteState.OPEN):
            raise BudgetError(_("Deze stemming is voorbij."))
        for candidate in one.candidates.order_by("application_id"):
            step(locked(candidate.application_id), What.TAKE_OFF_VOTE, by=by, words=why)
        Urn.objects.filter(vote=one).update(ballots=[])
        _to(one, VoteState.CANCELLED, by)
    return one


def cast(*, vote: uuid.UUID, code: str, plans: Collection[int], answer_key: uuid.UUID, by: Actor) -> None:
    """Put a ballot (numbers of plans) in the urn, and mark its code as used; nothing ties the one to the other.

    Sending the same form twice counts once. Raises NoSuchCode, CodeUsed, BudgetError for a ballot that is not valid.
    """
    with transaction.atomic():
        one = Vote.objects.select_for_update().get(pk=vote)  # one ballot at a time, so that the urn loses none
        if not is_open(one):
            raise BudgetError(_("Stemmen kan nu niet."))
        digests = [codes.digest_of(code, key_id) for key_id in keyring.key_ids("follow")]
        mine = one.codes.filter(digest__in=digests).first() if codes.is_code(code) else None
        if mine is None:
            raise NoSuchCode(_("Deze code kennen wij niet. Kijk hem na: 12 tekens, zonder I, L, O en U."))
        if mine.used_with == answer_key:
            return
        if mine.used_with is not None:
            raise CodeUsed(_("Met deze code is al gestemd. Een code geldt één keer."))
        ballot = _valid(one, plans)
        one.codes.filter(pk=mine.pk, used_with=None).update(used_with=answer_key)
        urn = Urn.objects.get(vote=one)
        urn.ballots = sorted([*urn.ballots, ballot])
        urn.save(update_fields=["ballots"])
        record("budgets.ballot.taken", subject=f"vote:{one.pk}", by=by)


def _valid(one: Vote, plans: Collection[int]) -> list[int]:
    costs = costs_of(one)
    if not plans or not set(plans) <= set(costs):
        raise BudgetError(_("Kies ten minste één plan."))
    total = sum(costs[plan] for plan in set(plans))
    if one.method == Method.KNAPSACK and total > cents(one.stake):
        raise BudgetError(_("Uw plannen kosten samen meer dan er te verdelen is. Haal er een weg."))
    return sorted(set(plans))


def is_open(one: Vote) -> bool:
    """Tell whether one can vote now."""
    return one.state == VoteState.OPEN and one.opens_at <= timezone.now() < one.closes_at


def cents(amount: Decimal) -> int:
    """Return an amount in whole cents."""
    return int(amount.scaleb(2))


def costs_of(one: Vote) -> dict[int, int]:
    """Return what each plan costs in cents, by its number."""
    return {number: cents(cost) for number, cost in one.candidates.values_list("application__number", "cost")}


def count_vote(*, vote: uuid.UUID, by: Actor) -> Count:
    """Count the ballots after the vote has closed, and let the outcome decide on each plan.

    Raises NotAllowed (an organiser who declared an interest lets another one count), BudgetError, TooMuch.
    """
    with transaction.atomic():
        one = _of_organiser(vote, by)
        if one.state != VoteState.OPEN or one.closes_at > timezone.now():
            raise BudgetError(_("Tellen kan als de stemming dicht is, en één keer."))
        rule = cast_to(Rule, one.method)
        outcome = count(Urn.objects.get(vote=one).ballots, costs_of(one), cents(one.stake), rule)
        one.outcome, one.counted_at = asdict(outcome), timezone.now()
        one.save(update_fields=["outcome", "counted_at"])
        _to(one, VoteState.COUNTED, by)
        for candidate in one.candidates.select_related("application").order_by("application_id"):
            _decided(one, candidate, outcome, by)
    return outcome


def _decided(one: Vote, candidate: Candidate, outcome: Count, by: Actor) -> None:
    """Said in Dutch, because it is a decision and stays as it was written."""
    application = locked(candidate.application_id)
    if application.state != State.ON_VOTE:
        return
    number = application.number
    wins = number in outcome.winners
    reason = f"Bewoners hebben gestemd. Dit plan kreeg {outcome.votes[number]} van de {outcome.ballots} stemmen en " + (
        "krijgt geld." if wins else "kwam daarmee niet aan de beurt voor het geld dat er was."
    )
    said = Outcome.GRANTED if wins else Outcome.REFUSED
    settle(application, said, candidate.cost if wins else None, reason, by=by, vote=one)


def _of_organiser(vote: uuid.UUID, by: Actor) -> Vote:
    one = Vote.objects.select_for_update(of=("self",)).select_related("budget").get(pk=vote)
    if not (manages(by) or seat_in(one.budget, by)):
        raise NotAllowed(_("Alleen leden van de raad die besluit, doen dit."))
    return one


def _to(one: Vote, state: VoteState, by: Actor) -> None:
    one.state, one.version = state, one.version + 1
    one.save(update_fields=["state", "version"])
    record(f"budgets.vote.{state}", subject=f"vote:{one.pk}", by=by)
