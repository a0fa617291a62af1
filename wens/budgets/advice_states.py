"""Advice as a table of states: request → advice → answer with a reason → what came of it. A raad may also start."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wens.budgets.models.advising import AdviceState
from wens.budgets.states import NoSuchMove


class Side(StrEnum):
    """Who takes a step: somebody with a seat in the raad, or who directs at the gemeente."""

    COUNCIL = "council"
    GEMEENTE = "gemeente"


@dataclass(frozen=True)
class Step:
    """A step from one state to another, or (before None) the beginning."""

    name: str
    before: AdviceState | None
    after: AdviceState
    side: Side


STEPS = (
    Step("ask", None, AdviceState.ASKED, Side.GEMEENTE),
    Step("volunteer", None, AdviceState.GIVEN, Side.COUNCIL),
    Step("give", AdviceState.ASKED, AdviceState.GIVEN, Side.COUNCIL),
    Step("pass", AdviceState.ASKED, AdviceState.NOT_GIVEN, Side.COUNCIL),
    Step("withdraw", AdviceState.ASKED, AdviceState.WITHDRAWN, Side.GEMEENTE),
    Step("answer", AdviceState.GIVEN, AdviceState.ANSWERED, Side.GEMEENTE),
    Step("finish", AdviceState.ANSWERED, AdviceState.DONE, Side.GEMEENTE),
)


def advice_step(name: str, state: str | None, sides: Iterable[Side]) -> Step:
    """Return the step `name` from `state` for who acts for one of `sides`. Raises NoSuchMove."""
    allowed = frozenset(sides)
    for one in STEPS:
        if one.name == name and one.before == state and one.side in allowed:
            return one
    raise NoSuchMove(f"Dit kan nu niet. Het advies: {AdviceState(state).label if state else 'nieuw'}.")


def possible_steps(state: str, sides: Iterable[Side]) -> list[Step]:
    """Return the steps that lead on from `state` for who acts for one of `sides`."""
    allowed = frozenset(sides)
    return [one for one in STEPS if one.before == state and one.side in allowed]
