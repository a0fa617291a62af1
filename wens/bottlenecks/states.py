"""The states of knelpunten, texts and places as tables: what leads from where to where, and what it asks.

No state is a dead end: what was decided can be put on the table again, what was returned is rewritten, an approach that
ended can begin anew. A test walks every table.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wens.bottlenecks.models import PlaceMove, PlaceState, State, TextState, What


class NoSuchMove(Exception):
    """From here this leads nowhere; the message says how it stands, in Dutch, for a screen."""


@dataclass(frozen=True)
class Move:
    """A decision. `weighed`: only when every criterion was weighed; `told`: a text for everybody goes with it."""

    name: What
    before: State
    after: State
    weighed: bool = False
    told: bool = False


@dataclass(frozen=True)
class PlaceTurn:
    """A step of an approach; always with words. `roles`: only when partners have a role in it."""

    name: PlaceMove
    before: PlaceState
    after: PlaceState
    roles: bool = False


@dataclass(frozen=True)
class TextTurn:
    """A step of a text. `other`: not by who wrote it."""

    name: str
    before: TextState
    after: TextState
    other: bool = False


def _moves(
    name: What, befores: Iterable[State], after: State, *, weighed: bool = False, told: bool = False
) -> list[Move]:
    return [Move(name, before, after, weighed, told) for before in befores]


OPEN = (State.PROPOSED, State.ADOPTED)
MOVES: tuple[Move, ...] = (
    *_moves(What.ADOPT, [State.PROPOSED], State.ADOPTED, weighed=True, told=True),
    *_moves(What.PARK, OPEN, State.PARKED, weighed=True, told=True),
    *_moves(What.PASS_ON, OPEN, State.PASSED_ON, weighed=True, told=True),
    *_moves(What.NOT_OURS, OPEN, State.NOT_OURS, weighed=True, told=True),
    *_moves(What.WITHDRAW, [State.PROPOSED], State.WITHDRAWN),
    *_moves(What.CLOSE, [State.ADOPTED], State.CLOSED, told=True),
    *_moves(
        What.REOPEN, [State.PARKED, State.PASSED_ON, State.NOT_OURS, State.WITHDRAWN, State.CLOSED], State.PROPOSED
    ),
)
_LADDER = (PlaceState.TALKING, PlaceState.AGREEMENTS, PlaceState.MEASURES)
PLACE_MOVES: tuple[PlaceTurn, ...] = (
    *(PlaceTurn(PlaceMove.TALK, before, PlaceState.TALKING)
      for before in (PlaceState.SEEN, PlaceState.AGREEMENTS, PlaceState.EVALUATING)),
    *(PlaceTurn(PlaceMove.AGREE, before, PlaceState.AGREEMENTS, roles=True)
      for before in (PlaceState.TALKING, PlaceState.MEASURES, PlaceState.EVALUATING)),
    *(PlaceTurn(PlaceMove.MEASURE, before, PlaceState.MEASURES, roles=True)
      for before in (PlaceState.AGREEMENTS, PlaceState.EVALUATING)),
    *(PlaceTurn(PlaceMove.EVALUATE, before, PlaceState.EVALUATING) for before in _LADDER),
    PlaceTurn(PlaceMove.END, PlaceState.EVALUATING, PlaceState.ENDED),
    PlaceTurn(PlaceMove.DISMISS, PlaceState.SEEN, PlaceState.NO_APPROACH),
    *(PlaceTurn(PlaceMove.REOPEN, before, PlaceState.SEEN) for before in (PlaceState.ENDED, PlaceState.NO_APPROACH)),
)  # fmt: skip
TEXT_MOVES: tuple[TextTurn, ...] = (
    TextTurn("approve", TextState.PROPOSED, TextState.APPROVED, other=True),
    TextTurn("return", TextState.PROPOSED, TextState.RETURNED, other=True),
    TextTurn("rewrite", TextState.PROPOSED, TextState.PROPOSED),
    TextTurn("rewrite", TextState.RETURNED, TextState.PROPOSED),
    TextTurn("rewrite", TextState.TAKEN_DOWN, TextState.PROPOSED),
    TextTurn("take_down", TextState.APPROVED, TextState.TAKEN_DOWN),
)


def move(name: str, state: str) -> Move:
    """Return the decision `name` from `state`. Raises NoSuchMove."""
    for one in MOVES:
        if one.name == name and one.before == state:
            return one
    raise NoSuchMove(_("Dit kan nu niet. Het knelpunt is: %(state)s.") % {"state": State(state).label})


def possible_moves(state: str) -> list[Move]:
    """Return the decisions that lead on from `state`."""
    return [one for one in MOVES if one.before == state]


def place_move(name: str, state: str) -> PlaceTurn:
    """Return the step `name` of an approach from `state`. Raises NoSuchMove."""
    for one in PLACE_MOVES:
        if one.name == name and one.before == state:
            return one
    raise NoSuchMove(_("Dit kan nu niet. De aanpak is: %(state)s.") % {"state": PlaceState(state).label})


def possible_place_moves(state: str) -> list[PlaceTurn]:
    """Return the steps of an approach that lead on from `state`."""
    return [one for one in PLACE_MOVES if one.before == state]


def text_move(name: str, state: str) -> TextTurn:
    """Return the step `name` of a text from `state`. Raises NoSuchMove."""
    for one in TEXT_MOVES:
        if one.name == name and one.before == state:
            return one
    raise NoSuchMove(_("Dit kan nu niet. De tekst is: %(state)s.") % {"state": TextState(state).label})
