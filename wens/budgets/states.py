"""The states of an application as a table: what leads from where to where, who takes it, what has to be said.

Every way ends in a decision with a reason, a withdrawal, or a result; a refusal can be looked at again (bezwaar).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wens.budgets.models.choices import State, What


class Who(StrEnum):
    """In which capacity somebody takes a step; :mod:`wens.budgets.rules` says who acts in which."""

    SEAT = "seat"
    DECIDER = "decider"
    APPLICANT = "applicant"


@dataclass(frozen=True)
class Move:
    """A step from one state to another. `words`: never without words; those of a decision are its reason."""

    name: What
    before: State
    after: State
    who: tuple[Who, ...]
    words: bool = False


class NoSuchMove(Exception):
    """From here this leads nowhere; the message says how it stands, in Dutch, for a screen."""


FRESH = (State.RECEIVED, State.ASKED)
OPEN = (*FRESH, State.CHECKED, State.ON_VOTE)
ENDS = (State.REFUSED, State.NOT_TAKEN, State.DONE, State.STOPPED, State.WITHDRAWN)
DECISIONS = (What.GRANT, What.REFUSE, What.LEAVE)


def _moves(name: What, befores: Iterable[State], after: State, *who: Who, words: bool = False) -> tuple[Move, ...]:
    return tuple(Move(name, before, after, who, words) for before in befores)


MOVES: tuple[Move, ...] = (
    *_moves(What.ASK, [State.RECEIVED], State.ASKED, Who.SEAT, words=True),
    *_moves(What.REPLY, [State.ASKED], State.RECEIVED, Who.APPLICANT, words=True),
    *_moves(What.CHECK, [*FRESH, State.CHECKED], State.CHECKED, Who.SEAT),
    *_moves(What.PUT_TO_VOTE, [State.CHECKED], State.ON_VOTE, Who.SEAT),
    *_moves(What.TAKE_OFF_VOTE, [State.ON_VOTE], State.CHECKED, Who.SEAT),
    *_moves(What.GRANT, [State.CHECKED, State.ON_VOTE], State.GRANTED, Who.DECIDER, words=True),
    *_moves(What.REFUSE, [State.CHECKED, State.ON_VOTE], State.REFUSED, Who.DECIDER, words=True),
    *_moves(What.LEAVE, FRESH, State.NOT_TAKEN, Who.DECIDER, words=True),
    *_moves(What.RECONSIDER, [State.REFUSED, State.NOT_TAKEN], State.RECEIVED, Who.DECIDER, words=True),
    *_moves(What.STOP, [State.GRANTED], State.STOPPED, Who.SEAT, words=True),
    *_moves(What.FINISH, [State.GRANTED], State.DONE, Who.SEAT, words=True),
    *_moves(What.WITHDRAW, [State.RECEIVED, State.ASKED, State.CHECKED], State.WITHDRAWN, Who.APPLICANT),
)


def move(name: What, state: str, who: Iterable[Who]) -> Move:
    """Return the move `name` from `state` for who acts as `who`. Raises NoSuchMove."""
    capacities = frozenset(who)
    for one in MOVES:
        if one.name == name and one.before == state and capacities & set(one.who):
            return one
    raise NoSuchMove(f"Dit kan nu niet. De aanvraag: {State(state).label}.")


def possible(state: str, who: Iterable[Who]) -> list[Move]:
    """Return the moves that lead on from `state` for who acts as `who`."""
    capacities = frozenset(who)
    return [one for one in MOVES if one.before == state and capacities & set(one.who)]
