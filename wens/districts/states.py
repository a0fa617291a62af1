"""How a version goes from concept to published: a table, tested for reachability."""

from dataclasses import dataclass

from wens.access.rules import Action
from wens.districts.models import State

WRITE: Action = "write_texts"
SIGN: Action = "sign_texts"
REMOVE: Action = "remove_texts"
SEE: Action = "see_texts"


class NoSuchMove(Exception):
    """This cannot be done with a version as it stands; the message says so, in Dutch, for a screen."""


@dataclass(frozen=True)
class Move:
    """A step: its name, from where to where, which right it asks for.

    `other`: only another than who wrote it takes it. `words`: a reason in words has to be given.
    """

    name: str
    before: State
    after: State
    right: Action
    other: bool = False
    words: bool = False


MOVES: tuple[Move, ...] = (
    Move("write", State.DRAFT, State.DRAFT, WRITE),
    Move("write", State.RETURNED, State.DRAFT, WRITE),
    Move("offer", State.DRAFT, State.OFFERED, WRITE),
    Move("take_back", State.OFFERED, State.DRAFT, WRITE),
    Move("drop", State.DRAFT, State.DROPPED, WRITE),
    Move("drop", State.RETURNED, State.DROPPED, WRITE),
    Move("sign", State.OFFERED, State.SIGNED, SIGN, other=True),
    Move("send_back", State.OFFERED, State.RETURNED, SIGN, other=True, words=True),
    Move("withdraw", State.SIGNED, State.WITHDRAWN, SIGN, words=True),
    Move("remove", State.SIGNED, State.REMOVED, REMOVE, words=True),
    Move("remove", State.WITHDRAWN, State.REMOVED, REMOVE, words=True),
)


def move(name: str, state: str) -> Move:
    """Return the step `name` from `state`. Raises NoSuchMove."""
    for one in MOVES:
        if one.name == name and one.before == state:
            return one
    raise NoSuchMove(f"Dit kan nu niet. De tekst is: {State(state).label}.")


def possible(state: str) -> list[Move]:
    """Return the steps that lead on from `state`."""
    return [one for one in MOVES if one.before == state]
