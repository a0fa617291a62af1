"""The states of a report as a table: what leads from where to where, who takes it, what it asks.

What is over (returned, superseded, withdrawn) is followed by another report, never by a change of this one.
"""

from dataclasses import dataclass

from wens.reports.models import State


@dataclass(frozen=True)
class Move:
    """A move of a report. `right`: what it asks; `other`: not by who made it; `words`: never without a reason."""

    name: str
    before: State
    after: State
    right: str
    other: bool = False
    words: bool = False


MAKE, SIGN = "manage_rounds", "sign_reports"
MOVES: tuple[Move, ...] = (
    Move("sign", State.PROPOSED, State.SIGNED, SIGN, other=True),
    Move("return", State.PROPOSED, State.RETURNED, SIGN, other=True, words=True),
    Move("take-back", State.PROPOSED, State.RETURNED, MAKE, words=True),
    Move("take-back", State.SIGNED, State.RETURNED, MAKE, words=True),
    Move("publish", State.SIGNED, State.PUBLISHED, MAKE),
    Move("withdraw", State.PUBLISHED, State.WITHDRAWN, MAKE, words=True),
)
FOLLOWED = {State.PUBLISHED: State.SUPERSEDED}
"""What becomes of a report when a newer one of the same wijk is published."""


class NoSuchMove(Exception):
    """From here this leads nowhere; the message says how it stands, in Dutch, for a screen."""


def move(name: str, state: str) -> Move:
    """Return the move `name` of a report from `state`. Raises NoSuchMove."""
    for one in MOVES:
        if one.name == name and one.before == state:
            return one
    raise NoSuchMove(f"Dit kan nu niet. Het rapport: {State(state).label}.")
