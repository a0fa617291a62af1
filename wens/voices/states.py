"""The states of a contribution as a table: what leads from where to where, who takes the step, what must be said.

Each way out of sight ends in an honest end with words to the writer: resolved, not resolved, not ours and whose, or
lapsed. An end is never final for the one who wrote: it reopens. Only what the writer withdrew, or what was erased on
request, does not come back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wens.voices.models import State


class Who(StrEnum):
    """In which capacity somebody takes a step; :mod:`wens.voices.rules` says who acts in which."""

    TRIAGE = "triage"
    PARTNER = "partner"
    WRITER = "writer"
    SYSTEM = "system"


@dataclass(frozen=True)
class Step:
    """A step from one state to another. `words`: a reason or an answer has to be given with it."""

    name: str
    before: State
    after: State
    who: tuple[Who, ...]
    words: bool = False


class NoSuchStep(Exception):
    """From this state the step leads nowhere, or another one takes it; the message says what is possible."""


UNREAD = (State.RECEIVED, State.IN_TRIAGE)
AT_HAND = (*UNREAD, State.ASKED, State.PARKED)
AT_PARTNER = (State.OFFERED, State.WITH_PARTNER)
OPEN = (*AT_HAND, *AT_PARTNER)
ENDS = (State.RESOLVED, State.NOT_RESOLVED, State.NOT_OURS, State.LAPSED)
FINAL = (*ENDS, State.WITHDRAWN, State.ERASED)


def _steps(name: str, befores: Iterable[State], after: State, *who: Who, words: bool = False) -> tuple[Step, ...]:
    return tuple(Step(name, before, after, who, words) for before in befores)


STEPS: tuple[Step, ...] = (
    *_steps("take", [State.RECEIVED], State.IN_TRIAGE, Who.TRIAGE),
    *_steps("ask_back", UNREAD, State.ASKED, Who.TRIAGE, words=True),
    *_steps("reply", [State.ASKED], State.IN_TRIAGE, Who.WRITER, words=True),
    *_steps("park", [*UNREAD, State.ASKED], State.PARKED, Who.TRIAGE, words=True),
    *_steps("unpark", [State.PARKED], State.IN_TRIAGE, Who.TRIAGE, Who.SYSTEM),
    *_steps("offer", AT_HAND, State.OFFERED, Who.TRIAGE),
    *_steps("call_duty", [State.RECEIVED], State.OFFERED, Who.WRITER),
    *_steps("accept", [State.OFFERED], State.WITH_PARTNER, Who.PARTNER),
    *_steps("decline", AT_PARTNER, State.IN_TRIAGE, Who.PARTNER, words=True),
    *_steps("pass_on", AT_PARTNER, State.OFFERED, Who.PARTNER, words=True),
    *_steps("recall", AT_PARTNER, State.IN_TRIAGE, Who.TRIAGE, words=True),
    *_steps("resolve", [State.WITH_PARTNER], State.RESOLVED, Who.PARTNER, words=True),
    *_steps("give_up", [State.WITH_PARTNER], State.NOT_RESOLVED, Who.PARTNER, words=True),
    *(step for end in ENDS for step in _steps(f"end_{end}", AT_HAND, end, Who.TRIAGE, words=True)),
    *_steps("lapse", [State.ASKED], State.LAPSED, Who.SYSTEM, words=True),
    *_steps("merge", AT_HAND, State.MERGED, Who.TRIAGE),
    *_steps("unmerge", [State.MERGED], State.IN_TRIAGE, Who.TRIAGE, Who.SYSTEM),
    *_steps("reopen", ENDS, State.IN_TRIAGE, Who.WRITER, Who.TRIAGE, words=True),
    *_steps("withdraw", [*OPEN, State.MERGED], State.WITHDRAWN, Who.WRITER),
    *_steps("erase", [one for one in State if one != State.ERASED], State.ERASED, Who.SYSTEM),
)


def step(name: str, state: str, who: Iterable[Who]) -> Step:
    """Return the step `name` from `state` for somebody who acts as `who`. Raises NoSuchStep with what is possible."""
    capacities = frozenset(who)
    for one in STEPS:
        if one.name == name and one.before == state and capacities & set(one.who):
            return one
    possible = ", ".join(dict.fromkeys(one.name for one in possible_steps(state, capacities)))
    raise NoSuchStep(f"{State(state).label}: {name} kan nu niet. Wel kan: {possible or 'niets'}.")


def possible_steps(state: str, who: Iterable[Who]) -> list[Step]:
    """Return the steps that lead on from `state` for somebody who acts as `who`."""
    capacities = frozenset(who)
    return [one for one in STEPS if one.before == state and capacities & set(one.who)]
