"""Advice: the gemeente asks or the raad begins, the gemeente answers with a reason, and tells what came of it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce, record
from wens.budgets.actions.keeping import BudgetError, Stale, words_of
from wens.budgets.actions.opening import COUNCILS
from wens.budgets.advice_states import Side, Step, advice_step
from wens.budgets.models import Advice, AdviceState, AdviceStep, Followed
from wens.budgets.rules import manages, seats_of
from wens.organisations.models import Organisation
from wens.tenancy.context import Actor

ANSWER_WITHIN = dt.timedelta(weeks=8)
"""How long the gemeente takes for an answer, unless it said another day."""
DONE_WITHIN = dt.timedelta(days=365)
AHEAD = dt.timedelta(days=7)


def sides_of(council: uuid.UUID, by: Actor) -> frozenset[Side]:
    """Return for whom `by` may act in an advice of `council`."""
    found = {Side.COUNCIL} if any(seat.council_id == council for seat in seats_of(by)) else set()
    return frozenset(found | ({Side.GEMEENTE} if manages(by) else set()))


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a raad is asked, or advises of its own accord, and by when the next thing is due."""

    title: str
    text: str
    due_on: dt.date


def ask_advice(*, council: Organisation, of: Question, by: Actor, is_example: bool = False) -> Advice:
    """Ask a raad for advice by a day. Raises NoSuchMove for who does not direct, BudgetError."""
    advice_step("ask", None, sides_of(council.pk, by))
    words = {"question": words_of(of.text, ask=_("Schrijf op waarover u advies vraagt."))}
    return _begun(council, of, AdviceState.ASKED, "ask", by, is_example=is_example, **words)


def volunteer_advice(*, council: Organisation, of: Question, by: Actor, is_example: bool = False) -> Advice:
    """Give advice that nobody asked for; the gemeente answers that too. Raises NoSuchMove without a seat."""
    advice_step("volunteer", None, sides_of(council.pk, by))
    words = {"text": words_of(of.text, ask=_("Schrijf het advies op."))}
    return _begun(council, of, AdviceState.GIVEN, "volunteer", by, is_example=is_example, **words)


def _begun(
    council: Organisation, of: Question, state: AdviceState, what: str, by: Actor, **fields: object
) -> Advice:  # fmt: skip
    if council.kind not in COUNCILS:
        raise BudgetError(_("Alleen een wijkraad of dorpsraad geeft zo’n advies."))
    if of.due_on <= timezone.localdate():
        raise BudgetError(_("Kies een dag die nog komt."))
    title, now = words_of(of.title, ask=_("Schrijf in een zin waarover het gaat."), longest=160), timezone.now()
    with transaction.atomic():
        made = Advice.objects.create(
            council=council, title=title, state=state, state_since=now, due_on=of.due_on, made_by=by.reference,
            made_at=now, **fields,
        )  # fmt: skip
        _note(made, what, "", by)
        announce("budgets.advice.waits", subject=f"advice:{made.pk}", data={"advice": str(made.pk)})
    return made


def give_advice(*, advice: uuid.UUID, text: str, by: Actor, seen: int | None = None) -> Advice:
    """Give the advice that was asked for. Raises NoSuchMove, BudgetError, Stale."""
    said = words_of(text, ask=_("Schrijf het advies op."))
    due = timezone.localdate() + ANSWER_WITHIN
    return _taken(advice, "give", by, seen, text=said, due_on=due)


def pass_advice(*, advice: uuid.UUID, reason: str, by: Actor, seen: int | None = None) -> Advice:
    """Say that the raad gives no advice, and why. Raises as :func:`give_advice`."""
    why = words_of(reason, ask=_("Schrijf op waarom de raad geen advies geeft."))
    return _taken(advice, "pass", by, seen, words=why, due_on=None)


def withdraw_advice(*, advice: uuid.UUID, reason: str, by: Actor, seen: int | None = None) -> Advice:
    """Take the question back, with the reason. Raises as :func:`give_advice`."""
    why = words_of(reason, ask=_("Schrijf op waarom u de vraag intrekt."))
    return _taken(advice, "withdraw", by, seen, words=why, due_on=None)


def answer_advice(*, advice: uuid.UUID, followed: str, answer: str, by: Actor, seen: int | None = None) -> Advice:
    """Say how far the gemeente follows an advice, and why. Raises as :func:`give_advice`."""
    if followed not in Followed.values:
        raise BudgetError(_("Kies of u het advies volgt."))
    why = words_of(answer, ask=_("Schrijf op waarom. Dat is vooral nodig waar u het advies niet volgt."))
    due = timezone.localdate() + DONE_WITHIN
    return _taken(advice, "answer", by, seen, followed=followed, answer=why, due_on=due)


def finish_advice(*, advice: uuid.UUID, outcome: str, by: Actor, seen: int | None = None) -> Advice:
    """Tell what came of it. Raises as :func:`give_advice`."""
    said = words_of(outcome, ask=_("Schrijf op wat ervan is gekomen."))
    return _taken(advice, "finish", by, seen, outcome=said, due_on=None)


def remind_advice(*, today: dt.date | None = None) -> int:
    """Announce once for each day the advice that is due within a week; returns how many. Inside `acting`."""
    day = today or timezone.localdate()
    waiting = Advice.objects.select_for_update().filter(due_on__lte=day + AHEAD).exclude(told_for=F("due_on"))
    told = 0
    for one in waiting:
        one.told_for = one.due_on
        one.save(update_fields=["told_for"])
        announce("budgets.advice.waits", subject=f"advice:{one.pk}", data={"advice": str(one.pk)})
        told += 1
    return told


def _taken(advice: uuid.UUID, name: str, by: Actor, seen: int | None, words: str = "", **fields: object) -> Advice:
    with transaction.atomic():
        one = Advice.objects.select_for_update(of=("self",)).select_related("council").get(pk=advice)
        if seen is not None and seen != one.version:
            raise Stale
        step: Step = advice_step(name, one.state, sides_of(one.council_id, by))
        changes = {**fields, "state": step.after, "state_since": timezone.now(), "version": one.version + 1}
        for field, value in changes.items():
            setattr(one, field, value)
        one.save(update_fields=list(changes))
        _note(one, name, words, by)
        if one.state == AdviceState.GIVEN:
            announce("budgets.advice.waits", subject=f"advice:{one.pk}", data={"advice": str(one.pk)})
    return one


def _note(one: Advice, what: str, words: str, by: Actor) -> None:
    AdviceStep.objects.create(advice=one, what=what, words=words, at=timezone.now(), by=by.reference)
    record(f"budgets.advice.{what}", subject=f"advice:{one.pk}", by=by, data={"council": str(one.council_id)})
