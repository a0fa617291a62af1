"""What time does to a worry: a reminder on the last day, who directs hears when it is too late, and it lapses.

Each note stands in the same transaction as its row in the outbox: a run that is killed or done twice reminds once.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from wens.audit.actions import announce
from wens.signalling.actions.keeping import change, step, subject_of
from wens.signalling.models import Worry, WorryMove, WorryState
from wens.signalling.queries.rules import Rules, rules_now
from wens.signalling.states import GOES_ON, move
from wens.tenancy.context import Actor, current

REMIND_BEFORE = 1
"""Days before the last one on which the wijkteam is reminded."""


@dataclass
class Watched:
    """What a run over the worries of one gemeente did."""

    reminded: int = 0
    escalated: int = 0
    lapsed: int = 0


def watch(*, by: Actor, today: dt.date | None = None) -> Watched:
    """Remind, escalate and let lapse what is due in the acting gemeente; only the calendar may (a job or a machine)."""
    ran, rules, day = Watched(), rules_now(), today or timezone.localdate()
    if by.kind not in ("job", "machine") or by != current().actor:
        return ran
    waiting = Worry.objects.filter(state__in=GOES_ON, due_on__lte=day + dt.timedelta(days=REMIND_BEFORE))
    for one in waiting.select_for_update(of=("self",), skip_locked=True).order_by("due_on", "pk"):
        if _is_lapsed(one, rules, day):
            _lapse(one, by)
            ran.lapsed += 1
        elif one.due_on and one.due_on < day and one.escalated_at is None:
            _note(one, WorryMove.ESCALATE, by, escalated_at=timezone.now())
            ran.escalated += 1
        elif one.due_on and one.due_on >= day and one.reminded_at is None and one.team_id:
            _note(one, WorryMove.REMIND, by, reminded_at=timezone.now())
            ran.reminded += 1
    return ran


def _is_lapsed(one: Worry, rules: Rules, day: dt.date) -> bool:
    """Tell whether nobody took it up for so long that waiting on is a pretence; only after who directs knew."""
    since = timezone.localdate(one.state_since)
    return (
        one.state == WorryState.OPEN
        and one.escalated_at is not None
        and since + dt.timedelta(days=rules.lapse_days) <= day
    )


def _lapse(one: Worry, by: Actor) -> None:
    after = move(WorryMove.LAPSE, one.state).after
    change(one, state=after, state_since=timezone.now(), due_on=None)
    step(one, WorryMove.LAPSE, by=by)
    announce("signalling.worry.told", subject=subject_of(one), data={"worry": str(one.pk), "what": "lapse"})


def _note(one: Worry, what: WorryMove, by: Actor, **when: dt.datetime) -> None:
    for name, at in when.items():  # no new version: a form that is open stays good
        setattr(one, name, at)
    one.save(update_fields=list(when))
    step(one, what, by=by)
    topic = "signalling.worry.late" if what == WorryMove.ESCALATE else "signalling.worry.due"
    announce(topic, subject=subject_of(one), data={"worry": str(one.pk)})
