"""What cannot wait: straight to the partner on duty, with a deadline, a reminder and an escalation.

Triage marks it, or the writer says so on /vertel/; then no person reads it first (docs/adr/0014).

Offered only while somebody is on duty; otherwise people are sent to 112 and the other numbers, because a promise that
nobody is there to keep is worse than none.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce, record
from wens.organisations.models import Organisation
from wens.tenancy.context import Actor
from wens.voices.actions import handing
from wens.voices.actions.contributing import Sent, Told, contribute, was_sent
from wens.voices.actions.stepping import VoicesError, change, locked, subject_of, take_step
from wens.voices.actions.triage import approve_text
from wens.voices.definitions import help_of
from wens.voices.masking import line_for_duty, without_people
from wens.voices.models import MASKED, Contribution, DutyShift, Handover
from wens.voices.photos import Photo
from wens.voices.queries import on_duty, on_duty_for
from wens.voices.rules import need_triage
from wens.voices.states import Who

REMINDED_AFTER = 2 / 3
"""Part of the time to answer after which a partner is reminded of what is not urgent."""


class NobodyOnDuty(VoicesError):
    """No shift covers this moment; the message says what to do instead."""


class TooManyAtOnce(NobodyOnDuty):
    """More came in within an hour than who is on duty can answer; a promise would be worse than none."""


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
        raise NobodyOnDuty(
            _("Er is nu niemand die dienst heeft. Bel zelf met de partner, of bij gevaar met %(emergency)s.")
            % {"emergency": help_of(one.gemeente).emergency.number}
        )
    if text.strip() and (text.strip() != one.cleaned_text or not one.is_clean):
        one = approve_text(contribution=contribution, text=text, public=one.is_public, by=by)
    change(one, is_urgent=True)
    given = handing.offer(
        contribution=contribution, organisation=chosen.organisation_id, answer_before=answer_before(), by=by,
        urgent=True,
    )  # fmt: skip
    return _told(given, chosen, by=by)


def call_duty(
    *, told: Told, answer_key: uuid.UUID, by: Actor, occasion: str = "", photos: Sequence[Photo] = (),
    group: Organisation | None = None,
) -> Sent:  # fmt: skip
    """Take in what cannot wait, and offer it at once to the partner on duty for that area; as `contribute` otherwise.

    No person reads it first, so the partner gets a line from which the machine took personal data (docs/adr/0014).
    Raises NobodyOnDuty, TooManyAtOnce (and then nothing is taken in), and what `contribute` raises.
    """
    with transaction.atomic():
        shifts = [] if was_sent(answer_key) else _free(told.area_code)
        sent = contribute(
            told=without_people(told), answer_key=answer_key, by=by, occasion=occasion, photos=photos, group=group
        )
        if sent.is_new:
            _straight(locked(sent.contribution.pk), shifts[0], line_for_duty(told), by=by)
    return sent


def answer_before() -> dt.datetime:
    """Return before when a partner answers what is offered as urgent now."""
    return timezone.now() + dt.timedelta(minutes=settings.WENS.urgent_answer_minutes)


def is_too_much() -> bool:
    """Tell whether so much came in during the last hour that who is on duty cannot answer more in time."""
    hour = timezone.now() - dt.timedelta(hours=1)
    recent = Handover.objects.filter(is_urgent=True, offered_at__gt=hour).count()
    return recent >= int(settings.WENS.urgent_most_per_hour)


def _free(area_code: str) -> list[DutyShift]:
    shifts = on_duty_for(area_code)
    if not shifts:
        raise NobodyOnDuty(_("Er is nu niemand die dienst heeft voor dit gebied."))
    if is_too_much():
        raise TooManyAtOnce(_("Er kwam het afgelopen uur te veel binnen voor wie dienst heeft."))
    return shifts


def _straight(one: Contribution, shift: DutyShift, line: str, *, by: Actor) -> None:
    changes = {"handler": shift.organisation, "is_urgent": True, "cleaned_text": line, "cleaned_by": MASKED,
               "cleaned_at": timezone.now()}  # fmt: skip
    take_step(one, "call_duty", by=by, who={Who.WRITER}, changes=changes)
    _told(handing.offered(one, shift.organisation, answer_before(), by=by, urgent=True), shift, by=by)


def _told(given: Handover, shift: DutyShift, *, by: Actor) -> Handover:
    subject = f"contribution:{given.contribution_id}"
    data = {
        "contribution": str(given.contribution_id), "handover": str(given.pk),
        "organisation": str(shift.organisation_id), "account": str(shift.account_id),
    }  # fmt: skip
    record("voices.contribution.marked_urgent", subject=subject, by=by, data=data)
    announce("voices.contribution.urgent", subject=subject, data=data)
    return given


def not_urgent(*, contribution: uuid.UUID, by: Actor, seen: int | None = None) -> Contribution:
    """Say that it can wait after all, once no partner has it as urgent. Raises VoicesError, NotAllowed, Conflict."""
    need_triage(by)
    one = locked(contribution, seen)
    if one.handovers.filter(is_urgent=True, state=Handover.State.OFFERED).exists():
        raise VoicesError(_("De partner heeft deze melding als dringend. Neem haar eerst terug."))
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
