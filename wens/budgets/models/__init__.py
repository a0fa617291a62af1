"""Budgets, their ledger, applications, votes."""

from wens.budgets.models.advising import Advice, AdviceState, AdviceStep, Followed
from wens.budgets.models.applying import ApplicantContact, Application, Conflict, Decision, Done, Original, Result
from wens.budgets.models.choices import (
    Applicant,
    Booking,
    Carry,
    Function,
    Interest,
    Method,
    Outcome,
    State,
    VoteState,
    What,
    YearState,
)
from wens.budgets.models.money import Budget, Entry, Seat
from wens.budgets.models.voting import Candidate, Code, Urn, Vote

__all__ = [
    "Advice",
    "AdviceState",
    "AdviceStep",
    "Applicant",
    "ApplicantContact",
    "Application",
    "Booking",
    "Budget",
    "Candidate",
    "Carry",
    "Code",
    "Conflict",
    "Decision",
    "Done",
    "Entry",
    "Followed",
    "Function",
    "Interest",
    "Method",
    "Original",
    "Outcome",
    "Result",
    "Seat",
    "State",
    "Urn",
    "Vote",
    "VoteState",
    "What",
    "YearState",
]
