"""Reminders of steps that are due soon or late: once for each day that was chosen."""

import datetime as dt

from django.db.models import F, Q
from django.utils import timezone

from wens.audit.actions import announce
from wens.rounds.models import Stage, Step, StepState

AHEAD = dt.timedelta(days=7)


def remind(*, today: dt.date | None = None) -> int:
    """Announce the steps that are due within a week; each day that was chosen for a step is told once. Inside `acting`.

    Returns how many. The row and the note of it are one transaction, so a run that is killed reminds once.
    """
    day = today or timezone.localdate()
    waiting = Step.objects.select_for_update(of=["self"]).filter(
        Q(reminded_for=None) | ~Q(reminded_for=F("due_on")),
        state=StepState.OPEN, round__state=Stage.RUNNING, due_on__lte=day + AHEAD,
    )  # fmt: skip
    found = list(waiting.select_related("round"))
    for step in found:
        step.reminded_for = step.due_on
        step.save(update_fields=["reminded_for"])
        data = {"round": str(step.round_id), "area": step.round.area_code, "step": step.key, "due": f"{step.due_on}"}
        announce("rounds.step.due", subject=f"round:{step.round_id}", data=data)
    return len(found)
