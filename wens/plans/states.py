"""The states of focus points and actions as tables: what leads from where to where, who takes it, what it asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from wens.plans.models.choices import FocusState, Stage, What


class NoSuchMove(Exception):
    """From here this leads nowhere; the message says how it stands, in Dutch, for a screen."""


@dataclass(frozen=True)
class FocusMove:
    """A move of a focus point by who directs. `words`: never without a reason."""

    name: What
    before: FocusState
    after: FocusState
    words: bool = True


@dataclass(frozen=True)
class Move:
    """A move of an action. `who`: the partners by what they sign or report, or who directs. `words`: with a reason."""

    name: What
    before: Stage
    after: Stage
    who: Literal["partners", "director"]
    words: bool = False


FOCUS_MOVES: tuple[FocusMove, ...] = (
    FocusMove(What.ADOPT, FocusState.DRAFT, FocusState.ADOPTED, words=False),
    FocusMove(What.WITHDRAW, FocusState.ADOPTED, FocusState.DRAFT),
    FocusMove(What.END, FocusState.ADOPTED, FocusState.ENDED),
    FocusMove(What.RESUME, FocusState.ENDED, FocusState.ADOPTED),
)


def _from(stages: Iterable[Stage], name: What, after: Stage, who: Literal["partners", "director"]) -> list[Move]:
    return [Move(name, before, after, who, words=who == "director") for before in stages]


_GOING = (Stage.AGREED, Stage.STUCK)
_OPEN = (Stage.PROPOSED, *_GOING)
MOVES: tuple[Move, ...] = (
    Move(What.SIGN, Stage.PROPOSED, Stage.AGREED, "partners"),  # the last signature
    *_from(_GOING, What.EDIT, Stage.PROPOSED, "partners"),  # another version is signed anew
    Move(What.GET_STUCK, Stage.AGREED, Stage.STUCK, "partners"),
    Move(What.GO_ON, Stage.STUCK, Stage.AGREED, "partners"),
    *_from(_GOING, What.FINISH, Stage.DONE, "partners"),  # the last milestone
    Move(What.REOPEN, Stage.DONE, Stage.AGREED, "director", words=True),
    *_from(_OPEN, What.STOP, Stage.STOPPED, "director"),
    Move(What.RESUME, Stage.STOPPED, Stage.PROPOSED, "director", words=True),
    *_from(_OPEN, What.CARRY, Stage.CARRIED, "director"),
)


def focus_move(name: str, state: str) -> FocusMove:
    """Return the move `name` of a focus point from `state`. Raises NoSuchMove."""
    for one in FOCUS_MOVES:
        if one.name == name and one.before == state:
            return one
    raise NoSuchMove(_("Dit kan nu niet. Het speerpunt is: %(state)s.") % {"state": FocusState(state).label})


def move(name: str, stage: str) -> Move:
    """Return the move `name` of an action from `stage`. Raises NoSuchMove."""
    for one in MOVES:
        if one.name == name and one.before == stage:
            return one
    raise NoSuchMove(_("Dit kan nu niet. De actie: %(state)s.") % {"state": Stage(stage).label})


def directors_moves(stage: str) -> list[Move]:
    """Return what who directs can do with an action that stands at `stage`, besides carrying it over."""
    return [one for one in MOVES if one.before == stage and one.who == "director" and one.name != What.CARRY]
