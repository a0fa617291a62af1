"""Reminders of steps that are due soon, and telling who directs what is late: once for each day that was chosen."""

import datetime as dt

from django.db.models import Min, Q
from django.utils import timezone

from wens.audit.actions import announce
from wens.plans.actions.reporting import REPORTED
from wens.plans.models import Action, FocusState, Stage

AHEAD = dt.timedelta(days=7)
GRACE = dt.timedelta(days=7)
"""How long after its day a step is late before who directs hears of it: the partner hears first."""


def remind(*, today: dt.date | None = None) -> int:
    """Announce the actions of which a step is due within a week, and those of which one is late. Inside `acting`.

    Needs the right to see plans. Returns how many announcements; each day that was chosen is told of once.
    """
    day = today or timezone.localdate()
    return sum(_due(one, first) + _late(one, first, day) for one, first in _waiting(day + AHEAD))


def _waiting(until: dt.date) -> list[tuple[Action, dt.date]]:
    going = Q(milestones__done_at=None, milestones__dropped_at=None)
    found = Action.objects.filter(stage__in=REPORTED, goal__ambition__focus__state=FocusState.ADOPTED)
    firsts = dict(found.annotate(first=Min("milestones__due_on", filter=going)).filter(first__lte=until)
                  .values_list("pk", "first"))  # fmt: skip
    return [(one, firsts[one.pk]) for one in Action.objects.select_for_update().filter(pk__in=firsts)]


def _due(one: Action, first: dt.date) -> int:
    if one.reminded_for == first:
        return 0
    Action.objects.filter(pk=one.pk).update(reminded_for=first)
    data = {"action": str(one.pk), "due": f"{first}"}
    announce("plans.action.due", subject=f"action:{one.pk}", data=data)
    return 1


def _late(one: Action, first: dt.date, day: dt.date) -> int:
    if one.stage == Stage.STUCK or one.escalated_for == first or first + GRACE > day:
        return 0
    Action.objects.filter(pk=one.pk).update(escalated_for=first)
    announce("plans.action.late", subject=f"action:{one.pk}", data={"action": str(one.pk), "due": f"{first}"})
    return 1
