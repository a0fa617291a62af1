"""What the stadsdeelmanager does: seats, budgets, their means, and the end of the year."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.budgets.actions.booking import book, held
from wens.budgets.actions.keeping import BudgetError, words_of
from wens.budgets.ledger import ZERO, balance
from wens.budgets.models import Booking, Budget, Carry, Entry, Seat, VoteState, YearState
from wens.budgets.rules import need_manage, seats_of
from wens.budgets.states import OPEN
from wens.organisations.models import Account, Kind, Organisation
from wens.tenancy.context import Actor

COUNCILS = (Kind.WIJKRAAD, Kind.DORPSRAAD)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What holds for a budget: who decides, until when one applies, what happens with what is left."""

    opens_on: dt.date
    closes_on: dt.date
    mandate: str
    objection: str
    council: Organisation | None = None
    about: str = ""
    carry: str = Carry.NONE
    carry_most: Decimal | None = None
    most_each: Decimal | None = None


def open_budget(*, area_code: str, year: int, terms: Terms, by: Actor, is_example: bool = False) -> Budget:
    """Open the budget of an area for a year, without means yet. Raises NotAllowed, BudgetError."""
    need_manage(by)
    _check(terms)
    with transaction.atomic():
        if Budget.objects.filter(area_code=area_code, year=year).exists():
            raise BudgetError(_("Dit gebied heeft voor dat jaar al een wijkbudget."))
        made = Budget.objects.create(
            area_code=area_code, year=year, **vars(terms), made_by=by.reference, made_at=timezone.now(),
            is_example=is_example,
        )  # fmt: skip
        record("budgets.budget.opened", subject=f"budget:{made.pk}", by=by, data={"area": area_code, "year": year})
    return made


def change_terms(*, budget: uuid.UUID, terms: Terms, by: Actor, seen: int | None = None) -> Budget:
    """Change what holds for a budget; decisions that were taken keep what held then. Raises NotAllowed, BudgetError."""
    need_manage(by)
    _check(terms)
    with transaction.atomic():
        one = held(budget)
        if one.state == YearState.CLOSED:
            raise BudgetError(_("Dit jaar is afgesloten."))
        if seen is not None and seen != one.version:
            raise BudgetError(_("Iemand anders heeft dit intussen veranderd. Kijk hoe het nu staat."))
        for name, value in {**vars(terms), "version": one.version + 1}.items():
            setattr(one, name, value)
        one.save()
        record("budgets.budget.changed", subject=f"budget:{one.pk}", by=by)
    return one


def _check(terms: Terms) -> None:
    if terms.closes_on < terms.opens_on:
        raise BudgetError(_("De laatste dag ligt vóór de eerste dag."))
    if terms.carry == Carry.CAPPED and not terms.carry_most:
        raise BudgetError(_("Vul in hoeveel er hoogstens meegaat naar het volgende jaar."))
    if terms.council and terms.council.kind not in COUNCILS:
        raise BudgetError(_("Alleen een wijkraad of dorpsraad besluit over een wijkbudget."))
    words_of(terms.mandate, ask=_("Schrijf op waarop het mandaat van de raad rust."), longest=300)
    words_of(terms.objection, ask=_("Schrijf op hoe iemand bezwaar maakt."))


def allot(*, budget: uuid.UUID, amount: Decimal, reason: str, key: uuid.UUID, by: Actor) -> Entry:
    """Give means to a budget; a negative `amount` takes back what is free. Raises NotAllowed, BudgetError."""
    need_manage(by)
    why = words_of(reason, ask=_("Schrijf op waar het bedrag vandaan komt."), longest=300)
    kind = Booking.ALLOT if amount > 0 else Booking.TAKE_BACK
    with transaction.atomic():
        return book(kind, abs(amount), budget=budget, reason=why, key=key, by=by)


