"""What the writer does afterwards, known by the follow code that the caller has verified: reply, reopen, withdraw."""

import uuid

from django.utils.translation import gettext as _

from wens.tenancy.context import Actor
from wens.voices.actions.handing import close_offer
from wens.voices.actions.merging import release
from wens.voices.actions.stepping import VoicesError, clean_words, locked, said_before, say, take_step
from wens.voices.models import Contribution, Message, State
from wens.voices.rules import capacities
from wens.voices.states import Who

_WRITER = frozenset({Who.WRITER})
_FROM_WRITER = Message.Direction.FROM_WRITER


def reply(*, contribution: uuid.UUID, text: str, by: Actor, answer_key: uuid.UUID | None = None) -> Contribution:
    """Keep what the writer adds; an answer to our question brings the contribution back to who reads it.

    Raises WordsMissing, and VoicesError for what was withdrawn or erased.
    """
    one = locked(contribution)
    if said_before(one, answer_key):
        return one
    if one.state in (State.WITHDRAWN, State.ERASED):
        raise VoicesError(_("Deze melding is ingetrokken. U kunt een nieuwe melding doen."))
    if one.state == State.ASKED:
        take_step(one, "reply", by=by, who=_WRITER, words=text)
    say(one, text, by=by, direction=_FROM_WRITER, answer_key=answer_key)
    return one


def reopen(*, contribution: uuid.UUID, text: str, by: Actor, answer_key: uuid.UUID | None = None) -> Contribution:
    """Bring what had ended back to triage, because it is not over; the writer does, or triage does with a note.

    Who looked after it keeps looking after it. Raises NoSuchStep, WordsMissing.
    """
    one = locked(contribution)
    if said_before(one, answer_key):
        return one
    who = _WRITER if by.kind == "public" else capacities(one, by)
    words = clean_words(text)
    take_step(one, "reopen", by=by, who=who, words=words, changes={"handler": None})
    direction = _FROM_WRITER if by.kind == "public" else Message.Direction.NOTE
    say(one, words, by=by, direction=direction, answer_key=answer_key)
    return one


def withdraw(*, contribution: uuid.UUID, by: Actor) -> Contribution:
    """Stop, because the writer no longer wants it: nothing of it is public from now on, a partner is told to stop.

    What others brought forward and was merged with it stands by itself again. Raises NoSuchStep.
    """
    one = locked(contribution)
    if one.state == State.WITHDRAWN:
        return one
    changes = {"is_public": False, "merged_into": None, "handler": None, "parked_until": None}
    take_step(one, "withdraw", by=by, who=_WRITER, changes=changes)
    close_offer(one, reason="De melder trok de melding in.", by=by)
    release(one, by=by)
    return one
