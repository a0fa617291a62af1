"""Everything that is stored about plans."""

from wens.plans.models.choices import Effect, FocusState, PartRole, Stage, What
from wens.plans.models.doing import Action, Done, Milestone, Need, Part, PartVersion, Report, ReportPhoto
from wens.plans.models.effect import Evaluation, Result
from wens.plans.models.measures import MeasureVersion
from wens.plans.models.tree import Ambition, FocusPoint, Goal, Programme, Reason, Target

__all__ = [
    "Action",
    "Ambition",
    "Done",
    "Effect",
    "Evaluation",
    "FocusPoint",
    "FocusState",
    "Goal",
    "MeasureVersion",
    "Milestone",
    "Need",
    "Part",
    "PartRole",
    "PartVersion",
    "Programme",
    "Reason",
    "Report",
    "ReportPhoto",
    "Result",
    "Stage",
    "Target",
    "What",
]
