"""Handing a contribution over: a partner accepts it, gives it back or passes it on with a reason, and ends it.

The partner reads the cleaned text, never what was written; so nothing is offered before the text is clean.
"""

import datetime as dt
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce
from wens.organisations.models import Organisation
from wens.tenancy.context import Actor
from wens.voices.actions.covenants import need_party
from wens.voices.actions.stepping import (
    VoicesError,
    clean_words,
    locked,
    said_before,
    say,
    take_step,
)
from wens.voices.models import Contribution, Handover, Message
from wens.voices.rules import OPEN_HANDOVER, capacities

MOST_REASON = 500
_TO_WRITER = Message.Direction.TO_WRITER


def offer(
    *, contribution: uuid.UUID, organisation: uuid.UUID, answer_before: dt.datetime, by: Actor,
    seen: int | None = None, urgent: bool = False,
) -> Handover:  # fmt: skip
    """Offer it to a partner, who answers before a moment. Raises VoicesError, NoSuchStep, Conflict."""
    one = locked(contribution, seen)
    if not one.is_clean:
        raise VoicesError(_("Maak eerst een tekst die de partner mag lezen."))
    to = _partner(organisation)
    changes = {"handler": to, "parked_until": None}
    take_step(one, "offer", by=by, who=capacities(one, by), changes=changes)
    return offered(one, to, answer_before, by=by, urgent=urgent)


def accept(*, handover: uuid.UUID, by: Actor) -> Handover:
    """Take up what was offered to the own organisation; accepting twice is accepting. Raises NoSuchStep."""
    given, one = _locked(handover)
    if given.state == Handover.State.ACCEPTED:
        return given
    _need(given, Handover.State.OFFERED)
    take_step(one, "accept", by=by, who=capacities(one, by))
    return _answered(given, Handover.State.ACCEPTED, by=by)


def decline(*, handover: uuid.UUID, reason: str, by: Actor) -> Handover:
    """Give it back to triage, before or after accepting. Raises NoSuchStep, WordsMissing, VoicesError."""
    given, one = _locked(handover)
    why = _reason(reason)
    _need(given, *OPEN_HANDOVER)
    take_step(one, "decline", by=by, who=capacities(one, by), words=why, changes={"handler": None})
    return _answered(given, Handover.State.DECLINED, by=by, reason=why)


def pass_on(
    *, handover: uuid.UUID, organisation: uuid.UUID, reason: str, by: Actor, answer_before: dt.datetime | None = None
) -> Handover:
    """Offer it to a partner whose it rather is; without `answer_before` that one gets as long as this one had.

    Raises NoSuchStep, WordsMissing, VoicesError.
    """
    given, one = _locked(handover)
    why = _reason(reason)
    _need(given, *OPEN_HANDOVER)
    to = _partner(organisation)
    if to.pk == given.organisation_id:
        raise VoicesError(_("Kies een andere organisatie dan die van u."))
    take_step(one, "pass_on", by=by, who=capacities(one, by), words=why, changes={"handler": to})
    _answered(given, Handover.State.PASSED_ON, by=by, reason=why)
    before = answer_before or timezone.now() + (given.answer_before - given.offered_at)
    return offered(one, to, before, by=by, urgent=given.is_urgent)


def recall(*, contribution: uuid.UUID, reason: str, by: Actor, seen: int | None = None) -> Contribution:
    """Take it back from a partner to triage. Raises NoSuchStep, WordsMissing, Conflict."""
    one = locked(contribution, seen)
    why = _reason(reason)
    take_step(one, "recall", by=by, who=capacities(one, by), words=why, changes={"handler": None})
    close_offer(one, reason=why, by=by)
    return one


def finish(*, handover: uuid.UUID, solved: bool, text: str, by: Actor, answer_key: uuid.UUID | None = None) -> Handover:
    """End it as the partner: solved or not, with words that the writer reads. Raises NoSuchStep, WordsMissing."""
    given, one = _locked(handover)
    if said_before(one, answer_key):
        return given
    _need(given, Handover.State.ACCEPTED)
    words = clean_words(text)
    take_step(one, "resolve" if solved else "give_up", by=by, who=capacities(one, by), words=words)
    say(one, words, by=by, direction=_TO_WRITER, answer_key=answer_key, with_step=True)
    return _answered(given, Handover.State.ENDED, by=by)


def close_offer(one: Contribution, *, reason: str, by: Actor) -> None:
    """End the open offer of a locked contribution, if there is one; its partner is told."""
    for given in one.handovers.select_for_update().filter(state__in=OPEN_HANDOVER):
        _answered(given, Handover.State.ENDED, by=by, reason=reason)


def _locked(handover: uuid.UUID) -> tuple[Handover, Contribution]:
    """The contribution is locked first, as in every other action: two orders would wait for each other."""
    one = locked(Handover.objects.values_list("contribution_id", flat=True).get(pk=handover))
    return Handover.objects.select_for_update().get(pk=handover), one


def _need(given: Handover, *states: str) -> None:
    if given.state not in states:
        raise VoicesError(_("Dit aanbod is al beantwoord: %(state)s.") % {"state": given.get_state_display()})


def _partner(organisation: uuid.UUID) -> Organisation:
    found = Organisation.objects.filter(pk=organisation, is_active=True).first()
    if found is None or found.is_civic:
        raise VoicesError(_("Kies een partner die meldingen aanneemt. Bewonersgroepen nemen geen meldingen over."))
    return found


def _reason(text: str) -> str:
    words = clean_words(text)
    if len(words) > MOST_REASON:
        raise VoicesError(_("Maak de reden korter: hoogstens %(most)s tekens.") % {"most": MOST_REASON})
    return words


def offered(one: Contribution, to: Organisation, before: dt.datetime, *, by: Actor, urgent: bool) -> Handover:
    """Write down that a locked contribution, whose step was taken, is offered to a partner. Raises VoicesError."""
    now = timezone.now()
    if before <= now:
        raise VoicesError(_("Kies een moment in de toekomst waarop de partner moet antwoorden."))
    if one.covenant_id is not None:
        need_party(one.covenant_id, to)
    given = Handover.objects.create(
        contribution=one, organisation=to, is_urgent=urgent, answer_before=before, offered_at=now,
        offered_by=by.reference,
    )  # fmt: skip
    _tell("voices.handover.offered", given)
    return given


def _answered(given: Handover, state: str, *, by: Actor, reason: str = "") -> Handover:
    given.state, given.reason = state, reason or given.reason
    given.answered_at, given.answered_by = timezone.now(), by.reference
    given.save(update_fields=["state", "reason", "answered_at", "answered_by"])
    _tell("voices.handover.answered", given)
    return given


def _tell(topic: str, given: Handover) -> None:
    data = {
        "handover": str(given.pk), "contribution": str(given.contribution_id), "state": str(given.state),
        "organisation": str(given.organisation_id), "urgent": given.is_urgent,
    }  # fmt: skip
    announce(topic, subject=f"contribution:{given.contribution_id}", data=data)
