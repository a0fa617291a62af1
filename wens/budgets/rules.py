"""Who does what with a wijkbudget: a seat in its raad gives the mandate, not the role of an account.

Without a raad the stadsdeelmanager decides. Who declared an interest in an application does not decide on it; who
decided on it does not pay it out.
"""

import datetime as dt
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.budgets.models import Application, Budget, Seat
from wens.budgets.states import Who
from wens.tenancy.context import Actor, current

MANAGE, READ, CONTACTS = "manage_budgets", "read_applications", "read_applicants"


class NotAllowed(Exception):
    """This person may not do this; the message says who may, in Dutch, for a screen."""


def seats_of(by: Actor, on: dt.date | None = None) -> list[Seat]:
    """Return the seats that `by` holds on a day (default today)."""
    if by.kind != "account" or by != current().actor:
        return []
    day = on or timezone.localdate()
    return list(Seat.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), account=UUID(by.id), starts_on__lte=day))


def seat_in(budget: Budget, by: Actor) -> Seat | None:
    """Return the seat of `by` in the raad that decides on `budget`, or None."""
    return next((seat for seat in seats_of(by) if seat.council_id == budget.council_id), None)


def manages(by: Actor) -> bool:
    """Tell whether `by` opens budgets, gives means and gives seats."""
    return by == current().actor and MANAGE in current().rights


def need_manage(by: Actor) -> None:
    """Refuse who does not manage budgets. Raises NotAllowed."""
    if not manages(by):
        raise NotAllowed(_("Alleen de stadsdeelmanager doet dit."))


def deals_with(budget: Budget, by: Actor) -> bool:
    """Tell whether `by` sees the applications of `budget` as they were written."""
    return seat_in(budget, by) is not None or (by == current().actor and READ in current().rights)


def keeps_money(budget: Budget, by: Actor) -> bool:
    """Tell whether `by` notes payments, and reads how to reach an applicant."""
    seat = seat_in(budget, by)
    return manages(by) or (seat is not None and seat.keeps_money)


def capacities(one: Application, by: Actor) -> frozenset[Who]:
    """Return how `by` may act on an application; an applicant is known by the code, which the caller has verified."""
    seat, budget = seat_in(one.budget, by), one.budget
    found = {Who.SEAT} if seat or manages(by) else set()
    if (seat and seat.decides) or (manages(by) and budget.council_id is None):
        found.add(Who.DECIDER)
    return frozenset(found)


def has_interest(one: Application, by: Actor) -> bool:
    """Tell whether `by` declared an interest in an application."""
    return one.conflicts.filter(by=by.reference).exists()


def need_decider(one: Application, by: Actor) -> None:
    """Refuse who may not decide on an application. Raises NotAllowed with who may."""
    if Who.DECIDER not in capacities(one, by):
        raise NotAllowed(_("Alleen wie namens de raad mag besluiten, doet dit."))
    if has_interest(one, by):
        raise NotAllowed(_("U meldde een belang bij deze aanvraag. Een ander lid van de raad besluit."))


def need_cashier(one: Application, by: Actor) -> None:
    """Refuse who may not note a payment of an application. Raises NotAllowed with who may."""
    if not keeps_money(one.budget, by):
        raise NotAllowed(_("Alleen de penningmeester of de stadsdeelmanager noteert betalingen."))
    if has_interest(one, by):
        raise NotAllowed(_("U meldde een belang bij deze aanvraag. Een ander noteert de betaling."))
    if one.decisions.filter(decided_by=by.reference).exists():
        raise NotAllowed(_("U besloot zelf over deze aanvraag. Een ander noteert de betaling."))


def council_ids(by: Actor) -> set[UUID]:
    """Return the raden in which `by` holds a seat today."""
    return {seat.council_id for seat in seats_of(by)}
