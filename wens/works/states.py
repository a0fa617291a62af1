"""The states of a work and of a version of a plan, as tables: what leads from where to where, and what must be said.

A work ends as done, as not done with a reason, or goes on in the plan of the next year; what ended too early reopens.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wens.access.rules import Action
from wens.works.models import State, VersionState, What

SEE: Action = "see_works"
MANAGE: Action = "manage_works"
MOVE: Action = "move_works"
SIGN: Action = "sign_works"
LINK: Action = "triage_contributions"


class NoSuchMove(Exception):
    """This cannot be done as it stands; the message says so, in Dutch, for a screen."""


@dataclass(frozen=True)
class Move:
    """A step of a work. `words`: never without a reason. `manager`: not for the organisation that carries it out."""

    name: What
    before: State
    after: State
    words: bool = False
    manager: bool = False


OPEN = (State.IDEA, State.CONSIDERED, State.PLANNED, State.BUSY)
ENDS = (State.DONE, State.NOT_DONE, State.CARRIED)


def _moves(
    name: What, befores: Iterable[State], after: State, *, words: bool = False, manager: bool = False
) -> tuple[Move, ...]:
    return tuple(Move(name, before, after, words, manager) for before in befores)


MOVES: tuple[Move, ...] = (
    *_moves(What.CONSIDER, [State.IDEA], State.CONSIDERED),
    *_moves(What.PLAN, [State.IDEA, State.CONSIDERED], State.PLANNED),
    *_moves(What.START, [State.PLANNED], State.BUSY),
    *_moves(What.FINISH, [State.PLANNED, State.BUSY], State.DONE),
    *_moves(What.POSTPONE, [State.BUSY], State.PLANNED, words=True),
    *_moves(What.POSTPONE, [State.PLANNED], State.CONSIDERED, words=True),
    *_moves(What.STOP, OPEN, State.NOT_DONE, words=True),
    *_moves(What.RECONSIDER, [State.NOT_DONE], State.CONSIDERED, words=True),
    *_moves(What.REOPEN, [State.DONE], State.BUSY, words=True),
    *_moves(What.CARRY, OPEN, State.CARRIED, words=True, manager=True),
)


def move(name: str, state: str) -> Move:
    """Return the move `name` of a work from `state`. Raises NoSuchMove."""
    for one in MOVES:
        if one.name == name and one.before == state:
            return one
    raise NoSuchMove(_("Dit kan nu niet. Het werk is: %(state)s.") % {"state": State(state).label})


def possible(state: str, *, manager: bool) -> list[Move]:
    """Return the moves of a work from `state`; carrying over is for the screen of the plan and stands apart."""
    return [one for one in MOVES if one.before == state and (manager or not one.manager) and one.name != What.CARRY]


@dataclass(frozen=True)
class Turn:
    """A step of a version. `other`: only another than who wrote it. `words`: never without a reason."""

    name: str
    before: VersionState
    after: VersionState
    right: Action
    other: bool = False
    words: bool = False


TURNS: tuple[Turn, ...] = (
    Turn("write", VersionState.DRAFT, VersionState.DRAFT, MANAGE),
    Turn("write", VersionState.RETURNED, VersionState.DRAFT, MANAGE),
    Turn("offer", VersionState.DRAFT, VersionState.OFFERED, MANAGE),
    Turn("take_back", VersionState.OFFERED, VersionState.DRAFT, MANAGE),
    Turn("drop", VersionState.DRAFT, VersionState.DROPPED, MANAGE),
    Turn("drop", VersionState.RETURNED, VersionState.DROPPED, MANAGE),
    Turn("sign", VersionState.OFFERED, VersionState.SIGNED, SIGN, other=True),
    Turn("send_back", VersionState.OFFERED, VersionState.RETURNED, SIGN, other=True, words=True),
    Turn("withdraw", VersionState.SIGNED, VersionState.WITHDRAWN, SIGN, words=True),
)


def turn(name: str, state: str) -> Turn:
    """Return the step `name` of a version from `state`. Raises NoSuchMove."""
    for one in TURNS:
        if one.name == name and one.before == state:
            return one
    raise NoSuchMove(_("Dit kan nu niet. Het plan is: %(state)s.") % {"state": VersionState(state).label})


def turns(state: str) -> list[Turn]:
    """Return the steps that lead on from a version at `state`."""
    return [one for one in TURNS if one.before == state]
