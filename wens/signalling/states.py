"""The states of a worry as a table: what leads from where to where, and who may do it. A test walks it.

Every end is honest about what came of it, also when nobody took it up; and none is a dead end: it can be put on the
table again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from wens.signalling.models import WorryMove, WorryState

Who = Literal["author", "team", "director", "time"]
"""The organisation that entered it, the wijkteam that it waits on, who directs, or the calendar."""


class NoSuchMove(Exception):
    """From here this leads nowhere; the message says how it stands, in Dutch, for a screen."""


@dataclass(frozen=True)
class Move:
    """One step of a worry. Each asks for words, but taking it up by who may say the rest later."""

    name: WorryMove
    before: WorryState
    after: WorryState
    who: frozenset[Who]


def _moves(name: WorryMove, befores: Iterable[WorryState], after: WorryState, *who: Who) -> list[Move]:
    return [Move(name, before, after, frozenset(who)) for before in befores]


GOES_ON = (WorryState.OPEN, WorryState.TAKEN)
ENDS = (WorryState.SOLVED, WorryState.BETTER, WorryState.SAME, WorryState.UNCLEAR, WorryState.NOT_SEEN)
"""What a wijkteam can say at the end; "we do not know" and "we did not see it" are full answers."""
OVER = (*ENDS, WorryState.WITHDRAWN, WorryState.LAPSED)
MOVES: tuple[Move, ...] = (
    *_moves(WorryMove.ASSIGN, GOES_ON, WorryState.OPEN, "director"),
    *_moves(WorryMove.TAKE, [WorryState.OPEN], WorryState.TAKEN, "team"),
    *_moves(WorryMove.HAND_BACK, GOES_ON, WorryState.OPEN, "team"),
    *_moves(WorryMove.REPORT, [WorryState.TAKEN], WorryState.TAKEN, "team"),
    *(move for end in ENDS for move in _moves(WorryMove.END, [WorryState.TAKEN], end, "team")),
    *_moves(WorryMove.WITHDRAW, GOES_ON, WorryState.WITHDRAWN, "author"),
    *_moves(WorryMove.LAPSE, [WorryState.OPEN], WorryState.LAPSED, "time"),
    *_moves(WorryMove.REOPEN, OVER, WorryState.OPEN, "author", "team", "director"),
)


def move(name: WorryMove, before: str, after: str = "") -> Move:
    """Return the step `name` from `before`; `after` says which end. Raises NoSuchMove."""
    for one in MOVES:
        if one.name == name and one.before == before and after in ("", one.after):
            return one
    raise NoSuchMove(f"Dit kan nu niet. Het signaal is: {WorryState(before).label}.")


def possible(before: str, who: Iterable[Who]) -> set[WorryMove]:
    """Return the steps that lead on from `before` for somebody in these capacities."""
    capacities = frozenset(who)
    return {one.name for one in MOVES if one.before == before and one.who & capacities}
