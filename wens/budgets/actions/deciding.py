"""What the raad does with an application: ask, check, declare an interest, decide with a reason, tell the result."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce, read, record
from wens.budgets.actions.applying import over
from wens.budgets.actions.booking import book
from wens.budgets.actions.keeping import BudgetError, locked, of_seat, step, subject_of, words_of
from wens.budgets.models import (
    ApplicantContact,
    Application,
    Booking,
    Conflict,
    Decision,
    Interest,
    Outcome,
    State,
    Vote,
    What,
)
from wens.budgets.rules import NotAllowed, keeps_money, need_decider
from wens.budgets.states import OPEN, NoSuchMove
from wens.tenancy.context import Actor
from wens.voices import sealing

OBJECT_WITHIN = dt.timedelta(weeks=6)
"""Awb art. 6:7: six weeks, from the day after the decision was made known."""
STEP = {Outcome.GRANTED: What.GRANT, Outcome.REFUSED: What.REFUSE, Outcome.NOT_TAKEN: What.LEAVE}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The words for everybody. `applicant`: an association, a school; a person is never named."""

    title: str
    about: str
    applicant: str = ""


def ask(*, application: uuid.UUID, words: str, by: Actor, seen: int | None = None) -> Application:
    """Ask the applicant something. Raises NotAllowed, NoSuchMove, BudgetError."""
    with transaction.atomic():
        one = of_seat(application, by, seen)
        step(one, What.ASK, by=by, words=words_of(words, ask=_("Schrijf op wat u wilt weten.")))
        announce("budgets.application.asked", subject=subject_of(one), data={"application": str(one.pk)})
    return one


def check(*, application: uuid.UUID, shown: Shown, by: Actor, seen: int | None = None) -> Application:
    """Write the words for everybody, after looking at the rules and the costs. Raises as :func:`ask`."""
    title = words_of(shown.title, ask=_("Schrijf een titel die iedereen mag lezen."), longest=120)
    about = words_of(shown.about, ask=_("Schrijf in een paar zinnen wat het plan is."))
    with transaction.atomic():
        one = of_seat(application, by, seen)
        applicant = words_of(shown.applicant, longest=120)
        step(one, What.CHECK, by=by, title=title, about=about, applicant=applicant)
    return one


def declare_interest(*, application: uuid.UUID, kind: str, by: Actor) -> Conflict:
    """Say that one has an interest in an application, before it is decided; from then on one does not decide on it.

    Raises NotAllowed, BudgetError after the decision.
    """
    with transaction.atomic():
        one = of_seat(application, by)
        if there := Conflict.objects.filter(application=one, by=by.reference).first():
            return there
        if one.state not in OPEN and one.state not in (State.GRANTED, State.DONE):
            raise BudgetError(_("Over deze aanvraag is al besloten. Meld uw belang bij de stadsdeelmanager."))
        made = Conflict(application=one, by=by.reference, kind=Interest(kind), declared_at=timezone.now())
        Conflict.objects.bulk_create([made])
        record("budgets.interest.declared", subject=subject_of(one), by=by, data={"kind": kind})
    return made


def decide(
    *, application: uuid.UUID, outcome: str, amount: Decimal | None, reason: str, by: Actor, seen: int | None = None
) -> Decision:
    """Decide, with a reason; what is granted is promised in the same transaction, or there is no decision.

    Raises NotAllowed for who may not or has an interest, NoSuchMove, TooMuch, BudgetError.
    """
    with transaction.atomic():
        one = locked(application, seen)
        if one.state == State.ON_VOTE:
            raise NoSuchMove(_("Over dit plan stemmen bewoners. De uitslag besluit."))
        return settle(one, Outcome(outcome), amount, reason, by=by)


def settle(
    one: Application, outcome: Outcome, amount: Decimal | None, reason: str, *, by: Actor, vote: Vote | None = None
) -> Decision:
    """Decide on a locked application, of oneself or as a vote says. Raises as :func:`decide`."""
    need_decider(one, by)
    why = words_of(reason, ask=_("Schrijf de reden op. De aanvrager en iedereen leest die."))
    if (outcome == Outcome.GRANTED) != (amount is not None):
        raise BudgetError(_("Vul een bedrag in als u geld toekent, en anders niet."))
    if amount is not None and amount > one.asked:
        raise BudgetError(_("Ken niet meer toe dan is gevraagd."))
    step(one, STEP[outcome], by=by, words=why)
    today = timezone.localdate()
    made = Decision.objects.create(
        application=one, number=one.decisions.count() + 1, outcome=outcome, amount=amount, reason=why,
        mandate=one.budget.mandate, objection=one.budget.objection, decided_on=today,
        object_before=today + OBJECT_WITHIN, decided_by=by.reference, vote=vote,
    )  # fmt: skip
    if amount is not None:
        book(Booking.COMMIT, amount, budget=one.budget_id, application=one, key=uuid.uuid5(made.pk, "commit"), by=by)
    over(one)
    announce("budgets.application.decided", subject=subject_of(one), data={"application": str(one.pk)})
    return made


def reconsider(*, application: uuid.UUID, reason: str, by: Actor, seen: int | None = None) -> Application:
    """Look again at a refusal, for instance after an objection (bezwaar); what was decided stays readable."""
    with transaction.atomic():
        one = locked(application, seen)
        need_decider(one, by)
        step(one, What.RECONSIDER, by=by, words=words_of(reason, ask=_("Schrijf op waarom u opnieuw kijkt.")))
    return one


@dataclass(frozen=True)
class Reach:
    """How to reach an applicant; empty texts were not given."""

    name: str
    email: str
    telephone: str


def show_applicant(*, application: uuid.UUID, by: Actor) -> Reach:
    """Open how to reach an applicant; it stands in the trail that it was read.

    Raises NotAllowed, ApplicantContact.DoesNotExist when it is over its time, CannotOpen when the key is gone.
    """
    one = Application.objects.select_related("budget").get(pk=application)
    if not keeps_money(one.budget, by):
        raise NotAllowed(_("Alleen de penningmeester en de stadsdeelmanager zien hoe u de aanvrager bereikt."))
    contact = ApplicantContact.objects.get(application=one)
    read("budgets.applicant", subject=subject_of(one), by=by)
    return opened(contact)


def opened(contact: ApplicantContact) -> Reach:
    """Open contact details that the database let through. Raises CannotOpen."""

    def plain(data: bytes | memoryview | None) -> str:
        whole = sealing.Sealed(contact.sealed_with, bytes(data)) if data else None
        return sealing.unseal(whole, bound_to=str(contact.application_id)) if whole else ""

    return Reach(plain(contact.name), plain(contact.email), plain(contact.telephone))
