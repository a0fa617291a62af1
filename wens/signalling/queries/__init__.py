"""Shared reads on signals; all of them inside `acting`, for the acting gemeente and who acts."""

from wens.signalling.queries.places import addresses_of_area, buurten_of, named_place, named_places
from wens.signalling.queries.rules import Rules, rules_now, versions
from wens.signalling.queries.worries import (
    STANDING,
    Filter,
    areas_over,
    changed_between,
    linked_to,
    opinions_of,
    steps_of,
    to_answer,
    waiting_on,
    without_team,
    worries,
    worry,
)

__all__ = [
    "STANDING",
    "Filter",
    "Rules",
    "addresses_of_area",
    "areas_over",
    "buurten_of",
    "changed_between",
    "linked_to",
    "named_place",
    "named_places",
    "opinions_of",
    "rules_now",
    "steps_of",
    "to_answer",
    "versions",
    "waiting_on",
    "without_team",
    "worries",
    "worry",
]
