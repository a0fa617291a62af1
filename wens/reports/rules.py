"""Who makes and publishes reports of wijken, who signs them, who sees them before they are public."""

from wens.reports.models import Report
from wens.reports.states import MAKE, MOVES, Move
from wens.tenancy.context import Actor, current

SEE = "see_rounds"


class NotAllowed(Exception):
    """This person may not do this; the message says who may, in Dutch, for a screen."""


def makes(by: Actor) -> bool:
    """Tell whether `by` makes reports."""
    return by == current().actor and MAKE in current().rights


def need_make(by: Actor) -> None:
    """Refuse who does not make reports. Raises NotAllowed."""
    if not makes(by):
        raise NotAllowed("Alleen de stadsdeelmanager maakt een rapport.")


def may_take(one: Report, of: Move, by: Actor) -> bool:
    """Tell whether `by` may take a move with this report.

    Who signs is a person with an own account and another than who made it; no setting changes that.
    """
    if by != current().actor or of.right not in current().rights:
        return False
    return not of.other or (by.kind == "account" and by.reference != one.made_by)


def need(one: Report, of: Move, by: Actor) -> None:
    """Refuse who may not take this move. Raises NotAllowed."""
    if not may_take(one, of, by):
        raise NotAllowed(
            "Een ander dan de maker tekent het rapport, met een eigen account." if of.other
            else "Alleen de stadsdeelmanager maakt een rapport openbaar of neemt het terug."
        )  # fmt: skip


def moves_for(one: Report, by: Actor) -> list[Move]:
    """Return what `by` can do with this report now."""
    return [move for move in MOVES if move.before == one.state and may_take(one, move, by)]
