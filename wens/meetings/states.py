"""The states of a meeting as a table: what leads from where to where, who takes the step, what must be given."""

from dataclasses import dataclass

from wens.meetings.models import State


@dataclass(frozen=True)
class Step:
    """A step of who manages meetings. `words`: with a reason. `second_person`: another than who made the text."""

    name: str
    before: State
    after: State
    words: bool = False
    second_person: bool = False


STEPS: tuple[Step, ...] = (
    Step("open", State.PLANNED, State.OPEN),
    Step("cancel", State.PLANNED, State.CANCELLED, words=True),
    Step("close", State.OPEN, State.CLOSED),
    Step("reopen", State.CLOSED, State.OPEN),
    Step("generate", State.CLOSED, State.MINUTES),
    Step("generate", State.MINUTES, State.MINUTES),
    Step("correct", State.MINUTES, State.MINUTES),
    Step("approve", State.MINUTES, State.APPROVED, second_person=True),
    Step("take_up", State.APPROVED, State.MINUTES),
    Step("publish", State.APPROVED, State.PUBLISHED),
    Step("take_back", State.PUBLISHED, State.APPROVED),
)
CAPTURING = (State.PLANNED, State.OPEN, State.CLOSED, State.MINUTES)
"""Edits are taken in: also after the close, from a device that was out of reach. Later ones wait (`Edit.late`)."""
ON_DEVICE = (State.PLANNED, State.OPEN)
"""A device may keep what it has not sent yet; outside these it removes everything."""


class NoSuchStep(Exception):
    """From this state the step leads nowhere; the message says what is possible, in Dutch, for a screen."""


def step(name: str, state: str) -> Step:
    """Return the step `name` from `state`. Raises NoSuchStep with what is possible."""
    for one in STEPS:
        if one.name == name and one.before == state:
            return one
    possible = ", ".join(one.name for one in possible_steps(state))
    raise NoSuchStep(f"De bijeenkomst is nu: {State(state).label}. {name} kan niet; wel kan: {possible or 'niets'}.")


def possible_steps(state: str) -> list[Step]:
    """Return the steps that lead on from `state`."""
    return [one for one in STEPS if one.before == state]
