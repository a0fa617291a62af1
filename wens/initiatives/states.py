"""The states of an initiative and of the help it needs as tables: from where to where, who takes it, what must be said.

Every way ends in a result, a stop with a reason, or a withdrawal; all but the last can be opened again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from wens.initiatives.models.choices import NeedState, State, What


class Who(StrEnum):
    """In which capacity somebody takes a step; :mod:`wens.initiatives.rules` says who acts in which.

    A reader was trained to look for personal data and makes the words for everybody; a guide helps it along.
    """

    READER = "reader"
    GUIDE = "guide"
    INITIATOR = "initiator"


@dataclass(frozen=True)
class Move:
    """A step from one state to another. `words`: never without words when somebody of the gemeente takes it."""

    name: What
    before: State
    after: State
    who: tuple[Who, ...]
    words: bool = False


class NoSuchMove(Exception):
    """From here this leads nowhere; the message says how it stands, in Dutch, for a screen."""


FRESH = (State.RECEIVED, State.ASKED)
LIVING = (State.OPEN, State.UNDERWAY)
SHOWN = (*LIVING, State.PAUSED, State.DONE, State.STOPPED)
ENDS = (State.DONE, State.STOPPED, State.DECLINED, State.WITHDRAWN)
PRIVATE = (What.ASK, What.REPLY, What.DECLINE, What.WITHDRAW)
"""Steps of which the words are never for everybody; of the others they are not when who brought it wrote them."""


def _moves(name: What, befores: Iterable[State], after: State, *who: Who, words: bool = False) -> tuple[Move, ...]:
    return tuple(Move(name, before, after, who, words) for before in befores)


MOVES: tuple[Move, ...] = (
    *_moves(What.ASK, [State.RECEIVED], State.ASKED, Who.READER, words=True),
    *_moves(What.REPLY, [State.ASKED], State.RECEIVED, Who.INITIATOR, words=True),
    *_moves(What.OPEN, FRESH, State.OPEN, Who.READER),
    *_moves(What.DECLINE, FRESH, State.DECLINED, Who.READER, words=True),
    *(Move(What.REWORD, one, one, (Who.READER,)) for one in SHOWN),
    *_moves(What.START, [State.OPEN], State.UNDERWAY, Who.GUIDE, words=True),
    *_moves(What.PAUSE, LIVING, State.PAUSED, Who.GUIDE, Who.INITIATOR, words=True),
    *_moves(What.RESUME, [State.PAUSED], State.OPEN, Who.GUIDE, Who.INITIATOR, words=True),
    *_moves(What.FINISH, LIVING, State.DONE, Who.GUIDE, words=True),
    *_moves(What.STOP, [*LIVING, State.PAUSED], State.STOPPED, Who.GUIDE, words=True),
    *_moves(What.REOPEN, [State.DECLINED], State.RECEIVED, Who.READER, Who.INITIATOR, words=True),
    *_moves(What.REOPEN, [State.STOPPED, State.DONE], State.OPEN, Who.GUIDE, words=True),
    *_moves(What.WITHDRAW, [*FRESH, *LIVING, State.PAUSED], State.WITHDRAWN, Who.INITIATOR),
)


def move(name: What, state: str, who: Iterable[Who]) -> Move:
    """Return the move `name` from `state` for who acts as `who`. Raises NoSuchMove."""
    capacities = frozenset(who)
    for one in MOVES:
        if one.name == name and one.before == state and capacities & set(one.who):
            return one
    raise NoSuchMove(_("Dit kan nu niet. Het initiatief: %(state)s.") % {"state": State(state).label})


def possible(state: str, who: Iterable[Who]) -> list[Move]:
    """Return the moves that lead on from `state` for who acts as `who`."""
    capacities = frozenset(who)
    return [one for one in MOVES if one.before == state and capacities & set(one.who)]


NEED_MOVES: dict[NeedState, tuple[NeedState, ...]] = {
    NeedState.NEEDED: (NeedState.FOUND, NeedState.NOT_NEEDED, NeedState.REFUSED),
    NeedState.FOUND: (NeedState.NEEDED, NeedState.NOT_NEEDED, NeedState.REFUSED),
    NeedState.NOT_NEEDED: (NeedState.NEEDED,),
    NeedState.REFUSED: (NeedState.NEEDED, NeedState.FOUND, NeedState.NOT_NEEDED),
}
"""Help that was found can be lost, and what was refused can be found elsewhere: nothing is the end of it."""


def need_move(before: str, after: str) -> NeedState:
    """Return the state `after` when help can go there from `before`. Raises NoSuchMove."""
    if after not in NEED_MOVES[NeedState(before)]:
        raise NoSuchMove(_("Dit kan nu niet. Deze hulp: %(state)s.") % {"state": NeedState(before).label})
    return NeedState(after)
