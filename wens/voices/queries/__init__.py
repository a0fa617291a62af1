"""Shared reads on contributions; all of them inside ``acting``."""

from wens.voices.queries.duty import Gap, gaps, is_staffed, on_duty, on_duty_for, shifts_from
from wens.voices.queries.history import Line, history, messages_of
from wens.voices.queries.inbox import (
    TABS,
    Filter,
    by_label,
    contribution,
    counts,
    ended_by,
    handover_of,
    inbox,
    offered_to,
    subject_name,
    was_answered,
)
from wens.voices.queries.joined import Likely, followed_with, likely_duplicates, whole_of
from wens.voices.queries.own import own_contribution, own_contributions
from wens.voices.queries.red import RedItem, red_list

__all__ = [
    "TABS",
    "Filter",
    "Gap",
    "Likely",
    "Line",
    "RedItem",
    "by_label",
    "contribution",
    "counts",
    "ended_by",
    "followed_with",
    "gaps",
    "handover_of",
    "history",
    "inbox",
    "is_staffed",
    "likely_duplicates",
    "messages_of",
    "offered_to",
    "on_duty",
    "on_duty_for",
    "own_contribution",
    "own_contributions",
    "red_list",
    "shifts_from",
    "subject_name",
    "was_answered",
    "whole_of",
]
