"""Knelpunten, places above the norm, the criteria and norms they are held against, and what everybody may read."""

from wens.bottlenecks.models.bottlenecks import Bottleneck, Decision, Evidence, Weighing
from wens.bottlenecks.models.choices import (
    EvidenceKind,
    Outcome,
    PartnerRole,
    PlaceMove,
    PlaceState,
    RoleState,
    RulesKind,
    State,
    TextState,
    What,
)
from wens.bottlenecks.models.places import Fact, Place, PlaceStep, Role
from wens.bottlenecks.models.rules import RuleSet
from wens.bottlenecks.models.texts import PublicText

__all__ = [
    "Bottleneck",
    "Decision",
    "Evidence",
    "EvidenceKind",
    "Fact",
    "Outcome",
    "PartnerRole",
    "Place",
    "PlaceMove",
    "PlaceState",
    "PlaceStep",
    "PublicText",
    "Role",
    "RoleState",
    "RuleSet",
    "RulesKind",
    "State",
    "TextState",
    "Weighing",
    "What",
]
