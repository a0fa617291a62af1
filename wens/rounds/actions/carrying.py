"""What one round hands to the next: open steps, agreements that are not done, remarks; and settling them."""

import uuid

from django.utils import timezone

from wens.audit.actions import record
from wens.meetings.models import ActionPoint
from wens.rounds.actions.keeping import locked, subject_of, words_of
from wens.rounds.models import Carried, Round, StepState
from wens.rounds.queries import meetings_of
from wens.rounds.rules import need_manage
from wens.tenancy.context import Actor


def carry_over(one: Round, before: Round) -> int:
    """Take over what `before` left open; returns how many. In the transaction that starts `one`."""
    now = timezone.now()
    rows = [
        Carried(round=one, kind=Carried.Kind.STEP, step=step.key, made_at=now)
        for step in before.steps.filter(state=StepState.OPEN)
    ]
    rows += [
        Carried(round=one, kind=left.kind, step=left.step, action=left.action, text=left.text, made_at=now)
        for left in before.carried.filter(settled_at=None).exclude(kind=Carried.Kind.STEP)
    ]
    known = {row.action for row in rows}
    agreed = ActionPoint.objects.filter(meeting__in=meetings_of([before])[before.pk], done_at=None)
    rows += [
        Carried(round=one, kind=Carried.Kind.ACTION, action=point.pk, made_at=now)
        for point in agreed
        if point.pk not in known
    ]
    Carried.objects.bulk_create(rows)
    return len(rows)


def remark(*, key: uuid.UUID, text: str, by: Actor) -> None:
    """Write down what must not be forgotten in this round. Raises NotAllowed, RoundError, Round.DoesNotExist."""
    need_manage(by)
    one = locked(key)
    words = words_of(text, ask="Schrijf wat er niet vergeten mag worden.")
    Carried.objects.bulk_create([Carried(round=one, kind=Carried.Kind.REMARK, text=words, made_at=timezone.now())])
    record("rounds.round.remarked", subject=subject_of(one), by=by)


def settle(*, carried: uuid.UUID, note: str, by: Actor) -> Carried:
    """Say what was done with something that was carried over; twice is once.

    Raises NotAllowed, RoundError, Carried.DoesNotExist.
    """
    need_manage(by)
    one = Carried.objects.select_for_update().get(pk=carried)
    if one.settled_at is None:
        one.note = words_of(note, ask="Schrijf in een zin wat ermee is gedaan.")
        one.settled_at = timezone.now()
        one.save(update_fields=["note", "settled_at"])
        record("rounds.carried.settled", subject=f"round:{one.round_id}", by=by, data={"carried": str(one.pk)})
    return one
