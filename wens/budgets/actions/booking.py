"""Adding a line to the ledger: the one door to it. The database holds the same line (`migrations/0002_ledger`)."""

import datetime as dt
import uuid
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.budgets.actions.keeping import BudgetError
from wens.budgets.euros import euros
from wens.budgets.ledger import Pot, balance, balance_of_application
from wens.budgets.models import Application, Booking, Budget, Entry, YearState
from wens.tenancy.context import Actor

AFTER_CLOSING = (Booking.PAY, Booking.RELEASE, Booking.REFUND, Booking.CARRY_OUT, Booking.LAPSE)


class TooMuch(BudgetError):
    """More money than there is at that place."""


def held(budget: uuid.UUID) -> Budget:
    """Return the budget, held until the transaction ends. Raises Budget.DoesNotExist."""
    return Budget.objects.select_for_update(of=("self",)).get(pk=budget)


def book(
    kind: Booking, amount: Decimal, *, budget: uuid.UUID, key: uuid.UUID, by: Actor, reason: str = "",
    application: Application | None = None, booked_on: dt.date | None = None,
) -> Entry:  # fmt: skip
    """Move `amount` euro as `kind` says; the line with the same `key` is there once.

    Raises TooMuch when there is not as much, BudgetError for an amount that is not one or a year that is closed.
    """
    of = held(budget)
    if there := Entry.objects.filter(key=key).first():
        return there
    _check(of, kind, amount, application)
    number = (of.entries.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Entry.objects.create(
        budget=of, number=number, kind=kind, amount=amount, application=application, reason=reason, key=key,
        booked_on=booked_on or timezone.localdate(), at=timezone.now(),
    )  # fmt: skip
    about = {"entry": number, "kind": kind, "amount": str(amount)}
    about |= {"application": str(application.pk)} if application else {}
    record("budgets.entry.booked", subject=f"budget:{of.pk}", by=by, data=about)
    return made


def _check(of: Budget, kind: Booking, amount: Decimal, application: Application | None) -> None:
    exponent = amount.as_tuple().exponent
    if not amount.is_finite() or amount <= 0 or not isinstance(exponent, int) or exponent < -2:
        raise BudgetError(_("Vul een bedrag in van meer dan nul, in hele centen."))
    if of.state == YearState.CLOSED and kind not in AFTER_CLOSING:
        raise BudgetError(_("Dit jaar is afgesloten."))
    there = balance(of.pk).free
    if kind in (Booking.RELEASE, Booking.PAY) and application:
        there = balance_of_application(application.pk).at(Pot.PROMISED)
    elif kind == Booking.REFUND and application:
        there = balance_of_application(application.pk).spent
    elif kind in (Booking.ALLOT, Booking.CARRY_IN):
        return
    if amount > there:
        raise TooMuch(_("Dat is meer dan er is. Er is nog %(there)s.") % {"there": euros(there)})
