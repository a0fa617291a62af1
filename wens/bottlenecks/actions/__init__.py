"""All writes on knelpunten, the texts about them, and the approach of places above the norm."""

from wens.bottlenecks.actions.deciding import Verdict, decide
from wens.bottlenecks.actions.keeping import BottleneckError, Conflict, PointsAtPerson
from wens.bottlenecks.actions.places import (
    NewFact,
    NewPlace,
    add_fact,
    answer_role,
    give_role,
    notice,
    tell_residents,
    turn,
)
from wens.bottlenecks.actions.proposing import (
    Description,
    Proposal,
    add_evidence,
    describe,
    drop_evidence,
    propose,
)
from wens.bottlenecks.actions.texts import Words, approve, rewrite, send_back, take_down
from wens.bottlenecks.actions.weighing import set_rules, weigh

__all__ = [
    "BottleneckError",
    "Conflict",
    "Description",
    "NewFact",
    "NewPlace",
    "PointsAtPerson",
    "Proposal",
    "Verdict",
    "Words",
    "add_evidence",
    "add_fact",
    "answer_role",
    "approve",
    "decide",
    "describe",
    "drop_evidence",
    "give_role",
    "notice",
    "propose",
    "rewrite",
    "send_back",
    "set_rules",
    "take_down",
    "tell_residents",
    "turn",
    "weigh",
]
