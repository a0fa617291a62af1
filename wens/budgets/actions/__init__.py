"""Everything that changes a budget, an application or a vote."""

from wens.budgets.actions.applying import Asked, Sent, apply, find_by_code, reply, withdraw
from wens.budgets.actions.booking import TooMuch, book
from wens.budgets.actions.deciding import (
    Shown,
    ask,
    check,
    decide,
    declare_interest,
    reconsider,
    show_applicant,
)
from wens.budgets.actions.keeping import BudgetError, Stale
from wens.budgets.actions.opening import (
    Terms,
    allot,
    change_terms,
    close_year,
    end_seat,
    give_seat,
    open_budget,
)
from wens.budgets.actions.paying import pay, refund, release, stop, tell_result
from wens.budgets.actions.voting import (
    CodeUsed,
    NoSuchCode,
    cancel_vote,
    cast,
    count_vote,
    open_vote,
    plan_vote,
    print_codes,
)

__all__ = [
    "Asked",
    "BudgetError",
    "CodeUsed",
    "NoSuchCode",
    "Sent",
    "Shown",
    "Stale",
    "Terms",
    "TooMuch",
    "allot",
    "apply",
    "ask",
    "book",
    "cancel_vote",
    "cast",
    "change_terms",
    "check",
    "close_year",
    "count_vote",
    "decide",
    "declare_interest",
    "end_seat",
    "find_by_code",
    "give_seat",
    "open_budget",
    "open_vote",
    "pay",
    "plan_vote",
    "print_codes",
    "reconsider",
    "refund",
    "release",
    "reply",
    "show_applicant",
    "stop",
    "tell_result",
    "withdraw",
]
