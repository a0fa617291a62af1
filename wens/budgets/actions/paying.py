"""What follows a promise: payments, what comes back, stopping, and telling what came of it."""

import datetime as dt
import uuid
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.budgets import pictures
from wens.budgets.actions.applying import over
from wens.budgets.actions.booking import book
from wens.budgets.actions.keeping import BudgetError, locked, of_seat, step, subject_of, words_of
from wens.budgets.actions.opening import carry_over
from wens.budgets.ledger import Pot, balance_of_application
from wens.budgets.models import Application, Booking, Entry, Result, What, YearState
from wens.budgets.rules import need_cashier
from wens.tenancy.context import Actor
from wens.voices.photos import Photo


def pay(
    *, application: uuid.UUID, amount: Decimal, booked_on: dt.date, reason: str, key: uuid.UUID, by: Actor
) -> Entry:
    """Note that the gemeente paid a part of what was promised. Raises NotAllowed, TooMuch, BudgetError."""
    return _book(Booking.PAY, application, amount, booked_on, reason, key, by)


def refund(
    *, application: uuid.UUID, amount: Decimal, booked_on: dt.date, reason: str, key: uuid.UUID, by: Actor
) -> Entry:
    """Note that paid money came back. Raises as :func:`pay`."""
    return _book(Booking.REFUND, application, amount, booked_on, reason, key, by)


def release(*, application: uuid.UUID, amount: Decimal, reason: str, key: uuid.UUID, by: Actor) -> Entry:
    """Let go of a part of the promise that is not needed. Raises as :func:`pay`."""
    return _book(Booking.RELEASE, application, amount, timezone.localdate(), reason, key, by)


def _book(
    kind: Booking, application: uuid.UUID, amount: Decimal, booked_on: dt.date, reason: str, key: uuid.UUID, by: Actor
) -> Entry:
    with transaction.atomic():
        one = locked(application)
        need_cashier(one, by)
        if booked_on > timezone.localdate():
            raise BudgetError(_("Deze dag is nog niet geweest."))
        why = words_of(reason, ask=_("Schrijf er een kenmerk of een reden bij."), longest=300)
        made = book(
            kind, amount, budget=one.budget_id, application=one, booked_on=booked_on, reason=why, key=key, by=by
        )
        _sweep(one, by)
    return made


def stop(*, application: uuid.UUID, reason: str, by: Actor, seen: int | None = None) -> Application:
    """Note that a plan does not go on: what was promised and not paid is free again. Raises NotAllowed, NoSuchMove."""
    with transaction.atomic():
        one = of_seat(application, by, seen)
        why = words_of(reason, ask=_("Schrijf op waarom het niet doorgaat."), longest=300)
        step(one, What.STOP, by=by, words=why)
        left = balance_of_application(one.pk).at(Pot.PROMISED)
        if left:
            key = uuid.uuid5(one.pk, f"stop {one.version}")
            book(Booking.RELEASE, left, budget=one.budget_id, application=one, reason=why, key=key, by=by)
        _sweep(one, by)
        over(one)
    return one


def tell_result(
    *, application: uuid.UUID, words: str, done_on: dt.date, by: Actor, picture: Photo | None = None,
    picture_says: str = "", seen: int | None = None,
) -> Result:  # fmt: skip
    """Tell everybody what came of a plan, with a picture that says what is on it. Raises NotAllowed, BudgetError."""
    said = words_of(words, ask=_("Schrijf op wat er is gedaan."))
    if done_on > timezone.localdate():
        raise BudgetError(_("Deze dag is nog niet geweest."))
    says = words_of(picture_says, longest=200)
    if picture and not says:
        raise BudgetError(_("Schrijf op wat er op de foto te zien is, voor wie hem niet kan zien."))
    with transaction.atomic():
        one = of_seat(application, by, seen)
        step(one, What.FINISH, by=by, words=said)
        kept = pictures.keep(picture, one.pk) if picture else ""
        made = Result.objects.create(
            application=one, words=said, done_on=done_on, picture=kept, picture_says=says if kept else "",
            told_by=by.reference, told_at=timezone.now(),
        )  # fmt: skip
        over(one)
        record("budgets.result.told", subject=subject_of(one), by=by, data={"picture": bool(kept)})
    return made


def _sweep(one: Application, by: Actor) -> None:
    """What comes free after the end of the year goes where the rest of that year went."""
    if one.budget.state == YearState.CLOSED:
        carry_over(one.budget, by=by)
