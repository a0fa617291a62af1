"""The states of an edition as a table: what leads from where to where, and who may take the step.

A named person activates. The public tier then waits for another person, unless this installation has one operator.
What is superseded or rolled back can be activated again, along the same road.
"""

from dataclasses import dataclass

from wens.figures.models import State, Tier


@dataclass(frozen=True)
class Step:
    """A step that a person takes (`taken`), or that follows from a step of another edition."""

    name: str
    before: State
    after: State
    tiers: tuple[Tier, ...]
    taken: bool = True
    second_person: bool = False


_BOTH = (Tier.PARTNERS, Tier.PUBLIC)
_IDLE = (State.BUILT, State.SUPERSEDED, State.ROLLED_BACK)

STEPS: tuple[Step, ...] = (
    *(Step("activate", state, State.ACTIVE, (Tier.PARTNERS,)) for state in _IDLE),
    *(Step("activate", state, State.AWAITING, (Tier.PUBLIC,)) for state in _IDLE),
    Step("confirm", State.AWAITING, State.ACTIVE, (Tier.PUBLIC,), second_person=True),
    Step("withdraw", State.AWAITING, State.BUILT, (Tier.PUBLIC,)),
    Step("roll_back", State.ACTIVE, State.ROLLED_BACK, _BOTH),
    Step("supersede", State.ACTIVE, State.SUPERSEDED, _BOTH, taken=False),
    Step("restore", State.SUPERSEDED, State.ACTIVE, _BOTH, taken=False),
)


class NoSuchStep(Exception):
    """The edition is not in a state from which this step leads anywhere; the message says what it is."""


def step(name: str, state: str, tier: str) -> Step:
    """Return the step `name` from `state` for `tier`. Raises NoSuchStep with the steps that there are."""
    for one in STEPS:
        if one.name == name and one.before == state and tier in one.tiers:
            return one
    possible = [one.name for one in STEPS if one.before == state and tier in one.tiers and one.taken]
    raise NoSuchStep(f"A {tier} edition that is {state} cannot {name}; it can: {', '.join(possible) or 'nothing'}.")