def give_seat(
    *, council: Organisation, account: Account, function: str, decides: bool, keeps_money: bool, starts_on: dt.date,
    by: Actor,
) -> Seat:  # fmt: skip
    """Give somebody a seat in a raad, with its mandate. Raises NotAllowed, BudgetError."""
    need_manage(by)
    if council.kind not in COUNCILS or account.organisation_id != council.pk or not account.is_active:
        raise BudgetError(_("Een zetel is voor iemand met een account bij die wijkraad of dorpsraad."))
    with transaction.atomic():
        if Seat.objects.select_for_update().filter(council=council, account=account, ends_on=None).exists():
            raise BudgetError(_("Deze persoon heeft al een zetel in deze raad."))
        made = Seat.objects.create(
            council=council, account=account, function=function, decides=decides, keeps_money=keeps_money,
            starts_on=starts_on, made_by=by.reference, made_at=timezone.now(),
        )  # fmt: skip
        about = {"function": function, "decides": decides, "keeps_money": keeps_money}
        record("budgets.seat.given", subject=f"seat:{made.pk}", by=by, data=about)
    return made


def end_seat(*, seat: uuid.UUID, by: Actor) -> Seat:
    """End a seat as from today: from now on it gives no mandate. Raises NotAllowed, Seat.DoesNotExist."""
    need_manage(by)
    with transaction.atomic():
        one = Seat.objects.select_for_update().get(pk=seat)
        # The last day of a seat still counts; who leaves today has had yesterday as the last day.
        one.ends_on = max(timezone.localdate() - dt.timedelta(days=1), one.starts_on)
        one.save(update_fields=["ends_on"])
        record("budgets.seat.ended", subject=f"seat:{one.pk}", by=by)
    return one


def show_name(*, show: bool, by: Actor) -> int:
    """Show the own name on the page of the own raad as from today, or not; returns for how many seats."""
    with transaction.atomic():
        seats = seats_of(by)
        name_from = timezone.localdate() if show else None
        Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(name_from=name_from)
        for seat in seats:
            record("budgets.seat.name", subject=f"seat:{seat.pk}", by=by, data={"shown": show})
    return len(seats)


def close_year(*, budget: uuid.UUID, by: Actor) -> Budget:
    """Close a year: what nobody was promised goes on or back, as its rule says; promises stay until they are paid.

    Raises NotAllowed, and BudgetError while something is undecided, or the next year is not open to carry over to.
    """
    need_manage(by)
    with transaction.atomic():
        one = held(budget)
        if one.state == YearState.CLOSED:
            return one
        waits = one.applications.filter(state__in=OPEN).count()
        if waits:
            raise BudgetError(_("Besluit eerst over alle aanvragen. Er wachten er nog %(count)s.") % {"count": waits})
        if one.votes.filter(state__in=[VoteState.DRAFT, VoteState.OPEN]).exists():
            raise BudgetError(_("Er loopt nog een stemming."))
        one.state, one.version = YearState.CLOSED, one.version + 1
        one.save(update_fields=["state", "version"])
        carry_over(one, by=by)
        record("budgets.budget.closed", subject=f"budget:{one.pk}", by=by)
    return one


def carry_over(one: Budget, *, by: Actor) -> None:
    """Move what is free in a closed year on to the next, or back, as its rule says. Raises BudgetError."""
    there = balance(one.pk)
    if there.free == ZERO:
        return
    most = {Carry.NONE: ZERO, Carry.ALL: there.free}.get(Carry(one.carry), one.carry_most or ZERO)
    room = most if one.carry != Carry.CAPPED else max(most - there.of(Booking.CARRY_OUT), ZERO)
    goes_on = min(there.free, room)
    if goes_on > ZERO:
        following = Budget.objects.filter(area_code=one.area_code, year=one.year + 1).first()
        if following is None or following.state == YearState.CLOSED:
            said = _("Open eerst het wijkbudget van %(year)s: daar gaat het geld naartoe.")
            raise BudgetError(said % {"year": one.year + 1})
        out = book(Booking.CARRY_OUT, goes_on, budget=one.pk, key=uuid.uuid4(), by=by)
        book(Booking.CARRY_IN, goes_on, budget=following.pk, key=uuid.uuid5(out.pk, "in"), by=by)
    if there.free > goes_on:
        book(Booking.LAPSE, there.free - goes_on, budget=one.pk, key=uuid.uuid4(), by=by)
