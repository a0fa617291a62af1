"""What waits on somebody: applications to check, decide on, pay and tell of; votes to count; advice whose turn it is.

The same list stands on "Mijn werk" and on the page of the wijkbudget. Who declared an interest is asked nothing.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wens.budgets.ledger import NOTHING, Balance, balances_of_applications
from wens.budgets.models import Advice, AdviceState, Application, Conflict, Decision, State, Vote, VoteState
from wens.budgets.queries import names
from wens.budgets.rules import manages, seats_of
from wens.tenancy.context import Actor

SOON = dt.timedelta(days=60)
"""What came of an advice is told a year later: before that there is nothing to do."""


@dataclass(frozen=True)
class Waits:
    """One thing to do: in words, where, and before which day."""

    label: str
    address: str
    due: dt.date | None = None

    @property
    def day(self) -> str:
        """Return its day as people read it, with the year when that is another; empty without a day."""
        if self.due is None:
            return ""
        return date_format(self.due, "j F" if self.due.year == timezone.localdate().year else "j F Y")

    @property
    def is_late(self) -> bool:
        """Tell whether its day is over."""
        return self.due is not None and self.due < timezone.localdate()


@dataclass(frozen=True)
class Mine:
    """In which raden somebody has a seat, decides and keeps the money; None: where no raad decides."""

    seats: frozenset[UUID | None]
    decides: frozenset[UUID | None]
    cash: frozenset[UUID | None]
    manages: bool


def deals_with_any(by: Actor) -> bool:
    """Tell whether anything of a wijkbudget can wait on somebody."""
    return manages(by) or bool(seats_of(by))


def waits_on(by: Actor) -> list[Waits]:
    """Return what waits on `by`, the nearest day first."""
    mine = _mine(by)
    found = [*_applications(mine, by), *_votes(mine), *_advice(mine)]
    return sorted(found, key=lambda one: (one.due or dt.date.max, one.label))


def _mine(by: Actor) -> Mine:
    seats, boss = seats_of(by), manages(by)
    without: set[UUID | None] = {None} if boss else set()
    return Mine(
        frozenset({one.council_id for one in seats} | without),
        frozenset({one.council_id for one in seats if one.decides} | without),
        frozenset({one.council_id for one in seats if one.keeps_money} | without),
        boss,
    )


def _applications(mine: Mine, by: Actor) -> list[Waits]:
    open_ = Q(state__in=(State.RECEIVED, State.CHECKED, State.GRANTED))
    found = Application.objects.filter(open_, _of(mine, "budget__council")).select_related("budget")
    mine_apart = set(Conflict.objects.filter(by=by.reference).values_list("application_id", flat=True))
    decided = set(Decision.objects.filter(decided_by=by.reference).values_list("application_id", flat=True))
    rows = [one for one in found if one.pk not in mine_apart]
    money = balances_of_applications({one.budget_id for one in rows if one.state == State.GRANTED})
    where = names()
    tasks = []
    for one in rows:
        label = _todo(one, mine, money.get(one.pk, NOTHING), decided_by_me=one.pk in decided)
        if label:
            due = one.decide_before if one.state != State.GRANTED else None
            tasks.append(Waits(label % {"what": _what(one, where)}, reverse("budgets:application", args=[one.pk]), due))
    return tasks


def _todo(one: Application, mine: Mine, money: Balance, *, decided_by_me: bool) -> str:
    """Return what somebody does with an application now; empty when it waits on another."""
    council = one.budget.council_id
    if council not in mine.seats:
        late = one.state != State.GRANTED and one.decide_before < timezone.localdate()
        return _("Te laat bij de raad: %(what)s") if late else ""
    if one.state == State.RECEIVED:
        return _("Controleer: %(what)s")
    if one.state == State.CHECKED:
        return _("Besluit, of meld uw belang: %(what)s") if council in mine.decides else ""
    if money.promised:
        return _("Noteer de betaling: %(what)s") if council in mine.cash and not decided_by_me else ""
    return _("Vertel wat ervan kwam: %(what)s")


def _votes(mine: Mine) -> list[Waits]:
    over = Vote.objects.filter(_of(mine, "budget__council"), state=VoteState.OPEN, closes_at__lte=timezone.now())
    where = names()
    return [
        Waits(
            _("Tel de stemmen: %(where)s") % {"where": where.get(one.budget.area_code, one.budget.area_code)},
            reverse("budgets:vote", args=[one.pk]), timezone.localdate(one.closes_at),
        )
        for one in over.select_related("budget") if one.budget.council_id in mine.seats
    ]  # fmt: skip


def _advice(mine: Mine) -> list[Waits]:
    labels = {AdviceState.ASKED: _("Geef advies: %(what)s")} if mine.seats - {None} else {}
    if mine.manages:
        labels |= {
            AdviceState.GIVEN: _("Beantwoord het advies: %(what)s"),
            AdviceState.ANSWERED: _("Vertel wat van het advies kwam: %(what)s"),
        }
    tasks = []
    soon = timezone.localdate() + SOON
    waiting = Advice.objects.filter(state__in=list(labels)).exclude(state=AdviceState.ANSWERED, due_on__gt=soon)
    for one in waiting.select_related("council"):
        if one.state != AdviceState.ASKED or one.council_id in mine.seats:
            what = f"{one.title} ({one.council.name})"
            address = reverse("budgets:advice", args=[one.pk])
            tasks.append(Waits(labels[AdviceState(one.state)] % {"what": what}, address, one.due_on))
    return tasks


def _of(mine: Mine, path: str) -> Q:
    """Return what is of the own raden; who directs also sees what waits too long on a raad."""
    return Q() if mine.manages else Q(**{f"{path}__in": [key for key in mine.seats if key]})


def _what(one: Application, where: dict[str, str]) -> str:
    """Name an application: by its public title, else by its number, for a title of one's own may name somebody."""
    title = one.title or _("aanvraag %(number)s") % {"number": one.number}
    return f"{title}, {where.get(one.budget.area_code, one.budget.area_code)} {one.budget.year}"
