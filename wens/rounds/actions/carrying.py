"""What one round hands to the next: open steps, agreements that are not done, remarks; and settling them."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.meetings.models import ActionPoint
from wens.plans import queries as plans
from wens.plans.actions import carry_over as carry_on
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


def carry_plans(one: Round, by: Actor) -> int:
    """Let focus points of this wijk whose period is over go on as drafts of this round; returns how many.

    What still runs stays as it is: partners go on reporting on it. Raises NotAllowed and PlanError of `wens.plans`.
    """
    today = timezone.localdate()
    over = plans.over_in(one.area_code, today)
    for focus in over:
        length = focus.ends_on - focus.starts_on
        carry_on(focus=focus.pk, starts_on=today, ends_on=today + length, by=by, round_=one.pk)
    return len(over)


def remark(*, key: uuid.UUID, text: str, by: Actor) -> None:
    """Write down what must not be forgotten in this round. Raises NotAllowed, RoundError, Round.DoesNotExist."""
    need_manage(by)
    one = locked(key)
    words = words_of(text, ask=_("Schrijf wat er niet vergeten mag worden."))
    Carried.objects.bulk_create([Carried(round=one, kind=Carried.Kind.REMARK, text=words, made_at=timezone.now())])
    record("rounds.round.remarked", subject=subject_of(one), by=by)


def settle(*, carried: uuid.UUID, note: str, by: Actor) -> Carried:
    """Say what was done with something that was carried over; twice is once.

    Raises NotAllowed, RoundError, Carried.DoesNotExist.
    """
    need_manage(by)
    one = Carried.objects.select_for_update().get(pk=carried)
    if one.settled_at is None:
        one.note = words_of(note, ask=_("Schrijf in een zin wat ermee is gedaan."))
        one.settled_at = timezone.now()
        one.save(update_fields=["note", "settled_at"])
        record("rounds.carried.settled", subject=f"round:{one.round_id}", by=by, data={"carried": str(one.pk)})
    return one
