"""Everything that is stored about plans."""

from wens.plans.models.choices import FocusState, PartRole, Stage, What
from wens.plans.models.doing import Action, Done, Milestone, Need, Part, PartVersion, Report
from wens.plans.models.tree import Ambition, FocusPoint, Goal, Programme, Reason, Target

__all__ = [
    "Action",
    "Ambition",
    "Done",
    "FocusPoint",
    "FocusState",
    "Goal",
    "Milestone",
    "Need",
    "Part",
    "PartRole",
    "PartVersion",
    "Programme",
    "Reason",
    "Report",
    "Stage",
    "Target",
    "What",
]
