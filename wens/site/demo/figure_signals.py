"""Signals from statistics in the demo: the planted outbreaks of the fictional gemeente, looked at in their own week."""

import datetime as dt

from wens.signalling.queries.signals import last_run
from wens.signalling.weekly import run_back_test, run_week
from wens.tenancy.context import Actor, acting

AFTER = dt.date(2026, 1, 5)
"""The day after the last whole week of the fictional figures; today they would be too old to raise a signal."""


def load_figure_signals(gemeente: str) -> int:
    """Look at the last week of the figures and back over the year, unless somebody did; returns how many are new."""
    by = Actor.machine()
    with acting(gemeente, by):
        if last_run():
            return 0
    found = run_week(gemeente, by=by, until=AFTER, is_example=True).new
    run_back_test(gemeente, by=by, until=AFTER)
    return found
