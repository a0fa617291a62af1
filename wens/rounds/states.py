"""The states of a round and of its steps as tables: what leads from where to where, what it asks, and when."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wens.rounds.models import Stage, StepState, What


@dataclass(frozen=True)
class Move:
    """A move of a whole round. `words`: never without a reason."""

    name: What
    before: Stage
    after: Stage
    words: bool = False


@dataclass(frozen=True)
class Turn:
    """A move of one step. `words`: never without a note; `within`: in which stages of the round."""

    name: What
    before: StepState
    after: StepState
    within: tuple[Stage, ...]
    words: bool = True


MOVES: tuple[Move, ...] = (
    Move(What.START, Stage.PLANNED, Stage.RUNNING),
    Move(What.CANCEL, Stage.PLANNED, Stage.CANCELLED, words=True),
    Move(What.FINISH, Stage.RUNNING, Stage.FINISHED),
    Move(What.RESUME, Stage.FINISHED, Stage.RUNNING, words=True),
)
TURNS: tuple[Turn, ...] = (
    Turn(What.CLOSE, StepState.OPEN, StepState.CLOSED, (Stage.RUNNING,)),
    Turn(What.REOPEN, StepState.CLOSED, StepState.OPEN, (Stage.RUNNING,)),
    Turn(What.MOVE, StepState.OPEN, StepState.OPEN, (Stage.PLANNED, Stage.RUNNING), words=False),
)


class NoSuchMove(Exception):
    """From here this leads nowhere; the message says how it stands, in Dutch, for a screen."""


def move(name: str, stage: str) -> Move:
    """Return the move `name` of a round from `stage`. Raises NoSuchMove."""
    for one in MOVES:
        if one.name == name and one.before == stage:
            return one
    raise NoSuchMove(_("Dit kan nu niet. De ronde is: %(state)s.") % {"state": Stage(stage).label})


def turn(name: str, state: str, stage: str) -> Turn:
    """Return the move `name` of a step from `state`, in a round that is in `stage`. Raises NoSuchMove."""
    for one in TURNS:
        if one.name == name and one.before == state and stage in one.within:
            return one
    raise NoSuchMove(
        _("Dit kan nu niet. De stap is: %(step)s. De ronde is: %(state)s.")
        % {"step": StepState(state).label, "state": Stage(stage).label}
    )


def possible_moves(stage: str) -> list[Move]:
    """Return the moves that lead on from `stage`."""
    return [one for one in MOVES if one.before == stage]
