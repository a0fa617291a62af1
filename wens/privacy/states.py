"""The states of a request as a table: what leads from where to where. Every end needs words for who asked."""

from dataclasses import dataclass

from wens.privacy.models import State


@dataclass(frozen=True)
class Step:
    """A step of the privacy officer. `words`: it has to be explained; `answers`: it ends the request."""

    name: str
    before: State
    after: State
    words: bool = False
    answers: bool = False


class NoSuchStep(Exception):
    """From this state the step leads nowhere; the message says what is possible."""


OPEN = (State.RECEIVED, State.IDENTITY_ASKED, State.IN_HAND)
ENDS = {"grant": State.GRANTED, "grant_partly": State.PARTLY, "refuse": State.REFUSED}

STEPS: tuple[Step, ...] = (
    Step("take", State.RECEIVED, State.IN_HAND),
    Step("ask_identity", State.RECEIVED, State.IDENTITY_ASKED),
    Step("ask_identity", State.IN_HAND, State.IDENTITY_ASKED),
    Step("identified", State.IDENTITY_ASKED, State.IN_HAND),
    *(Step(name, State.IN_HAND, after, words=True, answers=True) for name, after in ENDS.items()),
    Step("refuse", State.IDENTITY_ASKED, State.REFUSED, words=True, answers=True),
    *(Step("withdraw", state, State.WITHDRAWN) for state in OPEN),
)


def step(name: str, state: str) -> Step:
    """Return the step `name` from `state`. Raises NoSuchStep with what is possible."""
    found = next((one for one in STEPS if one.name == name and one.before == state), None)
    if found is None:
        possible = ", ".join(one.name for one in possible_steps(state))
        raise NoSuchStep(f"{State(state).label}: {name} kan nu niet. Wel kan: {possible or 'niets'}.")
    return found


def possible_steps(state: str) -> list[Step]:
    """Return the steps that lead on from `state`."""
    return [one for one in STEPS if one.before == state]
