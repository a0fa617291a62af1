"""Shared reads on knelpunten, what they rest on, what everybody may read, and places above the norm."""

from wens.bottlenecks.queries.evidence import Basis, basis_of, resting_on, sources_of
from wens.bottlenecks.queries.places import Crossed, crossed, place, places, roles_of
from wens.bottlenecks.queries.reading import (
    adopted,
    bottleneck,
    bottlenecks,
    decisions,
    last_weighing,
    public_texts,
    told_about,
    waiting_texts,
)
from wens.bottlenecks.queries.rules import criteria_now, newest_rules, norms_now, rules_now, versions

__all__ = [
    "Basis",
    "Crossed",
    "adopted",
    "basis_of",
    "bottleneck",
    "bottlenecks",
    "criteria_now",
    "crossed",
    "decisions",
    "last_weighing",
    "newest_rules",
    "norms_now",
    "place",
    "places",
    "public_texts",
    "resting_on",
    "roles_of",
    "rules_now",
    "sources_of",
    "told_about",
    "versions",
    "waiting_texts",
]
