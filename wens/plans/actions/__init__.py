"""All writes on plans."""

from wens.plans.actions.agreeing import Share, Step, Terms, change_part, change_terms, join, propose, sign
from wens.plans.actions.aiming import (
    Aim,
    Focus,
    ProgrammeTexts,
    add_ambition,
    add_goal,
    change_focus,
    change_goal,
    change_programme,
    draft_focus,
    move_focus,
    set_target,
)
from wens.plans.actions.carrying import carry_over
from wens.plans.actions.evaluating import Looked, evaluate
from wens.plans.actions.keeping import Conflict, PlanError, ProgrammeChanged
from wens.plans.actions.loading import load_programmes
from wens.plans.actions.measures import keep_measure, withdraw_measure
from wens.plans.actions.reminding import remind
from wens.plans.actions.reporting import LookOnce, Said, remove_photo, report
from wens.plans.actions.stepping import move_action
from wens.plans.actions.tying import tie_bottlenecks

__all__ = [
    "Aim",
    "Conflict",
    "Focus",
    "LookOnce",
    "Looked",
    "PlanError",
    "ProgrammeChanged",
    "ProgrammeTexts",
    "Said",
    "Share",
    "Step",
    "Terms",
    "add_ambition",
    "add_goal",
    "carry_over",
    "change_focus",
    "change_goal",
    "change_part",
    "change_programme",
    "change_terms",
    "draft_focus",
    "evaluate",
    "join",
    "keep_measure",
    "load_programmes",
    "move_action",
    "move_focus",
    "propose",
    "remind",
    "remove_photo",
    "report",
    "set_target",
    "sign",
    "tie_bottlenecks",
    "withdraw_measure",
]
