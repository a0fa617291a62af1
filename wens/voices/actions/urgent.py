"""What cannot wait: straight to the partner on duty, with a deadline, a reminder and an escalation.

Offered only while somebody is on duty; otherwise people are sent to 112 and the other numbers, because a promise that
nobody is there to keep is worse than none.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from wens.audit.actions import announce, record
from wens.tenancy.context import Actor
from wens.voices.actions import handing
from wens.voices.actions.stepping import VoicesError, change, locked, subject_of
from wens.voices.actions.triage import approve_text
from wens.voices.models import Contribution, Handover
from wens.voices.queries import on_duty
from wens.voices.rules import need_triage

REMINDED_AFTER = 2 / 3
"""Part of the time to answer after which a partner is reminded of what is not urgent."""


class NobodyOnDuty(VoicesError):
    """No shift covers this moment; the message says what to do instead."""


@dataclass(frozen=True)
class Moments:
    """When a partner that has not answered is reminded, and when others are told."""

    remind_at: dt.datetime
    escalate_at: dt.datetime


def mark_urgent(
    *, contribution: uuid.UUID, by: Actor, text: str = "", shift: uuid.UUID | None = None, seen: int | None = None
) -> Handover:
    """Offer it at once to the partner on duty; `text` becomes the cleaned text, which only that partner sees then.

    `shift` chooses among several. Raises NobodyOnDuty, NotAllowed, NoSuchStep, Conflict, VoicesError.
    """
    need_triage(by)
    one = locked(contribution, seen)
    shifts = on_duty()
    chosen = next((each for each in shifts if each.pk == shift), None) if shift else next(iter(shifts), None)
    if chosen is None:
        raise NobodyOnDuty("Er is nu niemand die dienst heeft. Bel zelf met de partner, of bij gevaar met 112.")
    if text.strip() and text.strip() != one.cleaned_text:
        one = approve_text(contribution=contribution, text=text, public=one.is_public, by=by)
    change(one, is_urgent=True)
    before = timezone.now() + dt.timedelta(minutes=settings.WENS.urgent_answer_minutes)
    given = handing.offer(
        contribution=contribution, organisation=chosen.organisation_id, answer_before=before, by=by, urgent=True
    )
    data = {
        "contribution": str(one.pk), "handover": str(given.pk), "organisation": str(chosen.organisation_id),
        "account": str(chosen.account_id),
    }  # fmt: skip
    record("voices.contribution.marked_urgent", subject=subject_of(one), by=by, data=data)
    announce("voices.contribution.urgent", subject=subject_of(one), data=data)
    return given


def not_urgent(*, contribution: uuid.UUID, by: Actor, seen: int | None = None) -> Contribution:
    """Say that it can wait after all, once no partner has it as urgent. Raises VoicesError, NotAllowed, Conflict."""
    need_triage(by)
    one = locked(contribution, seen)
    if one.handovers.filter(is_urgent=True, state=Handover.State.OFFERED).exists():
        raise VoicesError("De partner heeft deze melding als dringend. Neem haar eerst terug.")
    change(one, is_urgent=False)
    record("voices.contribution.not_urgent", subject=subject_of(one), by=by)
    return one


def moments(given: Handover) -> Moments:
    """Return when the partner is reminded and when others are told, from the settings and the deadline."""
    if given.is_urgent:
        remind = given.offered_at + dt.timedelta(minutes=settings.WENS.urgent_reminder_minutes)
    else:
        remind = given.offered_at + (given.answer_before - given.offered_at) * REMINDED_AFTER
    return Moments(min(remind, given.answer_before), given.answer_before)


def reminded(*, handover: uuid.UUID, by: Actor) -> bool:
    """Note that the partner is reminded now; False when that was done, or is no longer needed."""
    return _stamp(handover, "reminded_at", "voices.handover.reminded", by)


def escalated(*, handover: uuid.UUID, by: Actor) -> bool:
    """Note that others are told now that no answer came; False when that was done, or is no longer needed."""
    return _stamp(handover, "escalated_at", "voices.handover.escalated", by)


def not_delivered(*, handover: uuid.UUID, problem: str, by: Actor) -> None:
    """Note why an offer did not reach its partner: it stands in the red list until the partner answers."""
    given = Handover.objects.select_for_update().get(pk=handover)
    given.problem = problem[:300]
    given.save(update_fields=["problem"])
    record("voices.handover.not_delivered", subject=f"contribution:{given.contribution_id}", by=by)


def _stamp(handover: uuid.UUID, field: str, name: str, by: Actor) -> bool:
    given = Handover.objects.select_for_update().get(pk=handover)
    if given.state != Handover.State.OFFERED or getattr(given, field) is not None:
        return False
    setattr(given, field, timezone.now())
    given.save(update_fields=[field])
    record(name, subject=f"contribution:{given.contribution_id}", by=by, data={"handover": str(given.pk)})
    return True
