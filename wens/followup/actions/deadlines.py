"""Reminders to partners who have not answered, telling who directs them when the time is over, and what time ends.

The note on the offer and the letters are one transaction, so a run that is killed or done twice reminds once.
"""

from dataclasses import dataclass

from django.utils import timezone

from wens.followup.actions import writing
from wens.followup.models import Letter
from wens.followup.queries import directors, open_offers
from wens.followup.transactions import committed
from wens.organisations.models import Account
from wens.tenancy.context import Actor
from wens.voices.actions import urgent, waiting
from wens.voices.models import Handover
from wens.voices.queries import on_duty


@dataclass
class Ran:
    """What a run over the deadlines of one gemeente did."""

    reminded: int = 0
    escalated: int = 0


def pass_time(*, gemeente: str, by: Actor) -> int:
    """Bring back what was kept until today, and end what waited too long for an answer; returns how many."""
    with committed(gemeente, by):
        return waiting.wake_parked(by=by) + waiting.lapse_unanswered(by=by)


def watch_deadlines(*, gemeente: str, by: Actor) -> Ran:
    """Remind and escalate what is due now in `gemeente`."""
    ran = Ran()
    with committed(gemeente, by):
        offers = open_offers()
    for handover in offers:
        moments = urgent.moments(handover)
        with committed(gemeente, by):
            if timezone.now() >= moments.escalate_at:
                ran.escalated += _escalate(handover, by)
            elif timezone.now() >= moments.remind_at:
                ran.reminded += _remind(handover, by)
    return ran


def _remind(handover: Handover, by: Actor) -> bool:
    if not urgent.reminded(handover=handover.pk, by=by):
        return False
    writing.to_partner(Letter.Kind.REMINDER, handover, cause=f"reminder:{handover.pk}", also=_on_duty(handover))
    return True


def _escalate(handover: Handover, by: Actor) -> bool:
    if not urgent.escalated(handover=handover.pk, by=by):
        return False
    owner = handover.contribution.owner
    for account in {*directors(), *([owner] if owner and owner.is_active else [])}:
        writing.to_account(
            Letter.Kind.ESCALATION,
            account,
            cause=f"escalation:{handover.pk}",
            contribution=handover.contribution,
            handover=handover,
            organisation=handover.organisation,
            is_urgent=handover.is_urgent,
        )
    return True


def _on_duty(handover: Handover) -> Account | None:
    """Who of the partner is on duty now, for what is urgent."""
    if not handover.is_urgent:
        return None
    return next((one.account for one in on_duty() if one.organisation_id == handover.organisation_id), None)
