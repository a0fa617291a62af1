"""What happened with a contribution, for who works on it."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from wens.audit.queries import events_about
from wens.voices.models import Contribution, Handover, Message

Kind = Literal["message", "handover", "answer", "event"]


@dataclass(frozen=True)
class Line:
    """One thing that happened: a message, an offer, what a partner answered, or a step from the trail."""

    at: dt.datetime
    kind: Kind
    who: str
    what: str
    text: str = ""
    direction: str = ""


def messages_of(one: Contribution, *, notes: bool = True) -> list[Message]:
    """Return the messages in order; `notes`: with those for colleagues."""
    found = one.messages.all()
    return list(found if notes else found.exclude(direction=Message.Direction.NOTE))


def history(one: Contribution) -> list[Line]:
    """Return all that happened, the last thing first; reading the text is part of it."""
    lines = [
        Line(event.at, "event", event.actor_name, event.name) for event in events_about(f"contribution:{one.pk}")
        if event.name != "voices.message.sent"
    ]  # fmt: skip
    for given in one.handovers.select_related("organisation"):
        lines += _of(given)
    lines += [
        Line(said.at, "message", said.shown_as, said.get_direction_display(), said.text, said.direction)
        for said in one.messages.all()
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _of(given: Handover) -> list[Line]:
    name = given.organisation.name
    lines = [Line(given.offered_at, "handover", name, str(Handover.State.OFFERED.label))]
    if given.answered_at:
        lines.append(Line(given.answered_at, "answer", name, given.get_state_display(), given.reason))
    return lines
