"""What every step with a meeting has in common: the lock, the table of states, the trail."""

import uuid
from typing import Any

from django.utils import timezone

from wens.audit.actions import announce, record
from wens.meetings.models import Meeting
from wens.meetings.rules import need_manage
from wens.meetings.states import Step, step
from wens.tenancy.context import Actor
from wens.voices.actions.occasions import close_occasion


class MeetingError(Exception):
    """What was asked cannot be done; the message says why and what to do, in Dutch, for a screen."""


class Conflict(MeetingError):
    """Somebody else changed the meeting after the form was opened; `now` is how it stands."""

    def __init__(self, now: Meeting) -> None:
        super().__init__("Iemand anders heeft deze bijeenkomst intussen veranderd. Kijk hoe zij nu staat.")
        self.now = now


def subject_of(one: Meeting) -> str:
    """Return the name under which trail and outbox know a meeting."""
    return f"meeting:{one.pk}"


def locked(meeting: uuid.UUID, seen: int | None = None) -> Meeting:
    """Return the meeting, held until the transaction ends. Raises Meeting.DoesNotExist, Conflict."""
    one = Meeting.objects.select_for_update().get(pk=meeting)
    if seen is not None and seen != one.version:
        raise Conflict(one)
    return one


def hold(one: Meeting) -> None:
    """Hold a meeting that was read before until the transaction ends, and bring it up to date."""
    one.refresh_from_db(from_queryset=Meeting.objects.select_for_update())


def change_meeting(one: Meeting, **changes: Any) -> None:
    """Set fields of a locked meeting and count its version up."""
    for name, value in {**changes, "version": one.version + 1}.items():
        setattr(one, name, value)
    one.save(update_fields=[*changes, "version"])


def take_step(one: Meeting, name: str, *, by: Actor, **changes: Any) -> Step:
    """Bring a locked meeting one step further: the row and the trail in one transaction. Raises NoSuchStep."""
    chosen = step(name, one.state)
    change_meeting(one, state=chosen.after, state_since=timezone.now(), **changes)
    record(f"meetings.meeting.{name}", subject=subject_of(one), by=by, data={"was": chosen.before.value})
    return chosen


def clean(text: str, most: int, *, ask: str) -> str:
    """Return `text` without white space at its ends. Raises MeetingError when nothing, or too much, is left."""
    words = text.replace("\x00", "").strip()
    if not words:
        raise MeetingError(ask)
    if len(words) > most:
        raise MeetingError(f"Maak de tekst korter: hoogstens {most} tekens.")
    return words


def move(*, meeting: uuid.UUID, name: str, by: Actor, seen: int | None = None, words: str = "") -> Meeting:
    """Open, close, reopen or cancel a meeting.

    Raises NotAllowed, NoSuchStep, Conflict, MeetingError (no reason given).
    """
    need_manage(by)
    one = locked(meeting, seen)
    if name not in ("open", "close", "reopen", "cancel"):
        raise ValueError(f"not a step of its own: {name}")
    changes: dict[str, Any] = {}
    if step(name, one.state).words:
        reason = clean(words, 300, ask="Schrijf in een zin waarom de bijeenkomst niet doorgaat.")
        changes = {"why_cancelled": reason, "sequence": one.sequence + 1}
    take_step(one, name, by=by, **changes)
    if name == "cancel":
        if one.occasion is not None:
            close_occasion(occasion=one.occasion.pk, by=by)
        announce("meetings.cancelled", subject=subject_of(one), data={"meeting": str(one.pk)})
    return one
